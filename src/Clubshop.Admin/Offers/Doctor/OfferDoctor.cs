using Clubshop.Admin.Catalog.Editing;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Offers.Doctor;

/// <summary>The walk of one offer, with what the indexes and the later capabilities know, and only the fixes that the person may make.</summary>
public sealed partial class OfferDoctor(
    OfferService offers,
    RecordIndex<ClubRow> clubs,
    RecordIndex<CategoryRow> categories,
    IEnumerable<IOfferCheck> checks,
    CacheService cache,
    TimeProvider time,
    ILogger<OfferDoctor> logger)
{
    private readonly IReadOnlyList<IOfferCheck> _checks = [.. checks.OrderBy(check => check.Place)];

    /// <summary>The steps that the records decide, from memory.</summary>
    /// <param name="offer">The offer, saved or as typed.</param>
    /// <param name="at">The moment (UTC); null for now.</param>
    /// <param name="clubId">The club whose customers are asked about; null for any customer.</param>
    public IReadOnlyList<WalkStep> Glance(Offer offer, DateTimeOffset? at = null, string? clubId = null)
    {
        var now = time.GetUtcNow();
        return OfferWalk.Of(new()
        {
            Offer = offer,
            Shop = offers.ShopOf(offer.ShopId),
            Clubs = [.. offers.ClubsOf(offer).Select(Club)],
            Categories = [.. offer.CategoryIds.Select(Category)],
            Now = now,
            At = at ?? now,
            For = clubId is null ? null : Club(clubId),
        });
    }

    /// <summary>
    /// All steps, of the offer as it is stored. Coupons and the copy are of this moment: they are left out where another is asked about.
    /// </summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="offerId">The offer.</param>
    /// <param name="at">The moment (UTC); null for now.</param>
    /// <param name="clubId">The club whose customers are asked about; null for any customer.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Result<OfferFindings>> WalkAsync(Actor actor, string offerId, DateTimeOffset? at, string? clubId, CancellationToken cancellationToken)
    {
        var found = await offers.FindAsync(actor, offerId, cancellationToken);
        if (!found.Ok)
            return Result<OfferFindings>.Refused(found.Problems);

        var steps = Glance(found.Value, at, clubId).ToList();
        if (at is null)
            steps.AddRange((await Task.WhenAll(_checks.Select(check => CheckAsync(check, actor, found.Value, cancellationToken)))).OfType<WalkStep>());

        var mayEdit = offers.MayEdit(actor, found.Value);
        return new OfferFindings(found.Value, [.. steps.OrderBy(step => step.Place).Select(step => step with { Fixes = [.. step.Fixes.Select(fix => Allowed(actor, mayEdit, fix)).OfType<WalkFix>()] })]);
    }

    /// <summary>
    /// Why publishing the offer would reach nobody, or give less than it says, though nothing refuses it; null when it reaches customers. A start
    /// that is still to come is no reason.
    /// </summary>
    /// <param name="actor">Who publishes.</param>
    /// <param name="offer">The offer as it would be published.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<PublishWarning?> WarnAsync(Actor actor, Offer offer, CancellationToken cancellationToken)
    {
        var steps = Glance(offer with { Status = EditorialStatus.Published }).Where(one => one.Place == WalkPlace.Clubs).ToList();
        if (offer.Stamp.Version > 0 && _checks.FirstOrDefault(check => check.Place == WalkPlace.Coupons) is { } coupons && await CheckAsync(coupons, actor, offer, cancellationToken) is { } step)
            steps.Add(step);

        var hides = steps.Any(one => one.Outcome == WalkOutcome.Hides);
        var told = steps.Where(one => one.Outcome == (hides ? WalkOutcome.Hides : WalkOutcome.Warns) && (hides || one.Place == WalkPlace.Coupons)).ToList();
        return told.Count == 0 ? null : new(L[hides ? "Nobody will see it" : "Customers will get less than it says"], [.. told.Select(one => one.Sentence)]);
    }

    /// <summary>Writes the copy of a record again; <see cref="WalkFixKind.RefreshCopy"/>.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="target">The fix's target.</param>
    /// <param name="token">Made once per submit.</param>
    /// <param name="cancellationToken">Cancels until the change is committed.</param>
    public Task<Result<Republished>> RefreshCopyAsync(Actor actor, string target, string token, CancellationToken cancellationToken) =>
        target.Split('/') is [var kind, var id]
            ? cache.RepublishAsync(actor, kind, id, token, cancellationToken)
            : Task.FromResult<Result<Republished>>(new Problem(Problem.NotFound, L["There is no such copy."]));

    // What the person may not do leads to where it is done, or is not offered.
    private WalkFix? Allowed(Actor actor, bool mayEdit, WalkFix fix) => fix.Kind switch
    {
        WalkFixKind.PublishOffer or WalkFixKind.Field => mayEdit ? fix : null,
        WalkFixKind.PublishShop => offers.MayPublishShop(actor, fix.Target) ? fix : Open(offers.ShopOf(fix.Target)?.Name ?? "", ShopUrls.Edit(fix.Target)),
        WalkFixKind.PublishClub => MayPublishClub(actor, fix.Target) ? fix : Open(Club(fix.Target).Name, ClubUrls.Edit(fix.Target)),
        _ => fix,
    };

    private bool MayPublishClub(Actor actor, string id) => clubs.Find(id) is { Status: not EditorialStatus.Deleted } && actor.Reaches(Permission.EditCatalog, [id]);

    private static WalkFix Open(string name, string href) => new(WalkFixKind.Page, L[$"Open {name}"], href);

    private async Task<WalkStep?> CheckAsync(IOfferCheck check, Actor actor, Offer offer, CancellationToken cancellationToken)
    {
        try
        {
            return await check.CheckAsync(actor, offer, cancellationToken);
        }
#pragma warning disable CA1031 // One step that cannot be looked at does not take the others with it; the log has the cause.
        catch (Exception cause) when (cause is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogNotChecked(logger, cause, check.Place);
            return new(check.Place, WalkOutcome.Unknown, L[check.Place == WalkPlace.Coupons ? "The coupons could not be read." : "The copy could not be read."]);
        }
    }

    private WalkRecord Club(string id) => clubs.Find(id) is { } row ? new(id, row.Name, row.Status) : new(id, L["A club that no longer exists"], null);

    private WalkRecord Category(string id) => categories.Find(id) is { } row ? new(id, row.Name, row.Status) : new(id, L["A category that no longer exists"], null);

    [LoggerMessage(EventId = 2420, Level = LogLevel.Warning, Message = "A step of the walk to customers could not be taken: {Place}.")]
    private static partial void LogNotChecked(ILogger logger, Exception cause, WalkPlace place);
}

/// <summary>What the walk found.</summary>
/// <param name="Offer">The offer as it is stored.</param>
/// <param name="Steps">The steps in their order.</param>
public sealed record OfferFindings(Offer Offer, IReadOnlyList<WalkStep> Steps);
