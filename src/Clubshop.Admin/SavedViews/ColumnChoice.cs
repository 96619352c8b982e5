using Clubshop.Admin.Ui.Lists;

namespace Clubshop.Admin.SavedViews;

/// <summary>Which columns of a list one person sees, as far as that differs from the list's own: a column that is new in a later version is seen by all.</summary>
/// <param name="Hidden">Titles of columns that the list shows and this person does not see.</param>
/// <param name="Added">Titles of optional columns that this person sees.</param>
public sealed record ColumnChoice(IReadOnlySet<string> Hidden, IReadOnlySet<string> Added)
{
    /// <summary>Titles in each of the two, at most: no list has so many columns.</summary>
    public const int Most = 40;

    /// <summary>The list's own.</summary>
    public static ColumnChoice None { get; } = new(new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));

    /// <summary>Whether anything differs from the list's own.</summary>
    public bool IsNone => Hidden.Count + Added.Count == 0;

    /// <summary>Whether a column is shown.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="optional">Whether it is shown only to those who chose it.</param>
    public bool Shows(string title, bool optional) => optional ? Added.Contains(title) : !Hidden.Contains(title);

    /// <summary>The choice with one column shown, or no longer.</summary>
    public ColumnChoice With(ColumnName column, bool show) =>
        column.Optional ? this with { Added = Changed(Added, column.Title, show) } : this with { Hidden = Changed(Hidden, column.Title, !show) };

    private static HashSet<string> Changed(IReadOnlySet<string> titles, string title, bool with)
    {
        var changed = new HashSet<string>(titles, StringComparer.Ordinal);
        _ = with ? changed.Add(title) : changed.Remove(title);
        return changed;
    }
}
