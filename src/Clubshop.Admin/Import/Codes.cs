using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Import;

/// <summary>Where the codes of the four kinds are known.</summary>
internal sealed record Codes(
    CodeSource<ClubRow, Club> Clubs, CodeSource<ShopRow, Shop> Shops, CodeSource<CategoryRow, Category> Categories, CodeSource<OfferRow, Offer> Offers)
{
    /// <summary>Completes when all indexes have been read.</summary>
    public Task WhenReadyAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Clubs.Index.WhenReadyAsync(cancellationToken), Shops.Index.WhenReadyAsync(cancellationToken),
        Categories.Index.WhenReadyAsync(cancellationToken), Offers.Index.WhenReadyAsync(cancellationToken));
}

/// <summary>
/// Where the codes of one kind are known: in its index, and what the index has not heard of yet in the table. The index follows the
/// table by seconds; a job that is taken up again at once, by this instance or by another, must not take that for a code that is free.
/// </summary>
/// <param name="kind">The kind (<see cref="Kinds"/>).</param>
/// <param name="index">The index.</param>
/// <param name="service">What reads the table.</param>
/// <param name="words">The code of a row, and what it is called.</param>
internal sealed class CodeSource<TRow, T>(string kind, RecordIndex<TRow> index, RecordService<T> service, Func<TRow, (string Code, string Name)> words)
    where TRow : class, IIndexRow
    where T : class, ICatalogRecord
{
    /// <summary>The index.</summary>
    public RecordIndex<TRow> Index => index;

    /// <summary>The codes as of now.</summary>
    public CodeLookup Book() => new(kind, index.All().Select(EntryOf), LookUpAsync);

    private async Task<IReadOnlyCollection<(string Code, CodeEntry Entry)>> LookUpAsync(IReadOnlyCollection<string> codes, CancellationToken cancellationToken)
    {
        var found = await service.FindByCodesAsync(codes, cancellationToken);
        index.Learn(found.Select(stored => stored.Item)); // rules that read the index know them then as well
        return [.. found.Select(stored => index.Find(stored.Record.Id)).OfType<TRow>().Select(EntryOf)];
    }

    private (string Code, CodeEntry Entry) EntryOf(TRow row)
    {
        var (code, name) = words(row);
        return (code, new(row.Id, name, row.Status == EditorialStatus.Deleted));
    }
}

/// <summary>The books of the four kinds for one pass over a file, and how the file writes numbers; each book is made when it is first asked for.</summary>
internal sealed partial class CodeLookups(Codes codes)
{
    /// <summary>Whether the file may write decimals after a comma: its separator is a semicolon.</summary>
    public bool DecimalComma { get; set; }

    private CodeLookup? _clubs;
    private CodeLookup? _shops;
    private CodeLookup? _categories;
    private CodeLookup? _offers;

    public CodeLookup Clubs => _clubs ??= codes.Clubs.Book();

    public CodeLookup Shops => _shops ??= codes.Shops.Book();

    public CodeLookup Categories => _categories ??= codes.Categories.Book();

    public CodeLookup Offers => _offers ??= codes.Offers.Book();
}
