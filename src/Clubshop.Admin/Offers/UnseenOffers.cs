using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Offers;

/// <summary>A live offer that nobody sees.</summary>
/// <param name="Row">The offer.</param>
/// <param name="Why">The reason.</param>
/// <param name="Clubs">Ids of the clubs that it belongs to.</param>
/// <param name="Since">Since when nobody sees it (UTC).</param>
public sealed record UnseenOffer(OfferRow Row, Unseen Why, IReadOnlyList<string> Clubs, DateTimeOffset Since);

/// <summary>
/// The live offers that nobody sees. Looked for once for all pages: one pass over the index, some milliseconds for two hundred thousand offers, and
/// again only after an offer, a shop or a club has changed, or one of the offers has begun or ended.
/// </summary>
public sealed class UnseenOffers : IDisposable
{
    private readonly RecordIndex<OfferRow> _offers;
    private readonly RecordIndex<ShopRow> _shops;
    private readonly RecordIndex<ClubRow> _clubs;
    private readonly OfferSight _sight;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private volatile IReadOnlyList<UnseenOffer> _found = [];
    private volatile Look? _look;
    private long _changes;

    /// <summary>Follows the indexes.</summary>
    public UnseenOffers(RecordIndex<OfferRow> offers, RecordIndex<ShopRow> shops, RecordIndex<ClubRow> clubs, OfferSight sight, TimeProvider time)
    {
        (_offers, _shops, _clubs, _sight, _time) = (offers, shops, clubs, sight, time);
        _offers.Changed += Changed;
        _shops.Changed += Changed;
        _clubs.Changed += Changed;
    }

    /// <summary>Those that the person may put right: for a club administrator, of their own clubs only. As of the last <see cref="Refresh"/>.</summary>
    public IReadOnlyList<UnseenOffer> Of(Actor actor) => Permissions.ReachOf(actor.Role, Permission.EditCatalog) switch
    {
        Reach.All => _found,
        Reach.Assigned => [.. _found.Where(offer => actor.Reaches(Permission.EditCatalog, offer.Clubs))],
        _ => [],
    };

    /// <summary>All of them at this moment, the longest unseen first.</summary>
    public IReadOnlyList<UnseenOffer> All() => Current().Found;

    /// <summary>The ids of all of them at this moment.</summary>
    public IReadOnlySet<string> Ids() => Current().Ids;

    /// <summary>Looks again.</summary>
    /// <returns>Whether they are others than before.</returns>
    public bool Refresh()
    {
        var (before, found) = (_found, Current().Found);
        _found = found;
        return found.Count != before.Count || !found.Select(offer => (offer.Row.Id, offer.Why)).SequenceEqual(before.Select(offer => (offer.Row.Id, offer.Why)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _offers.Changed -= Changed;
        _shops.Changed -= Changed;
        _clubs.Changed -= Changed;
    }

    // Raised inside the commit: whoever asks next does the work.
    private void Changed(object? sender, EventArgs e) => Interlocked.Increment(ref _changes);

    private Look Current()
    {
        var now = _time.GetUtcNow();
        if (_look is { } known && known.IsOf(Interlocked.Read(ref _changes), now))
            return known;

        lock (_gate)
        {
            var changes = Interlocked.Read(ref _changes); // before the rows: what changes meanwhile is looked at again
            return _look is { } made && made.IsOf(changes, now) ? made : _look = LookAt(changes, now);
        }
    }

    private Look LookAt(long changes, DateTimeOffset now)
    {
        var (found, until) = (new List<UnseenOffer>(), DateTimeOffset.MaxValue);
        foreach (var row in _offers.All())
        {
            if (row.Status != EditorialStatus.Published)
                continue;

            until = Nearer(Nearer(until, row.Starts, now), row.Ends, now);
            if (_sight.WhyUnseen(row, now) is { } why)
                found.Add(new(row, why, _sight.ClubsOf(row), _sight.UnseenSince(row, why)));
        }

        return new(
            [.. found.OrderBy(offer => offer.Since).ThenBy(offer => offer.Row.Id, StringComparer.Ordinal)],
            found.Select(offer => offer.Row.Id).ToHashSet(StringComparer.Ordinal), changes, now, until);
    }

    private static DateTimeOffset Nearer(DateTimeOffset until, DateTimeOffset? moment, DateTimeOffset now) =>
        moment is { } at && at > now && at < until ? at : until;

    // Good until something changes, or an offer begins or ends.
    private sealed record Look(IReadOnlyList<UnseenOffer> Found, IReadOnlySet<string> Ids, long Changes, DateTimeOffset From, DateTimeOffset Until)
    {
        public bool IsOf(long changes, DateTimeOffset now) => Changes == changes && now >= From && now < Until;
    }
}
