using Clubshop.Admin.Offers;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons;

/// <summary>Counts the coupons of an offer over all its pools and its shared code, voided pools among them.</summary>
internal sealed class CouponTotals(CouponLedger ledger) : IOfferCoupons
{
    /// <inheritdoc/>
    public async Task<OfferCoupons?> CountAsync(string offerId, CancellationToken cancellationToken)
    {
        if ((await ledger.SettingsAsync(offerId, cancellationToken)).Mode == CouponMode.None)
            return null;

        var pools = await ledger.PoolsAsync(offerId, cancellationToken);
        var counts = await Task.WhenAll([ledger.SharedCountsAsync(offerId, cancellationToken), .. pools.Select(pool => ledger.CountsAsync(pool, cancellationToken))]);
        return new(counts.Sum(one => one.Issued + one.Redeemed), counts.Sum(one => one.Redeemed));
    }
}
