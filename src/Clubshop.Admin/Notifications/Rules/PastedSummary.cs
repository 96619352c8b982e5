namespace Clubshop.Admin.Notifications.Rules;

/// <summary>How a pasted list was read.</summary>
/// <param name="Lines">Total number of lines, without the header.</param>
/// <param name="Usable">Recipients.</param>
/// <param name="Blank">Empty lines.</param>
/// <param name="Duplicates">Lines that repeat a recipient.</param>
/// <param name="Nonsense">Lines without a recipient.</param>
/// <param name="Samples">The first lines without a recipient and the first refused lines: line number, and the content (digits hidden) or the reason.</param>
/// <param name="Variables">Names of the columns that fill variables.</param>
public sealed record PastedSummary(
    int Lines, int Usable, int Blank, int Duplicates, int Nonsense, IReadOnlyList<string> Samples, IReadOnlyList<string> Variables)
{
    /// <summary>The summary of an empty list.</summary>
    public static PastedSummary None { get; } = new(0, 0, 0, 0, 0, [], []);

    /// <summary>Lines that do not match the header: with more or fewer cells, or with a line break in a cell. Their recipients get nothing.</summary>
    public int Refused { get; init; }

    /// <summary>Values that are too long. They are ignored, and the default is used.</summary>
    public int TooLong { get; init; }

    /// <summary>Columns whose names cannot be variables.</summary>
    public IReadOnlyList<string> IgnoredColumns { get; init; } = [];
}
