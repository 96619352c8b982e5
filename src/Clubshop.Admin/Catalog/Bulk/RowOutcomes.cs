namespace Clubshop.Admin.Catalog.Bulk;

/// <summary>How rows end, as jobs count them and pages say.</summary>
internal static class RowOutcomes
{
    public const string Created = "created";
    public const string Changed = "changed";
    public const string Unchanged = "unchanged";
    public const string Refused = "refused";

    /// <summary>Taken back by an undo.</summary>
    public const string Undone = "undone";

    /// <summary>Left as it is by an undo, because somebody edited it since.</summary>
    public const string Skipped = "skipped";

    /// <summary>Those of an import, in the order in which pages show them.</summary>
    public static IReadOnlyList<string> All { get; } = [Created, Changed, Unchanged, Refused];

    /// <summary>Whether the row wrote something that can be undone.</summary>
    public static bool IsWritten(string outcome) => outcome is Created or Changed;
}
