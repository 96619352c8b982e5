using Clubshop.Admin.Common;
using Clubshop.Admin.Coupons.Jobs;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons;

/// <summary>Gives coupons out by hand, and voids them.</summary>
public sealed partial class CouponService
{
    /// <summary>
    /// Gives a customer a coupon by hand. The limits hold, and the offer must be live. A customer who has one already keeps it and gets no second one,
    /// unless another is asked for and the limit allows it.
    /// </summary>
    /// <param name="actor">Who.</param>
    /// <param name="offerId">The offer.</param>
    /// <param name="customer">The customer number; for those who help customers the phone number too.</param>
    /// <param name="reason">Why.</param>
    /// <param name="another">Whether one more is wanted for a customer who has one.</param>
    /// <param name="token">Made once per submit: sent again it gives the same coupon.</param>
    /// <param name="cancellationToken">Ends the waiting until the ledger is asked.</param>
    /// <returns>The coupon, hidden; or the problems, at their fields <c>Customer</c> and <c>Reason</c>.</returns>
    /// <exception cref="CustomersUnreachableException">Cognito did not answer.</exception>
    /// <exception cref="LedgerUncertainException">No answer arrived: ask again with the same token.</exception>
    public async Task<Result<HandedOut>> IssueAsync(
        Actor actor, string offerId, string? customer, string? reason, bool another, string token, CancellationToken cancellationToken)
    {
        var asked = await ToEditAsync(actor, offerId, cancellationToken);
        if (!asked.Ok)
            return Result<HandedOut>.Refused(asked.Problems);

        var why = CouponRules.Reason(reason);
        var whom = await _customers.FindAsync(actor, customer, cancellationToken);
        if (!why.Ok || !whom.Ok)
            return Result<HandedOut>.Refused([.. whom.Problems, .. why.Problems]);

        var (offer, about, number) = (asked.Value, OfferOf(asked.Value), CustomerLabels.KeptNumberOf(whom.Value.Sub));
        PlannedEntry? entry = null;
        var request = new IssueRequest
        {
            OfferId = offerId,
            CustomerId = whom.Value.Sub,
            Window = WindowOf(offer),
            By = actor.Id,
            Reason = why.Value,
            Another = another,
            Key = token,
            With = coupon => (entry = _writes.PlanEntry(
                actor, token, CouponAudit.Draft(CouponAudit.Issue, about, $"{CouponCode.Masked(coupon.Code)} to {number}: {why.Value}"))).Actions,
        };
        switch (await GiveAsync(request, cancellationToken))
        {
            case IssueOutcome.Given given:
                if (!given.Repeated && entry is not null)
                    _writes.Recorded(entry);
                return new HandedOut((await RowsAsync([given.Coupon], offer, null, cancellationToken))[0], whom.Value.Name, given.Repeated);
            case IssueOutcome.Refused refused:
                return Refusal(refused.Reason, offer);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // The audit entry of this submit is there already: the first answer was lost, and what it gave is the answer.
    private async Task<IssueOutcome> GiveAsync(IssueRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await _ledger.IssueAsync(request, cancellationToken);
        }
        catch (LedgerRefusedException)
        {
            var has = await _ledger.OfCustomerAsync(request.OfferId, request.CustomerId, CancellationToken.None);
            return has.Count > 0 ? new IssueOutcome.Given(has[^1], Repeated: true) : throw new CommitBusyException("This submit was used for something else. Nothing was written.", null);
        }
    }

    /// <summary>Voids one coupon: it can no longer be given out or redeemed. A redeemed one stays what it is.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="offerId">The offer.</param>
    /// <param name="coupon">Which (<see cref="CouponRow.Ref"/>).</param>
    /// <param name="reason">Why.</param>
    /// <param name="mayReplace">Whether the customer who had it may get another in its place.</param>
    /// <param name="token">Made once per submit.</param>
    /// <param name="cancellationToken">Ends the waiting until the ledger is asked.</param>
    /// <returns>The coupon as it is now, hidden; or the problem.</returns>
    /// <exception cref="LedgerUncertainException">No answer arrived: ask again, or look it up.</exception>
    public async Task<Result<CouponRow>> VoidAsync(
        Actor actor, string offerId, string coupon, string? reason, bool mayReplace, string token, CancellationToken cancellationToken)
    {
        var asked = await ToEditAsync(actor, offerId, cancellationToken);
        if (!asked.Ok)
            return Result<CouponRow>.Refused(asked.Problems);

        var why = CouponRules.Reason(reason);
        if (!why.Ok)
            return Result<CouponRow>.Refused(why.Problems);
        if (CouponRef.TryParse(coupon) is not { } place || place.OfferId != offerId || await _ledger.GetAsync(place, cancellationToken) is not { } stored)
            return new Problem(Problem.NotFound, L["This offer has no such coupon. Reload the page."]);
        if (CouponRules.Gives(why.Value, stored.Code))
            return new Problem("reason", L["Leave the code out of the reason: it stays in the audit log."], "Reason");

        PlannedEntry? entry = null;
        var outcome = await VoidAsync(
            new()
            {
                Ref = place,
                By = actor.Id,
                Reason = why.Value,
                MayReplace = mayReplace,
                With = one => (entry = _writes.PlanEntry(actor, token, CouponAudit.Draft(CouponAudit.Void, OfferOf(asked.Value), NoteOf(one, why.Value)))).Actions,
            },
            cancellationToken);
        switch (outcome)
        {
            case VoidOutcome.Done done:
                if (entry is not null)
                    _writes.Recorded(entry);
                return await RowAsync(done.Coupon);
            case VoidOutcome.Refused { Reason: VoidRefusal.Redeemed, Coupon: { } redeemed }:
                return new Problem("redeemed", redeemed.RedeemedAt is { } at
                    ? L[$"It was redeemed {Format.Moment(at, _time.GetUtcNow())}, so it cannot be voided."]
                    : L["It was redeemed before, so it cannot be voided."]);
            case VoidOutcome.Refused { Reason: VoidRefusal.AlreadyVoided, Coupon: { } voided }:
                return await RowAsync(voided);
            default:
                return new Problem(Problem.NotFound, L["This offer has no such coupon. Reload the page."]);
        }

        async Task<CouponRow> RowAsync(Coupon one) => (await RowsAsync([one], asked.Value, null, cancellationToken))[0];
    }

    // The audit entry of this submit is there already: it is void, and the first answer was lost.
    private async Task<VoidOutcome> VoidAsync(VoidRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await _ledger.VoidAsync(request, cancellationToken);
        }
        catch (LedgerRefusedException) when (!cancellationToken.IsCancellationRequested)
        {
            return new VoidOutcome.Refused(VoidRefusal.AlreadyVoided, await _ledger.GetAsync(request.Ref, cancellationToken));
        }
    }

