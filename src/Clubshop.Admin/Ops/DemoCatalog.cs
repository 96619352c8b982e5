using System.Security.Cryptography;
using System.Text;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Ops;

/// <summary>
/// Seeds an empty catalog through the services, as a person would: every record passes the rules and has an audit entry. Ids are derived from
/// codes, so that interrupted seeding continues where it stopped.
/// </summary>
public sealed class DemoCatalog(
    ClubService clubs, CategoryService categories, ShopService shops, OfferService offers,
    RecordIndex<ClubRow> clubIndex, RecordIndex<CategoryRow> categoryIndex, RecordIndex<ShopRow> shopIndex, RecordIndex<OfferRow> offerIndex,
    Seeds seeds, TimeProvider time)
{
    // Enough to keep the store's group commit busy, few enough to leave capacity for the first visitors.
    private const int Parallel = 8;

    // About as many as a transaction takes.
    private const int AtOnce = 9;

    /// <summary>Seeds the catalog, once.</summary>
    public async Task SeedAsync(SeedSize size, CancellationToken cancellationToken)
    {
        if (size is { Demo: false, Offers: 0 })
            return;

        await Task.WhenAll(
            clubIndex.WhenReadyAsync(cancellationToken), categoryIndex.WhenReadyAsync(cancellationToken),
            shopIndex.WhenReadyAsync(cancellationToken), offerIndex.WhenReadyAsync(cancellationToken));
        var catalog = size.Demo ? DemoCatalogData.Small(Ist.DayOf(time.GetUtcNow())) : GeneratedCatalog.Of(size.Offers, Ist.DayOf(time.GetUtcNow()));
        await seeds.OnceAsync("catalog", () => WriteAsync(catalog, cancellationToken), cancellationToken);
    }

    /// <summary>The id of a demo record; the same in every folder.</summary>
    public static string IdOf(string kind, string code) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"demo:{kind}:{code}")).AsSpan(0, 16));

    private async Task WriteAsync(SeedCatalog catalog, CancellationToken cancellationToken)
    {
        await EachAsync(catalog.Clubs, club => club.Id, clubIndex, clubs, cancellationToken);
        foreach (var depth in catalog.Categories.GroupBy(category => category.ParentId.Length > 0)) // parents first
            await EachAsync(depth, category => category.Id, categoryIndex, categories, cancellationToken);
        await EachAsync(catalog.Shops, shop => shop.Id, shopIndex, shops, cancellationToken);
        await EachAsync(catalog.Offers, offer => offer.Id, offerIndex, offers, cancellationToken);
    }

    private async Task EachAsync<T, TRow>(
        IEnumerable<T> records, Func<T, string> id, RecordIndex<TRow> index, RecordService<T> service, CancellationToken cancellationToken)
        where T : class, ICatalogRecord
        where TRow : class, IIndexRow
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken };
        await System.Threading.Tasks.Parallel.ForEachAsync(records.Where(record => index.Find(id(record)) is null).Chunk(AtOnce), options, async (some, stop) =>
        {
            var asked = some.Select(record => (record, new Submit(Ids.New(time)) { Note = "demo", Action = AuditActions.Create })).ToList();
            foreach (var (record, result) in some.Zip(await service.SaveNewAsync(Actor.System, asked, stop)))
            {
                if (!result.Ok && result.Current is null)
                    throw new InvalidOperationException($"The demo record {record.Code} was refused: {string.Join(' ', result.Problems.Select(problem => problem.Message))}");
            }
        });
    }
}

/// <summary>The records to seed, parents before children.</summary>
internal sealed record SeedCatalog(
    IReadOnlyList<Club> Clubs, IReadOnlyList<Category> Categories, IReadOnlyList<Shop> Shops, IEnumerable<Offer> Offers);
