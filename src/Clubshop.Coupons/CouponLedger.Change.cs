using Amazon.DynamoDBv2.Model;
using Attributes = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace Clubshop.Coupons;

public sealed partial class CouponLedger
{
    // Of two at the same moment one loses, looks again, and finds it done.
    private const int MaxLooks = 8;

    /// <summary>Redeems a coupon.</summary>
    public async Task<RedeemOutcome> RedeemAsync(RedeemRequest request, CancellationToken cancellationToken)
    {
        RequireId(request.OfferId, nameof(request));
        if (request.CustomerId is not null)
            RequireId(request.CustomerId, nameof(request));
        if (request.Key is not { Length: > 0 and <= 100 })
            throw new ArgumentException("A key has 1 to 100 characters.", nameof(request));

        for (var look = 0; look < MaxLooks; look++)
        {
            var (coupon, reason) = await MeantAsync(request, cancellationToken);
            if (coupon is null)
                return new RedeemOutcome.Refused(reason);
            if (await RefusalAsync(request, coupon, cancellationToken) is { } decided)
                return decided;

            var now = _time.GetUtcNow();
            List<TransactWriteItem> actions =
            [
                _calls.Update(
                    Rows.KeyOf(coupon.Ref),
                    "SET #state = :redeemed, #redeemedAt = :now, #redeemedBy = :by, #redeemKey = :key",
                    "#state = :issued",
                    new(StringComparer.Ordinal)
                    {
                        [":redeemed"] = Rows.Text(Rows.NameOf(CouponState.Redeemed)),
                        [":issued"] = Rows.Text(Rows.NameOf(CouponState.Issued)),
                        [":now"] = Rows.Time(now),
                        [":by"] = Rows.Text(request.By),
                        [":key"] = Rows.Text(request.Key),
                    }),
                CountOf(coupon.Ref, (CouponAttributes.Issued, -1), (CouponAttributes.Redeemed, 1)),
            ];
            if (await _calls.TransactAsync(actions) is null)
                return new RedeemOutcome.Done(coupon with { State = CouponState.Redeemed, RedeemedAt = now, RedeemedBy = request.By }, Repeated: false);
        }

        throw new LedgerBusyException("Others change this coupon all the time.", null);
    }

    /// <summary>Voids a coupon that is free or with a customer. Of a pool that is being filled, none: void the pool.</summary>
    public async Task<VoidOutcome> VoidAsync(VoidRequest request, CancellationToken cancellationToken)
    {
        RequireId(request.Ref.OfferId, nameof(request));
        for (var look = 0; look < MaxLooks; look++)
        {
            if (await GetAsync(request.Ref, cancellationToken) is not { } coupon)
                return new VoidOutcome.Refused(VoidRefusal.Unknown);
            if (coupon.PoolId is { } pool && await PoolAsync(coupon.OfferId, pool, cancellationToken) is not { WasReady: true })
                return new VoidOutcome.Refused(VoidRefusal.Unknown); // whoever fills it would write over it
            if (coupon.State is not (CouponState.Free or CouponState.Issued))
                return new VoidOutcome.Refused(coupon.State == CouponState.Redeemed ? VoidRefusal.Redeemed : VoidRefusal.AlreadyVoided, coupon);

            var now = _time.GetUtcNow();
            var voided = coupon with { State = CouponState.Voided, VoidedAt = now, VoidedBy = request.By, Reason = request.Reason };
            var actions = VoidActions(coupon, request.By, request.Reason, now);
            var replaced = request.MayReplace && coupon is { State: CouponState.Issued, CustomerId: not null, PoolId: not null };
            actions.Add(replaced
                ? CountOf(coupon.Ref, (CouponAttributes.Issued, -1), (CouponAttributes.Voided, 1), (CouponAttributes.Given, -1))
                : VoidCount(coupon.Ref, coupon.State, 1));
            if (replaced)
                await AddReplacementAsync(coupon, actions, cancellationToken);

            var own = actions.Count;
            actions.AddRange(request.With?.Invoke(voided) ?? []);
            if (await _calls.TransactAsync(actions) is not { } reasons)
                return new VoidOutcome.Done(voided);
            if (!reasons.Take(own).Any(LedgerCalls.Failed))
                throw new LedgerRefusedException("A condition of the caller's own actions failed. The coupon was not voided.");
        }

        throw new LedgerBusyException("Others change this coupon all the time.", null);
    }