    /// <summary>Voids a pool: it gives no more. The coupons that customers have stay valid, or are voided with it.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="offerId">The offer.</param>
    /// <param name="poolId">The pool.</param>
    /// <param name="withIssued">Whether the coupons that customers have, and have not redeemed, are voided too.</param>
    /// <param name="reason">Why.</param>
    /// <param name="token">Made once per submit.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Result<CouponPool>> VoidPoolAsync(
        Actor actor, string offerId, string poolId, bool withIssued, string? reason, string token, CancellationToken cancellationToken)
    {
        var asked = await ToEditAsync(actor, offerId, cancellationToken);
        if (!asked.Ok)
            return Result<CouponPool>.Refused(asked.Problems);

        var why = CouponRules.Reason(reason);
        if (!why.Ok)
            return Result<CouponPool>.Refused(why.Problems);
        if (await PoolAsync(offerId, poolId, cancellationToken) is not { } pool)
            return NoPool();

        return await _pools.VoidPoolAsync(actor, token, OfferOf(asked.Value), pool, withIssued, why.Value, cancellationToken);
    }

    private Problem Refusal(IssueRefusal reason, Offer offer) => reason switch
    {
        IssueRefusal.NotLive => new("not-live", WhyNotLive(offer) ?? L["The offer is not live, so it gives no coupons."]),
        IssueRefusal.NoCoupons => new("no-coupons", L["This offer has no coupon. Choose one shared code or pools of codes in its settings first."]),
        IssueRefusal.NoneLeft => new("none-left", L["No code is left. Generate or import more first."]),
        IssueRefusal.CustomerLimit => new("customer-limit", L["This customer has as many coupons of the offer as one may have. Raise the limit in the settings first."], "Customer"),
        _ => new("offer-limit", L["As many coupons are given out as the offer may give in all. Raise the limit in the settings first."]),
    };

    private static string NoteOf(Coupon coupon, string reason) =>
        $"{CouponCode.Masked(coupon.Code)}{(coupon.CustomerId is { } sub ? $" of {CustomerLabels.KeptNumberOf(sub)}" : ", which nobody had")}: {reason}";
}
