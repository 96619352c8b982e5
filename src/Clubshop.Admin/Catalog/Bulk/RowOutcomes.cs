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

    /// <summary>An outcome on a pill: "Changed".</summary>
    public static string Label(string outcome) => outcome switch
    {
        Created => L["Created"],
        Changed => L["Changed"],
        Unchanged => L["Unchanged"],
        Refused => L["Refused"],
        Undone => L["Undone"],
        Skipped => L["Skipped"],
        _ => outcome,
    };

    /// <summary>How many ended so: "3 changed".</summary>
    public static string Counted(string outcome, long count) => outcome switch
    {
        Created => L[$"{Ui.Format.Number(count)} created"],
        Changed => L[$"{Ui.Format.Number(count)} changed"],
        Unchanged => L[$"{Ui.Format.Number(count)} unchanged"],
        Refused => L[$"{Ui.Format.Number(count)} refused"],
        Undone => L[$"{Ui.Format.Number(count)} undone"],
        _ => L[$"{Ui.Format.Number(count)} skipped"],
    };
}
