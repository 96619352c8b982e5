using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Offers;

/// <summary>A live offer that nobody sees.</summary>
/// <param name="Row">The offer.</param>
/// <param name="Why">The reason.</param>
/// <param name="Clubs">Ids of the clubs that it belongs to.</param>
/// <param name="Since">Since when nobody sees it (UTC).</param>
public sealed record UnseenOffer(OfferRow Row, Unseen Why, IReadOnlyList<string> Clubs, DateTimeOffset Since);

/// <summary>
/// The live offers that nobody sees. Looked for once for all pages (<see cref="Refresh"/>): one pass over the index, some milliseconds for two
/// hundred thousand offers.
/// </summary>
public sealed class UnseenOffers(RecordIndex<OfferRow> offers, OfferSight sight, TimeProvider time)
{
    private volatile IReadOnlyList<UnseenOffer> _found = [];

    /// <summary>Those that the person may put right: for a club administrator, of their own clubs only.</summary>
    public IReadOnlyList<UnseenOffer> Of(Actor actor) => Permissions.ReachOf(actor.Role, Permission.EditCatalog) switch
    {
        Reach.All => _found,
        Reach.Assigned => [.. _found.Where(offer => actor.Reaches(Permission.EditCatalog, offer.Clubs))],
        _ => [],
    };

    /// <summary>Looks again.</summary>
    /// <returns>Whether they are others than before.</returns>
    public bool Refresh()
    {
        var now = time.GetUtcNow();
        var found = offers.Search(new()
        {
            Where = row => sight.WhyUnseen(row, now) is not null,
            Only = bucket => bucket == (int)EditorialStatus.Published,
            Order = static (_, _) => 0,
            Take = int.MaxValue,
        }).Rows.Select(row => Of(row, now)).OrderBy(offer => offer.Since).ThenBy(offer => offer.Row.Id, StringComparer.Ordinal).ToList();
        var before = _found;
        _found = found;
        return found.Count != before.Count || !found.Select(offer => (offer.Row.Id, offer.Why)).SequenceEqual(before.Select(offer => (offer.Row.Id, offer.Why)));
    }

    private UnseenOffer Of(OfferRow row, DateTimeOffset now)
    {
        // A change in the meantime is found by the next look.
        var why = sight.WhyUnseen(row, now) ?? Unseen.ShopHidden;
        return new(row, why, sight.ClubsOf(row), sight.UnseenSince(row, why));
    }
}
