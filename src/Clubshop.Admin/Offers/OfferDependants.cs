using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers;

/// <summary>The offers of a shop, of a club, and in a category. A shop with offers that customers see, or soon will, is not deleted.</summary>
public sealed class OfferDependants(
    RecordIndex<OfferRow> offers, RecordIndex<ShopRow> shops, RecordIndex<ClubRow> clubs, RecordIndex<CategoryRow> categories, TimeProvider time) : IDependants
{
    private readonly LinkCounts<OfferRow> _counts = new(offers, L.Later("Offers"), kind => kind switch
    {
        ShopKind.Name => row => [row.ShopId],
        ClubKind.Name => row => row.ClubIds,
        CategoryKind.Name => row => row.CategoryIds,
        _ => null,
    });

    /// <inheritdoc/>
    public IEnumerable<DependantGroup> Of(string kind, string id)
    {
        Func<OfferRow, bool>? linked = kind switch
        {
            ShopKind.Name => row => row.ShopId == id,
            ClubKind.Name => row => row.ClubIds.Contains(id),
            CategoryKind.Name => row => row.CategoryIds.Contains(id),
            _ => null,
        };
        if (linked is null)
            yield break;

        var now = time.GetUtcNow();
        var found = offers.All().Where(row => row.Status != EditorialStatus.Deleted && linked(row))
            .OrderByDescending(row => row.PhaseAt(now) == Phase.Live).ThenBy(row => row.Folded, StringComparer.Ordinal).ToList();
        if (found.Count == 0)
            yield break;

        var live = IsPublished(kind, id) ? found.Count(row => row.PhaseAt(now) == Phase.Live && IsPublished(ShopKind.Name, row.ShopId)) : 0;
        var published = found.Count(row => row.PhaseAt(now) is Phase.Live or Phase.Scheduled);
        yield return new()
        {
            One = "offer",
            Many = "offers",
            Count = found.Count,
            Live = live,
            Consequence = Consequence(kind, found.Count, live),
            HoldsDelete = kind == ShopKind.Name && published > 0
                ? published == 1 ? L["1 offer of this shop is published. Pause or archive it first."] : L[$"{Money.Grouped(published)} offers of this shop are published. Pause or archive them first."]
                : null,
            Href = kind switch { ShopKind.Name => OfferUrls.OfShop(id), ClubKind.Name => OfferUrls.OfClub(id), _ => OfferUrls.OfCategory(id) },
            Examples = [.. found.Take(5).Select(row => new Dependant(row.Title, OfferUrls.Edit(row.Id)))],
        };
    }

    /// <inheritdoc/>
    public DependantCounts? CountsOf(string kind) => _counts.Of(kind);

    // Whether customers see the record itself: through one that they do not see they see nothing.
    private bool IsPublished(string kind, string id) => EditorialStatus.Published == kind switch
    {
        ShopKind.Name => shops.Find(id)?.Status,
        ClubKind.Name => clubs.Find(id)?.Status,
        _ => categories.Find(id)?.Status,
    };

    private static string Consequence(string kind, int count, int live)
    {
        var what = Format.Count(count, "offer", "offers");
        return (kind, count == 1) switch
        {
            (ShopKind.Name, _) => live switch
            {
                0 => L[$"{what} of this shop: customers see none of them now."],
                1 => L[$"{what} of this shop: customers no longer see the 1 that is live."],
                _ => L[$"{what} of this shop: customers no longer see the {Money.Grouped(live)} that are live."],
            },
            (ClubKind.Name, true) => L["1 offer is linked to this club: its customers no longer see it."],
            (ClubKind.Name, false) => L[$"{Money.Grouped(count)} offers are linked to this club: its customers no longer see them."],
            (_, true) => L["1 offer is in this category: customers no longer find it there."],
            (_, false) => L[$"{Money.Grouped(count)} offers are in this category: customers no longer find them there."],
        };
    }
}
