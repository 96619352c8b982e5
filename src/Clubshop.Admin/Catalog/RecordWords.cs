namespace Clubshop.Admin.Catalog;

/// <summary>How the pages of a kind speak of it, and where they are.</summary>
/// <param name="Kind">The kind (<see cref="Kinds"/>), which is also the word for one.</param>
/// <param name="Many">The word for several.</param>
/// <param name="Icon">One of <see cref="Ui.Icons"/>.</param>
/// <param name="List">Address of the list.</param>
/// <param name="New">Address of the form of a new one.</param>
/// <param name="Import">Address of the import.</param>
/// <param name="Edit">Address of a record, from its id.</param>
public sealed record RecordWords(string Kind, string Many, string Icon, string List, string New, string Import, Func<string, string> Edit)
{
    /// <summary>The word for several, as a heading.</summary>
    public string Title => char.ToUpperInvariant(Many[0]) + Many[1..];

    /// <summary>The word for one, as a heading.</summary>
    public string One => char.ToUpperInvariant(Kind[0]) + Kind[1..];
}
