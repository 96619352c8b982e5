using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.Doctor;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons;

/// <summary>The step of the walk to customers that the coupons take: whether a customer who asks for a code gets one.</summary>
internal sealed class CouponCheck(CouponLedger ledger) : IOfferCheck
{
    public WalkPlace Place => WalkPlace.Coupons;

    public async Task<WalkStep?> CheckAsync(Actor actor, Offer offer, CancellationToken cancellationToken)
    {
        if (!actor.Has(Permission.SeeCatalog))
            return null;

        var stock = await ledger.StockAsync(offer.Id, cancellationToken);
        return stock.Settings.Mode switch
        {
            CouponMode.None => new(Place, WalkOutcome.Passes, L["It needs no coupon."]),
            CouponMode.Shared => new(Place, WalkOutcome.Passes, L["Customers get the code that all of them share."]),
            _ when stock.Left == 0 => new(Place, WalkOutcome.Warns, L["No codes are left: customers see the offer and get no code."]) { Fixes = [Fill(offer)] },
            _ when stock.IsLow => new(Place, WalkOutcome.Warns, L[$"{Format.Count(stock.Left, "code is", "codes are")} left; you are warned at {Format.Number(stock.Settings.WarnAt)}."]) { Fixes = [Fill(offer)] },
            _ => new(Place, WalkOutcome.Passes, L[$"{Format.Count(stock.Left, "code is", "codes are")} left."]),
        };
    }

    private static WalkFix Fill(Offer offer) => new(WalkFixKind.Page, L["Fill up the codes"], CouponUrls.Of(offer.Id));
}
