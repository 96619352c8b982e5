using Clubshop.Admin.Offers;

namespace Clubshop.Admin.Watch.Finders;

/// <summary>Live offers that no customer sees, from memory.</summary>
internal sealed class UnseenFinder(UnseenOffers unseen, OfferTexts texts) : IFinder
{
    public Task<IReadOnlyList<Look>> LookAsync(Func<Task> pulse, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Look>>(
    [
        new(FindingKind.Unseen,
        [
            .. unseen.All().Select(offer => new Found(
                new(FindingKind.Unseen, OfferKind.Name, offer.Row.Id), offer.Row.Title, $"It is live, and no customer sees it: {OfferSight.Text(offer.Why)} ({texts.Shop(offer.Row.ShopId)}).",
                offer.Why.ToString(), offer.Row.Version)),
        ]),
    ]);
}
