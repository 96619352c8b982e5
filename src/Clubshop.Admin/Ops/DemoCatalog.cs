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
/// Fills an empty catalog through the services, as a person would: every record passes the rules and has its audit entry. Ids follow from
/// codes, so that a seeding that was cut off goes on where it was.
/// </summary>
public sealed class DemoCatalog(
    ClubService clubs, CategoryService categories, ShopService shops, OfferService offers,
    RecordIndex<ClubRow> clubIndex, RecordIndex<CategoryRow> categoryIndex, RecordIndex<ShopRow> shopIndex, RecordIndex<OfferRow> offerIndex,
    Seeds seeds, TimeProvider time)
{
    // Enough to keep the group commit of the store busy, few enough to leave the first visitors their share.
    private const int Parallel = 16;

    /// <summary>Fills the catalog, once.</summary>
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

    /// <summary>The id of a record of the demo: the same in every folder.</summary>
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
        await System.Threading.Tasks.Parallel.ForEachAsync(records.Where(record => index.Find(id(record)) is null), options, async (record, stop) =>
        {
            var submit = new Submit(Ids.New(time)) { Note = "demo", Action = AuditActions.Create };
            var result = await service.SaveAsync(Actor.System, record, submit, stop);
            if (!result.Ok && result.Current is null)
                throw new InvalidOperationException($"The demo's {record.Code} is refused: {string.Join(' ', result.Problems.Select(problem => problem.Message))}");
        });
    }
}

/// <summary>Records to begin with, parents before children.</summary>
internal sealed record SeedCatalog(
    IReadOnlyList<Club> Clubs, IReadOnlyList<Category> Categories, IReadOnlyList<Shop> Shops, IEnumerable<Offer> Offers);
