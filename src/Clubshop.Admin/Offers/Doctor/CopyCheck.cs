using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.MasterData.Publishing.Verification;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers.Doctor;

/// <summary>The last step of the walk: whether customers' apps read the offer, and its shop, as they are saved.</summary>
internal sealed class CopyCheck(CacheService cache) : IOfferCheck
{
    public WalkPlace Place => WalkPlace.Copy;

    public async Task<WalkStep?> CheckAsync(Actor actor, Offer offer, CancellationToken cancellationToken)
    {
        if (!actor.Has(Permission.SeeCache))
            return null;

        var own = await cache.GetRecordAsync(actor, OfferKind.Name, offer.Id, cancellationToken);
        var shop = await cache.GetRecordAsync(actor, ShopKind.Name, offer.ShopId, cancellationToken);
        return Of(L["the offer"], $"{OfferKind.Name}/{offer.Id}", own) ?? Of(L["its shop"], $"{ShopKind.Name}/{offer.ShopId}", shop)
            ?? new(WalkPlace.Copy, WalkOutcome.Passes, L["Customers’ apps read what is saved."]);
    }

    // Readers ignore a copy that is missing or not theirs, and read the record itself.
    private static WalkStep? Of(string what, string target, Result<RecordCopies> read)
    {
        if (!read.Ok || read.Value.Copies is not [var copy, ..])
            return null;

        var outcome = copy.State switch
        {
            CopyState.Older or CopyState.Newer => read.Value.Shown && !copy.Shown ? WalkOutcome.Hides : WalkOutcome.Warns,
            CopyState.NoAnswer => WalkOutcome.Unknown,
            _ => WalkOutcome.Passes,
        };
        if (outcome == WalkOutcome.Passes)
            return null;

        var left = read.Value.StaleFor is { } stale ? Format.Count(Math.Max(1, (long)Math.Ceiling(stale.TotalMinutes)), "minute", "minutes") : null;
        return new(WalkPlace.Copy, outcome, (outcome, left) switch
        {
            (WalkOutcome.Unknown, null) => L[$"The store of copies does not answer. Apps may read an older version of {what}."],
            (WalkOutcome.Unknown, _) => L[$"The store of copies does not answer. Apps may read an older version of {what} for up to {left}."],
            (WalkOutcome.Hides, null) => L[$"Apps read an older version of {what}, in which customers do not see it."],
            (WalkOutcome.Hides, _) => L[$"Apps read an older version of {what}, in which customers do not see it for up to {left}."],
            (_, null) => L[$"Apps read an older version of {what}."],
            _ => L[$"Apps read an older version of {what} for up to {left}."],
        })
        {
            Fixes = read.Value.MayPublish ? [new(WalkFixKind.RefreshCopy, L["Refresh the copy"], target)] : [],
        };
    }
}