    // The row of a coupon that becomes void, if it is still as it was read.
    private List<TransactWriteItem> VoidActions(Coupon coupon, string by, string reason, DateTimeOffset now) =>
    [
        _calls.Update(
            Rows.KeyOf(coupon.Ref),
            "SET #state = :voided, #voidedAt = :now, #voidedBy = :by, #reason = :reason",
            "#state = :was",
            new(StringComparer.Ordinal)
            {
                [":voided"] = Rows.Text(Rows.NameOf(CouponState.Voided)),
                [":was"] = Rows.Text(Rows.NameOf(coupon.State)),
                [":now"] = Rows.Time(now),
                [":by"] = Rows.Text(by),
                [":reason"] = Rows.Text(reason),
            }),
    ];

    private TransactWriteItem VoidCount(CouponRef place, CouponState was, int count) => was == CouponState.Issued
        ? CountOf(place, (CouponAttributes.Issued, -count), (CouponAttributes.Voided, count))
        : CountOf(place, (CouponAttributes.Voided, count));

    // The customer's marker goes, and room under the limit in all comes back.
    private async Task AddReplacementAsync(Coupon coupon, List<TransactWriteItem> actions, CancellationToken cancellationToken)
    {
        var row = Rows.KeyOf(coupon.Ref);
        var markers = await MarkersAsync(coupon.OfferId, coupon.CustomerId!, cancellationToken);
        if (markers.FirstOrDefault(marker => marker.GetText(CouponAttributes.CodePk) == row[CouponAttributes.Pk].S && marker.GetText(CouponAttributes.CodeSk) == row[CouponAttributes.Sk].S) is { } marker)
        {
            actions.Add(_calls.Delete(
                Rows.Key(marker[CouponAttributes.Pk].S, marker[CouponAttributes.Sk].S),
                "#codePk = :pk AND #codeSk = :sk",
                new(StringComparer.Ordinal) { [":pk"] = row[CouponAttributes.Pk], [":sk"] = row[CouponAttributes.Sk] }));
        }

        var settings = await SettingsAsync(coupon.OfferId, cancellationToken);
        var limit = Rows.Limit(coupon.OfferId, settings.InAllSince);
        if (settings.InAll is not null && await _calls.GetAsync(limit, cancellationToken) is not null)
            actions.Add(_calls.Update(limit, "ADD #used :back", "attribute_exists(#pk)", new(StringComparer.Ordinal) { [":back"] = Rows.Number(-1) }));
    }

    // The coupon that a request means.
    private async Task<(Coupon? Coupon, RedeemRefusal Reason)> MeantAsync(RedeemRequest request, CancellationToken cancellationToken)
    {
        if (CouponCode.Read(request.Code).Code is not { } code)
            return (null, RedeemRefusal.Unknown);
        if (await FindAsync(request.OfferId, code, cancellationToken) is { } single)
            return (request.CustomerId is null || request.CustomerId == single.CustomerId ? single : null, RedeemRefusal.Unknown);
        if (request.CustomerId is null)
            return (null, (await SettingsAsync(request.OfferId, cancellationToken)).SharedCode == code ? RedeemRefusal.NeedsCustomer : RedeemRefusal.Unknown);

        // Of several of the same customer the one that this key redeemed, otherwise one that can still be redeemed.
        var shared = (await OfCustomerAsync(request.OfferId, request.CustomerId, cancellationToken)).Where(coupon => coupon.PoolId is null && coupon.Code == code).ToList();
        return (shared.FirstOrDefault(coupon => IsRepeated(request, coupon)) ?? shared.FirstOrDefault(coupon => coupon.State == CouponState.Issued) ?? shared.LastOrDefault(), RedeemRefusal.Unknown);
    }

    private async Task<RedeemOutcome?> RefusalAsync(RedeemRequest request, Coupon coupon, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        if (IsRepeated(request, coupon))
            return new RedeemOutcome.Done(coupon, Repeated: true);

        RedeemRefusal? reason = coupon.State switch
        {
            CouponState.Free => RedeemRefusal.NotIssued,
            CouponState.Redeemed => RedeemRefusal.AlreadyRedeemed,
            CouponState.Voided => RedeemRefusal.Voided,
            _ when request.Window.Ends <= now => RedeemRefusal.Expired,
            _ when request.Window.Starts > now => RedeemRefusal.NotStarted,
            _ when await IsOfVoidPoolAsync(coupon, cancellationToken) => RedeemRefusal.Voided,
            _ => null,
        };
        return reason is { } known ? new RedeemOutcome.Refused(known, coupon) : null;
    }

    // From the moment that a pool is void, though its rows become so one after the other.
    private async Task<bool> IsOfVoidPoolAsync(Coupon coupon, CancellationToken cancellationToken) =>
        coupon.PoolId is { } pool && await PoolAsync(coupon.OfferId, pool, cancellationToken) is { State: PoolState.Voided, VoidIssued: true };

    private static bool IsRepeated(RedeemRequest request, Coupon coupon) =>
        coupon.State == CouponState.Redeemed && coupon.RedeemKey == request.Key && coupon.RedeemedBy == request.By;
}
