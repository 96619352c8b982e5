using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Coupons.Jobs;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.Import;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons;

/// <summary>
/// The coupons of an offer. Whoever may edit the offer changes them, gives them out by hand, voids them and sees codes, each time with an audit
/// entry; everybody who sees the catalog sees counts and hidden codes. Codes are given out, found and voided by the ledger, in one transaction with the entry.
/// </summary>
public sealed partial class CouponService
{
    private readonly CouponLedger _ledger;
    private readonly PoolJobs _pools;
    private readonly OfferService _offers;
    private readonly OfferSight _sight;
    private readonly CustomerNumbers _customers;
    private readonly ImportFiles _files;
    private readonly PoolWatch _watch;
    private readonly WriteUnit _writes;
    private readonly TableReader _reader;
    private readonly IReadOnlyList<IAuditPeople> _people;
    private readonly IReadOnlyList<IProgramNames> _programs;
    private readonly GuessLimit _guesses;
    private readonly TimeProvider _time;

    internal CouponService(
        CouponLedger ledger, PoolJobs pools, OfferService offers, OfferSight sight, CustomerNumbers customers, ImportFiles files, PoolWatch watch, WriteUnit writes,
        TableReader reader, IEnumerable<IAuditPeople> people, IEnumerable<IProgramNames> programs, TimeProvider time) =>
        (_ledger, _pools, _offers, _sight, _customers, _files, _watch, _writes, _reader, _people, _programs, _guesses, _time) =
        (ledger, pools, offers, sight, customers, files, watch, writes, reader, [.. people], [.. programs], new(time), time);

    /// <summary>The coupons of an offer: settings, pools and counts. For everybody who sees the catalog.</summary>
    public async Task<Result<CouponView>> FindAsync(Actor actor, string offerId, CancellationToken cancellationToken)
    {
        var found = await _offers.FindAsync(actor, offerId, cancellationToken);
        if (!found.Ok)
            return Result<CouponView>.Refused(found.Problems);

        var (offer, settings, pools) = (found.Value, await _ledger.SettingsAsync(offerId, cancellationToken), await _ledger.PoolsAsync(offerId, cancellationToken));
        var shown = pools.Reverse().Take(CouponView.MaxPools).ToList();
        var counts = await Task.WhenAll(shown.Select(pool => _ledger.CountsAsync(pool, cancellationToken)));
        var shared = settings.SharedCode is null ? null : await _ledger.SharedCountsAsync(offerId, cancellationToken);
        if (shown.Count == pools.Count)
            _watch.Saw(offerId, new(settings, [.. shown.Select((pool, n) => new PoolStock(pool, counts[n])).Where(pool => pool.Pool.State == PoolState.Ready)]));
        return new CouponView
        {
            Offer = offer,
            Settings = settings with { SharedCode = null },
            SharedMasked = settings.SharedCode is { } code ? CouponCode.Masked(code) : null,
            Pools = [.. shown.Select((pool, n) => new PoolStock(pool, counts[n]))],
            MorePools = pools.Count - shown.Count,
            Shared = settings.Mode == CouponMode.Shared || shared is { Total: > 0 } ? shared : null,
            Refusal = RefusalOf(actor, offer),
            MayLookUp = MayLookUp(actor, offer),
            WhyNotLive = WhyNotLive(offer),
        };
    }

