namespace Clubshop.Admin.Notifications.Rules;

/// <summary>What was made of a pasted list.</summary>
/// <param name="Lines">Lines in all, the head not counted.</param>
/// <param name="Usable">Recipients.</param>
/// <param name="Blank">Empty lines.</param>
/// <param name="Duplicates">Lines that name somebody again.</param>
/// <param name="Nonsense">Lines that name nobody.</param>
/// <param name="Samples">The first lines that name nobody or are refused: number, and what stands there (phone-like digits hidden) or why.</param>
/// <param name="Variables">Names of columns, each a variable.</param>
public sealed record PastedSummary(
    int Lines, int Usable, int Blank, int Duplicates, int Nonsense, IReadOnlyList<string> Samples, IReadOnlyList<string> Variables)
{
    /// <summary>Of a list without lines.</summary>
    public static PastedSummary None { get; } = new(0, 0, 0, 0, 0, [], []);

    /// <summary>Lines that do not fit the head: with more cells or fewer, or with a line break in one. Nobody of them is written to.</summary>
    public int Refused { get; init; }

    /// <summary>Values that are longer than a value may be: they are left out, and the default stands for them.</summary>
    public int TooLong { get; init; }

    /// <summary>Columns that no variable can be called by.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];
}
