using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Offers;

/// <summary>The offers of a shop, of a club, and in a category. A shop with offers that customers see, or soon will, is not deleted.</summary>
public sealed class OfferDependants(RecordIndex<OfferRow> offers, TimeProvider time) : IDependants
{
    private readonly LinkCounts<OfferRow> _counts = new(offers, "Offers", kind => kind switch
    {
        Kinds.Shop => row => [row.ShopId],
        Kinds.Club => row => row.ClubIds,
        Kinds.Category => row => row.CategoryIds,
        _ => null,
    });

    /// <inheritdoc/>
    public IEnumerable<DependantGroup> Of(string kind, string id)
    {
        Func<OfferRow, bool>? linked = kind switch
        {
            Kinds.Shop => row => row.ShopId == id,
            Kinds.Club => row => row.ClubIds.Contains(id),
            Kinds.Category => row => row.CategoryIds.Contains(id),
            _ => null,
        };
        if (linked is null)
            yield break;

        var now = time.GetUtcNow();
        var found = offers.All().Where(row => row.Status != EditorialStatus.Deleted && linked(row))
            .OrderByDescending(row => row.PhaseAt(now) == Phase.Live).ThenBy(row => row.Folded, StringComparer.Ordinal).ToList();
        if (found.Count == 0)
            yield break;

        var live = found.Count(row => row.PhaseAt(now) == Phase.Live);
        var coming = found.Count(row => row.PhaseAt(now) == Phase.Scheduled);
        yield return new()
        {
            One = "offer",
            Many = "offers",
            Count = found.Count,
            Live = live,
            Consequence = Consequence(kind, found.Count, live),
            HoldsDelete = kind == Kinds.Shop && live + coming > 0
                ? $"{Count(live + coming, "offer", "offers")} of this shop {(live + coming == 1 ? "is" : "are")} published. Pause or archive {(live + coming == 1 ? "it" : "them")} first."
                : null,
            Href = kind switch { Kinds.Shop => OfferUrls.OfShop(id), Kinds.Club => OfferUrls.OfClub(id), _ => OfferUrls.OfCategory(id) },
            Examples = [.. found.Take(5).Select(row => new Dependant(row.Title, OfferUrls.Edit(row.Id)))],
        };
    }

    /// <inheritdoc/>
    public DependantCounts? CountsOf(string kind) => _counts.Of(kind);

    private static string Consequence(string kind, int count, int live)
    {
        var what = Count(count, "offer", "offers") + (kind switch
        {
            Kinds.Shop => " of this shop",
            Kinds.Club => count == 1 ? " is linked to this club" : " are linked to this club",
            _ => count == 1 ? " is in this category" : " are in this category",
        });
        var sees = live == 0 ? "none is live now" : $"customers no longer see the {(live == 1 ? "1 that is" : Money.Grouped(live) + " that are")} live";
        return kind switch
        {
            Kinds.Shop => $"{what}: {sees}.",
            Kinds.Club => $"{what}: its customers no longer see {(count == 1 ? "it" : "them")}.",
            _ => $"{what}: customers no longer find {(count == 1 ? "it" : "them")} there.",
        };
    }

    private static string Count(int count, string one, string many) => $"{Money.Grouped(count)} {(count == 1 ? one : many)}";
}
