using Clubshop.Api.Cache;
using Clubshop.Api.Catalog;
using Clubshop.Api.Tables;
using Clubshop.Coupons;

namespace Clubshop.Api.Coupons;

/// <summary>What the ledger and a coupon's answer must know of its offer.</summary>
/// <param name="Id">The offer's id.</param>
/// <param name="Title">Its title; null when it is not shown.</param>
/// <param name="Window">When it holds.</param>
/// <param name="Clubs">Its clubs, its shop's where it has none.</param>
internal sealed record CouponOffer(string Id, string? Title, OfferWindow Window, IReadOnlyList<string> Clubs);

/// <summary>Finds the offers of coupons.</summary>
internal sealed class CouponOffers(CatalogReader reader, CatalogTables tables)
{
    /// <summary>An offer as end users see it; null if they do not, and before it starts.</summary>
    /// <exception cref="BusyException">It cannot be said now.</exception>
    public async Task<CouponOffer?> ShownAsync(string idOrSlug, DateTimeOffset now) =>
        await reader.ViewAsync(RecordKind.Offer, idOrSlug) is { } view && view.Record.Starts <= now ? Of(view) : null;

    /// <summary>An offer for a coupon that was given out: one that is no longer shown still has its end. Null if there never was one.</summary>
    /// <exception cref="BusyException">It cannot be said now.</exception>
    public async Task<CouponOffer?> AnyAsync(string idOrSlug)
    {
        if (await reader.ViewAsync(RecordKind.Offer, idOrSlug) is { } view)
            return Of(view);
        if (RecordKinds.IsId(idOrSlug) && await tables.WindowAsync(idOrSlug) is { } known)
            return new(idOrSlug, null, new(Published: false, known.Starts, known.Ends), known.Clubs);
        return RecordKinds.IsSlug(idOrSlug) && await tables.OwnerOfAsync(RecordKind.Offer, idOrSlug) is { } id && await tables.WindowAsync(id) is { } owned
            ? new(id, null, new(Published: false, owned.Starts, owned.Ends), owned.Clubs)
            : null;
    }

    private static CouponOffer Of(CatalogView view) => new(view.Record.Id, view.Record.Name, new(Published: true, view.Record.Starts, view.Record.Ends), view.Clubs);
}
