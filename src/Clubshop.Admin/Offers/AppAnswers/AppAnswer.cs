using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers.Doctor;

namespace Clubshop.Admin.Offers.AppAnswers;

/// <summary>What the end users' server answered to a request for an offer.</summary>
/// <param name="Status">The HTTP status: 200 with the offer, 404 where customers do not see it.</param>
/// <param name="Body">The answer, as indented JSON.</param>
public sealed record AppAnswer(int Status, string Body)
{
    /// <summary>Whether it answered with the offer.</summary>
    public bool IsShown => Status == 200;
}

/// <summary>Why the end users' server would not answer with an offer at some moment: the contract's rule "Show an offer" (docs/cache-contract.md).</summary>
public static class AppForecast
{
    /// <summary>The reason as the end of a sentence; null when it would answer with the offer.</summary>
    /// <param name="offer">The offer as it is saved.</param>
    /// <param name="shop">Its shop; null when that is gone.</param>
    /// <param name="at">The moment.</param>
    public static string? WhyNot(Offer offer, OfferShop? shop, DateTimeOffset at) => offer.Validity.PhaseAt(at, offer.Status) switch
    {
        null => L["it is not published"],
        Phase.Scheduled => L["it has not started"],
        Phase.Ended => L["it has ended"],
        _ => shop is null ? L["its shop is no longer in the catalog"] : OfferWalk.WhyHidden(shop.Status, [], static _ => null) is { } why ? OfferSight.Text(why) : null,
    };
}
