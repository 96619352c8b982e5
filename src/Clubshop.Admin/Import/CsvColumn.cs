using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Codes;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Import;

/// <summary>A column of a kind: what export writes and how import takes it, in one place.</summary>
/// <typeparam name="T">The record.</typeparam>
/// <param name="Info">Its name and what stands in it.</param>
/// <param name="Property">The C# name of the record's property, for its problems.</param>
/// <param name="Write">The record's value as text.</param>
/// <param name="Read">The record with the text's value, or why not. The text may be empty.</param>
internal sealed record CsvColumn<T>(CsvColumnInfo Info, string Property, Func<T, CodeLookups, string> Write, Func<T, string, CodeLookups, Result<T>> Read)
    where T : class, ICatalogRecord
{
    /// <summary>Its name.</summary>
    public string Name => Info.Name;

    /// <summary>For a column of links: where the codes in it are known.</summary>
    public Func<CodeLookups, CodeLookup>? LinksTo { get; init; }

    /// <summary>How a cell was understood, where more was needed than stands in it: a time in another zone. Null where it says everything.</summary>
    public Func<string, string?>? ReadAs { get; init; }

    /// <summary>The codes in a cell of such a column.</summary>
    public static IEnumerable<string> CodesIn(string text) =>
        text.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Makes the usual columns.</summary>
internal static class CsvColumns
{
    private const char Joint = '|';

    /// <summary>Text; an empty cell empties it.</summary>
    public static CsvColumn<T> Text<T>(string name, string property, string says, Func<T, string> get, Func<T, string, T> set, bool required = false)
        where T : class, ICatalogRecord =>
        new(new(name, required, says), property, (record, _) => get(record), (record, text, _) => set(record, text));

    /// <summary>Text that is never emptied: an empty cell leaves what is there, and on a new record what the portal chooses.</summary>
    public static CsvColumn<T> Kept<T>(string name, string property, string says, Func<T, string> get, Func<T, string, T> set, bool required = false)
        where T : class, ICatalogRecord =>
        new(new(name, required, says), property, (record, _) => get(record), (record, text, _) => text.Trim().Length == 0 ? record : set(record, text));

    /// <summary>What people decided; an empty cell leaves it.</summary>
    public static CsvColumn<T> Status<T>(Func<T, EditorialStatus, T> set)
        where T : class, ICatalogRecord =>
        new(
            new("status", false, "draft, published, paused or archived. Without: a new one is published, one that is there keeps its status"),
            nameof(ICatalogRecord.Status),
            (record, _) => record.Status.ToString().ToLowerInvariant(),
            (record, text, _) => text.Trim().ToLowerInvariant() switch
            {
                "" => record,
                "draft" => set(record, EditorialStatus.Draft),
                "published" => set(record, EditorialStatus.Published),
                "paused" => set(record, EditorialStatus.Paused),
                "archived" => set(record, EditorialStatus.Archived),
                "deleted" => new Problem("status", "A file deletes nothing. Delete it on its page, or write archived."),
                var other => new Problem("status", $"“{Short(other)}” is not a status. Write draft, published, paused or archived."),
            });

    /// <summary>Codes of other records, joined by <c>|</c>; an empty cell removes all links.</summary>
    public static CsvColumn<T> Links<T>(
        CsvColumnInfo info, string property, Func<CodeLookups, CodeLookup> book, Func<T, IReadOnlyList<string>> get, Func<T, IReadOnlyList<string>, T> set)
        where T : class, ICatalogRecord =>
        new(
            info,
            property,
            (record, books) => string.Join(Joint, get(record).Select(book(books).CodeOf).Where(code => code.Length > 0).Order(StringComparer.Ordinal)),
            (record, text, books) =>
            {
                var ids = new List<string>();
                foreach (var code in CsvColumn<T>.CodesIn(text).Distinct(StringComparer.OrdinalIgnoreCase))
                {
                    var found = Linked(book(books), code, get(record));
                    if (!found.Ok)
                        return Result<T>.Refused(found.Problems);

                    ids.Add(found.Value.Id);
                }

                return set(record, ids);
            })
        { LinksTo = book };

    /// <summary>The code of one other record; an empty cell removes the link.</summary>
    public static CsvColumn<T> Link<T>(string name, string property, string says, Func<CodeLookups, CodeLookup> book, Func<T, string> get, Func<T, string, T> set)
        where T : class, ICatalogRecord =>
        new(
            new(name, false, says),
            property,
            (record, books) => get(record) is { Length: > 0 } id ? book(books).CodeOf(id) : "",
            (record, text, books) =>
            {
                if (text.Trim() is not { Length: > 0 } code)
                    return set(record, "");

                var found = Linked(book(books), code, [get(record)]);
                return found.Ok ? set(record, found.Value.Id) : Result<T>.Refused(found.Problems);
            })
        { LinksTo = book };

    /// <summary>The first characters of what somebody wrote, for a message.</summary>
    public static string Short(string text) => TextCut.Shown(text, 60);

    // A link that is there already may stay, whatever became of the record that it leads to.
    private static Result<CodeEntry> Linked(CodeLookup book, string code, IReadOnlyList<string> present) =>
        book.Find(code) is { } entry && present.Contains(entry.Id) ? entry : book.Resolve(code);
}