    /// <summary>The coupons of an offer in three words, for its own page.</summary>
    public async Task<Result<CouponGlance>> GlanceAsync(Actor actor, string offerId, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SeeCatalog) is { } refused)
            return refused;

        var stock = await _ledger.StockAsync(offerId, cancellationToken);
        _watch.Saw(offerId, stock);
        var given = stock.Settings.Mode == CouponMode.Shared
            ? Given(await _ledger.SharedCountsAsync(offerId, cancellationToken))
            : stock.Pools.Sum(pool => Given(pool.Counts));
        return new CouponGlance(stock.Settings.Mode, stock.Settings.Mode == CouponMode.Pools ? stock.Left : 0, given, stock.IsLow);

        static long Given(CouponCounts counts) => counts.Issued + counts.Redeemed;
    }

    /// <summary>
    /// Saves the settings of an offer. The shared code left empty stays as it is. Coupons that customers have stay theirs whatever is chosen.
    /// </summary>
    /// <param name="actor">Who.</param>
    /// <param name="offerId">The offer.</param>
    /// <param name="wanted">The settings as typed, with the version that was read.</param>
    /// <param name="token">Made once per submit.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The settings as stored, without the shared code; or the problems at their fields; or <see cref="Problem.Conflict"/>.</returns>
    public async Task<Result<CouponSettings>> SaveAsync(Actor actor, string offerId, CouponSettings wanted, string token, CancellationToken cancellationToken)
    {
        var asked = await ToEditAsync(actor, offerId, cancellationToken);
        return asked.Ok ? await SaveAsync(actor, OfferOf(asked.Value), wanted, token, cancellationToken) : Result<CouponSettings>.Refused(asked.Problems);
    }

    private async Task<Result<CouponSettings>> SaveAsync(Actor actor, CouponOffer offer, CouponSettings wanted, string token, CancellationToken cancellationToken)
    {
        var item = await _reader.ReadAsync(CouponItems.SettingsKey(offer.Id), cancellationToken);
        var before = CouponItems.SettingsOf(offer.Id, item);
        if (before.Version != wanted.Version && item?.GetString(Attributes.Token) != token)
            return Conflict(actor, before, item);

        var after = CouponRules.Check(wanted, before);
        if (!after.Ok)
            return after;

        if (after.Value.Mode != CouponMode.None)
            await _watch.AddAsync(offer.Id, after.Value.Mode == CouponMode.Shared, cancellationToken);

        var change = new Change
        {
            Actor = actor,
            Token = token,
            Audit = CouponAudit.Draft(item is null ? AuditActions.Create : AuditActions.Change, offer, null),
            Entity = new(Table.Coupons, item, CouponItems.ToItem(after.Value, item)),
        };
        return await _writes.CommitAsync(change, cancellationToken) switch
        {
            CommitOutcome.Saved saved => Hidden(CouponItems.SettingsOf(offer.Id, saved.Item)),
            CommitOutcome.Unchanged => Hidden(before),
            CommitOutcome.Conflicted conflicted => Conflict(actor, CouponItems.SettingsOf(offer.Id, conflicted.Current), conflicted.Current),
            _ => new Problem("busy", L["Somebody is changing these settings. Save again in a moment."]),
        };
    }

    /// <summary>Whether the person may look codes up: who edits the offer, and who helps customers.</summary>
    public bool MayLookUp(Actor actor, Offer offer) => _offers.MayEdit(actor, offer) || actor.Has(Permission.HelpCustomers);

    // The offer, where the person may change its coupons.
    private async Task<Result<Offer>> ToEditAsync(Actor actor, string offerId, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.EditCatalog) is { } refused)
            return refused;

        var found = await _offers.FindAsync(actor, offerId, cancellationToken);
        return found.Ok && RefusalOf(actor, found.Value) is { } refusal ? refusal : found;
    }

    private Problem? RefusalOf(Actor actor, Offer offer) => offer.Status == EditorialStatus.Deleted
        ? actor.Refuse(Permission.EditCatalog) ?? new("deleted", L["This offer is deleted. Restore it before you change its coupons."])
        : _offers.MayEdit(actor, offer) ? null
        : new(Problem.Forbidden, _offers.WhyNot(actor, offer) ?? L["You may not change this offer."]);

    private CouponOffer OfferOf(Offer offer) => new(offer.Id, offer.Title, _offers.ClubsOf(offer));

    private OfferWindow WindowOf(Offer offer) =>
        new(offer.Status == EditorialStatus.Published && _sight.WhyUnseen(OfferRow.Of(offer), _time.GetUtcNow()) is null, offer.Starts, offer.Ends);

    // Why the offer gives no coupons now, as a sentence; null while it is live.
    private string? WhyNotLive(Offer offer)
    {
        var now = _time.GetUtcNow();
        return offer.Validity.PhaseAt(now, offer.Status) switch
        {
            null when offer.Status == EditorialStatus.Draft => L["The offer is a draft, so it gives no coupons."],
            null => L[$"The offer is {L[offer.Status.ToString()].ToLowerInvariant()}, so it gives no coupons."],
            Phase.Scheduled => L[$"The offer starts {Format.Moment(offer.Starts ?? now, now)}. Until then it gives no coupons."],
            Phase.Ended => L[$"The offer has ended {Format.Moment(offer.Ends ?? now, now)}, so it gives no coupons."],
            _ => _sight.WhyUnseen(OfferRow.Of(offer), now) is { } why ? L[$"No customer sees the offer, because {OfferSight.Text(why)}. Until one does it gives no coupons."] : null,
        };
    }

    private static CouponSettings Hidden(CouponSettings settings) => settings with { SharedCode = null };

    private static Result<CouponSettings> Conflict(Actor actor, CouponSettings current, Item? item)
    {
        var who = item?.Stamp.UpdatedByFor(actor.Id) ?? L["Somebody"];
        return Result<CouponSettings>.Conflicted(
            Hidden(current), L[$"{who} saved these settings in the meantime. What you typed is kept: look at what is stored now, and save again if you still want it."]);
    }
}
