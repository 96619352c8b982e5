using Clubshop.Admin.Input;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Dashboard.Waiting;

/// <summary>Live offers that nobody sees, and that this person may put right.</summary>
internal sealed class UnseenOffersWaiting(UnseenOffers unseen, OfferTexts texts) : IWaitingSource
{
    private const int Named = 3; // more of them are one line with a link to the list

    public string Things => L.Later("offers that nobody sees");

    public bool FromMemory => true;

    public bool IsFor(Actor actor) => actor.Has(Permission.EditCatalog);

    public ValueTask<IReadOnlyList<WaitingThing>> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        var found = unseen.Of(actor);
        return new(found.Count > Named
            ?
            [
                new(L[$"{Format.Number(found.Count)} live offers that nobody sees"], Reasons(found), found[0].Since, Href(actor, found)) { Count = found.Count },
            ]
            :
            [
                .. found.Select(offer => new WaitingThing(
                    L[$"Nobody sees “{TextCut.Shown(offer.Row.Title, 60)}”"],
                    $"{texts.Shop(offer.Row.ShopId)}: {OfferSight.Text(offer.Why)}",
                    offer.Since,
                    OfferUrls.Edit(offer.Row.Id))),
            ]);
    }

    // The list of a scoped person is that of their clubs.
    private static string Href(Actor actor, IReadOnlyList<UnseenOffer> found) => Permissions.ReachOf(actor.Role, Permission.EditCatalog) == Reach.All
        ? OfferUrls.SeenByNobody
        : OfferUrls.OfClubs(found.SelectMany(offer => offer.Clubs).Distinct(StringComparer.Ordinal).Take(DashboardScope.MostInAddress))
            .WithFilter(OfferUrls.SeenFilter, OfferUrls.Nobody).Href;

    private static string Reasons(IReadOnlyList<UnseenOffer> found) => string.Join(
        "; ", found.CountBy(offer => offer.Why).OrderByDescending(pair => pair.Value).Select(pair => $"{Format.Number(pair.Value)}: {OfferSight.Text(pair.Key)}"));
}
