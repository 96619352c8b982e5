using Clubshop.Admin.Input;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers;

/// <summary>What is left of an offer's own coupon codes.</summary>
/// <param name="Left">Codes that can still be given out.</param>
/// <param name="IsLow">Whether that is at the warning level or under it.</param>
public readonly record struct OfferStock(long Left, bool IsLow)
{
    /// <summary>In two words: "12 left", "None left".</summary>
    public string Text => Left <= 0 ? L["None left"] : L[$"{Format.Number(Left)} left"];
}

/// <summary>Knows from memory what is left of offers' codes. The capability that has them registers it: offers know no coupons.</summary>
public interface IOfferStocks
{
    /// <summary>What is left; null for an offer without codes of its own, and for one that was not looked at yet.</summary>
    OfferStock? Of(string offerId);

    /// <summary>The offers of which it is known.</summary>
    IEnumerable<string> OfferIds { get; }
}

/// <summary>The coupons of an offer so far.</summary>
/// <param name="Given">Given out, redeemed ones among them.</param>
/// <param name="Redeemed">Redeemed.</param>
public sealed record OfferCoupons(long Given, long Redeemed);

/// <summary>Counts the coupons of an offer.</summary>
public interface IOfferCoupons
{
    /// <summary>The coupons of an offer so far; null for one that gives none.</summary>
    Task<OfferCoupons?> CountAsync(string offerId, CancellationToken cancellationToken);
}
