using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Import;

/// <summary>A record as files know it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsDeleted">Whether it is deleted.</param>
internal sealed record CodeEntry(string Id, string Name, bool IsDeleted);

/// <summary>The codes of one kind, as of when a file was begun, and those that the file itself adds.</summary>
/// <param name="one">What one is called: "shop".</param>
/// <param name="entries">Those that are there.</param>
internal sealed class CodeBook(string one, IEnumerable<(string Code, CodeEntry Entry)> entries)
{
    // Among more, a look for the nearest would take longer than the person would search for it.
    private const int MostSearched = 20_000;

    private readonly Dictionary<string, CodeEntry> _byCode = entries.ToDictionary(pair => pair.Code, pair => pair.Entry, StringComparer.Ordinal);
    private Dictionary<string, string>? _byId;

    /// <summary>What one is called.</summary>
    public string One => one;

    /// <summary>The record of a code; null when there is none.</summary>
    public CodeEntry? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The code of a record; empty when it is gone.</summary>
    public string CodeOf(string id) =>
        (_byId ??= _byCode.ToDictionary(pair => pair.Value.Id, pair => pair.Key, StringComparer.Ordinal)).GetValueOrDefault(id, "");

    /// <summary>Adds a record that the file makes.</summary>
    public void Add(string code, CodeEntry entry)
    {
        _byCode[code] = entry;
        if (_byId is not null)
            _byId[entry.Id] = code;
    }

    /// <summary>The id behind a code that somebody wrote, or why there is none.</summary>
    public Result<CodeEntry> Resolve(string code) => Find(code) switch
    {
        { IsDeleted: false } entry => entry,
        { } deleted => new Problem("deleted", $"The {one} “{code}” ({deleted.Name}) is deleted. Restore it, or write another code."),
        null => new Problem("unknown", $"No {one} has the code “{Short(code)}”.{Near(code)}"),
    };

    private string Near(string code)
    {
        if (code.Length is 0 or > 100 || _byCode.Count > MostSearched)
            return "";

        var nearest = _byCode.Where(pair => !pair.Value.IsDeleted && Math.Abs(pair.Key.Length - code.Length) <= 2)
            .Select(pair => (pair.Key, Distance: Distance(pair.Key.ToLowerInvariant(), code.ToLowerInvariant())))
            .Where(pair => pair.Distance <= Math.Min(2, code.Length / 3))
            .OrderBy(pair => pair.Distance).ThenBy(pair => pair.Key, StringComparer.Ordinal).FirstOrDefault();
        return nearest.Key is null ? "" : $" Did you mean “{nearest.Key}”?";
    }

    // Levenshtein's.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }

    private static string Short(string code) => code.Length > 60 ? code[..60] + "…" : code;
}

/// <summary>The books of the four kinds for one pass over a file; each is made when it is first asked for.</summary>
internal sealed class CodeBooks(Codes codes)
{
    private CodeBook? _clubs;
    private CodeBook? _shops;
    private CodeBook? _categories;
    private CodeBook? _offers;

    public CodeBook Clubs => _clubs ??= new(Kinds.Club, codes.Clubs.All().Select(row => (row.Code, Entry(row, row.Name))));

    public CodeBook Shops => _shops ??= new(Kinds.Shop, codes.Shops.All().Select(row => (row.Code, Entry(row, row.Name))));

    public CodeBook Categories => _categories ??= new(Kinds.Category, codes.Categories.All().Select(row => (row.Code, Entry(row, row.Name))));

    public CodeBook Offers => _offers ??= new(Kinds.Offer, codes.Offers.All().Select(row => (row.Code, Entry(row, row.Title))));

    private static CodeEntry Entry(IIndexRow row, string name) => new(row.Id, name, row.Status == EditorialStatus.Deleted);
}

/// <summary>Where codes are known: the indexes of the four kinds.</summary>
internal sealed record Codes(RecordIndex<ClubRow> Clubs, RecordIndex<ShopRow> Shops, RecordIndex<CategoryRow> Categories, RecordIndex<OfferRow> Offers)
{
    /// <summary>Completes when all have been read: before that, a code that is not found may still exist.</summary>
    public Task WhenReadyAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Clubs.WhenReadyAsync(cancellationToken), Shops.WhenReadyAsync(cancellationToken),
        Categories.WhenReadyAsync(cancellationToken), Offers.WhenReadyAsync(cancellationToken));
}
