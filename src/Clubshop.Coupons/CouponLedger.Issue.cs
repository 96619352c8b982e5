using System.Diagnostics;
using System.Globalization;
using Amazon.DynamoDBv2.Model;
using Attributes = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace Clubshop.Coupons;

public sealed partial class CouponLedger
{
    // A round is lost when somebody else took the customer's marker or the code at the same moment. Many codes in a row are not free
    // only where somebody voided many one by one.
    private const int MaxRounds = 10_000;

    // Somebody else's code that is reserved and not given may come back, or be this customer's own from a second press of the button.
    private const int MostWaits = 4;

    /// <summary>
    /// Gives a customer a coupon, or the one that the customer has. Settings and pools may be up to a second old (and are read again
    /// before a refusal); the rows of the codes themselves never are. Who has a coupon is told it even when the offer is not live any
    /// more: nothing is given out then. Where all that is left is being given out at this moment, it waits for the outcome, about half
    /// a second at most: the same customer who asks twice at once is given the code twice, and not told that there is none.
    /// </summary>
    public async Task<IssueOutcome> IssueAsync(IssueRequest request, CancellationToken cancellationToken)
    {
        RequireId(request.OfferId, nameof(request));
        RequireId(request.CustomerId, nameof(request));
        if (request.Key?.Length > 100)
            throw new ArgumentException("A key has at most 100 characters.", nameof(request));

        var snapshot = await _snapshots.RecentAsync(request.OfferId, cancellationToken);
        var fresh = false;
        var waits = 0;
        for (var round = 0; round < MaxRounds; round++)
        {
            var settled = snapshot.Ready.All(pool => _snapshots.IsEmpty(pool.Id)); // before the markers are read: they say all then
            var markers = await MarkersAsync(request.OfferId, request.CustomerId, cancellationToken);
            if (await HeldAsync(request, markers, cancellationToken) is { } held)
                return new IssueOutcome.Given(held, Repeated: true);

            switch (await TryIssueAsync(request, snapshot, markers, cancellationToken))
            {
                case null:
                    continue;
                case IssueOutcome.Refused { Reason: not IssueRefusal.NotLive } when !fresh:
                    snapshot = await _snapshots.ReadAsync(request.OfferId, cancellationToken);
                    fresh = true;
                    continue;
                case IssueOutcome.Refused { Reason: IssueRefusal.NoneLeft } when !settled && waits < MostWaits:
                    if (!await KnowEmptyAsync(snapshot, cancellationToken))
                        await _calls.PauseAsync(++waits, cancellationToken);
                    continue;
                case { } outcome:
                    return outcome;
            }
        }

        throw new LedgerBusyException("Others took every code that was tried.", null);
    }

    // What the customer is told again: null where a coupon is to be given.
    private async Task<Coupon?> HeldAsync(IssueRequest request, IReadOnlyList<Attributes> markers, CancellationToken cancellationToken)
    {
        if (request.Another)
            markers = request.Key is { } key ? [.. markers.Where(marker => marker.GetText(CouponAttributes.RequestKey) == key)] : [];
        if (markers.Count == 0)
            return null;

        var coupons = await CouponsOfAsync(markers, cancellationToken);
        return coupons.MinBy(coupon => coupon.State); // issued before redeemed before voided, of several the first
    }

    // Null: look again.
    private async Task<IssueOutcome?> TryIssueAsync(
        IssueRequest request, OfferSnapshot snapshot, IReadOnlyList<Attributes> markers, CancellationToken cancellationToken)
    {
        var settings = snapshot.Settings;
        var now = _time.GetUtcNow();
        if (!request.Window.IsLiveAt(now))
            return new IssueOutcome.Refused(IssueRefusal.NotLive);
        if (settings.Mode == CouponMode.None || (settings.Mode == CouponMode.Shared && settings.SharedCode is null))
            return new IssueOutcome.Refused(IssueRefusal.NoCoupons);

        var taken = markers.Select(marker => marker[CouponAttributes.Sk].S).ToHashSet(StringComparer.Ordinal);
        var n = Enumerable.Range(1, settings.PerCustomer).FirstOrDefault(n => !taken.Contains(Rows.MarkerSk(n)));
        if (n == 0 || taken.Count >= settings.PerCustomer)
            return new IssueOutcome.Refused(IssueRefusal.CustomerLimit);
        if (settings.InAll is { } limit && !await HasRoomAsync(settings, limit, snapshot, cancellationToken))
            return new IssueOutcome.Refused(IssueRefusal.OfferLimit);

        return settings.Mode == CouponMode.Shared
            ? await IssueSharedAsync(request, settings, n, now)
            : await IssueFromPoolsAsync(request, snapshot, n, now, cancellationToken);
    }

    private async Task<IssueOutcome?> IssueSharedAsync(IssueRequest request, CouponSettings settings, int n, DateTimeOffset now)
    {
        var marker = Rows.Marker(request.OfferId, request.CustomerId, n);
        marker[CouponAttributes.Code] = Rows.Text(settings.SharedCode!);
        marker[CouponAttributes.State] = Rows.Text(Rows.NameOf(CouponState.Issued));
        marker[CouponAttributes.UserId] = Rows.Text(request.CustomerId);
        marker[CouponAttributes.IssuedAt] = Rows.Time(now);
        marker[CouponAttributes.IssuedBy] = Rows.Text(request.By);
        if (!string.IsNullOrEmpty(request.Reason))
            marker[CouponAttributes.Reason] = Rows.Text(request.Reason);
        if (request.Key is { Length: > 0 } key)
            marker[CouponAttributes.RequestKey] = Rows.Text(key);

        var coupon = Rows.CouponOf(marker) ?? throw new UnreachableException();
        List<TransactWriteItem> actions =
        [
            _calls.PutNew(marker),
            CountOf(coupon.Ref, (CouponAttributes.Issued, 1), (CouponAttributes.Given, 1)),
            _calls.Put(Rows.Given(request.OfferId, request.CustomerId)),
        ];
        if (await SendAsync(request, settings, coupon, actions) is not { } failed)
            return new IssueOutcome.Given(coupon, Repeated: false);
        return failed.Contains(0) ? null : Refused(failed, actions.Count, settings);
    }

    private async Task<IssueOutcome?> IssueFromPoolsAsync(
        IssueRequest request, OfferSnapshot snapshot, int n, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await ReserveAsync(snapshot, cancellationToken) is not { } reserved)
            return new IssueOutcome.Refused(IssueRefusal.NoneLeft);

        var key = Rows.Code(reserved.PoolId, reserved.Number);
        var row = await _calls.GetAsync(key, cancellationToken);
        if (row is null || Rows.CouponOf(row) is not { State: CouponState.Free } free)
        {
            await DropAsync(reserved, cancellationToken);
            return null;
        }

        var coupon = free with
        {
            State = CouponState.Issued,
            CustomerId = request.CustomerId,
            IssuedAt = now,
            IssuedBy = request.By,
            Reason = request.Reason,
        };
        var marker = Rows.Marker(request.OfferId, request.CustomerId, n);
        marker[CouponAttributes.CodePk] = key[CouponAttributes.Pk];
        marker[CouponAttributes.CodeSk] = key[CouponAttributes.Sk];
        if (request.Key is { Length: > 0 } requestKey)
            marker[CouponAttributes.RequestKey] = Rows.Text(requestKey);

        var update = "SET #state = :issued, #userId = :user, #issuedAt = :now, #issuedBy = :by";
        Attributes values = new(StringComparer.Ordinal)
        {
            [":free"] = Rows.Text(Rows.NameOf(CouponState.Free)),
            [":issued"] = Rows.Text(Rows.NameOf(CouponState.Issued)),
            [":user"] = Rows.Text(request.CustomerId),
            [":now"] = Rows.Time(now),
            [":by"] = Rows.Text(request.By),
        };
        if (!string.IsNullOrEmpty(request.Reason))
        {
            update += ", #reason = :reason";
            values[":reason"] = Rows.Text(request.Reason);
        }

        List<TransactWriteItem> actions =
        [
            _calls.PutNew(marker),
            CountOf(coupon.Ref, (CouponAttributes.Issued, 1), (CouponAttributes.Given, 1)),
            _calls.Update(key, update, "#state = :free", values),
        ];
        if (reserved.Returned)
            actions.Add(_calls.Delete(Rows.Returned(reserved.PoolId, reserved.Number)));

        HashSet<int>? failed;
        try
        {
            failed = await SendAsync(request, snapshot.Settings, coupon, actions);
        }
        catch (LedgerBusyException)
        {
            await GiveBackAsync(reserved);
            throw;
        }

        if (failed is null)
            return new IssueOutcome.Given(coupon, Repeated: false);
        if (failed.Contains(2))
            await DropAsync(reserved, cancellationToken);
        else
            await GiveBackAsync(reserved);
        return failed.Contains(0) || failed.Contains(2) ? null : Refused(failed, actions.Count, snapshot.Settings);
    }

    // The numbers of the actions whose condition failed; null when it was written. After the actions given comes the limit, then what the caller adds.
    private async Task<HashSet<int>?> SendAsync(IssueRequest request, CouponSettings settings, Coupon coupon, List<TransactWriteItem> actions)
    {
        List<TransactWriteItem> all = [.. actions];
        if (settings.InAll is { } limit)
        {
            all.Add(_calls.Update(
                Rows.Limit(settings.OfferId, settings.InAllSince),
                "ADD #used :one",
                "#used < :most",
                new(StringComparer.Ordinal) { [":one"] = Rows.Number(1), [":most"] = Rows.Number(limit) }));
        }

        all.AddRange(request.With?.Invoke(coupon) ?? []);
        var reasons = await _calls.TransactAsync(all);
        return reasons?.Select((reason, i) => (reason, i)).Where(one => LedgerCalls.Failed(one.reason)).Select(one => one.i).ToHashSet();
    }

    private static IssueOutcome.Refused Refused(HashSet<int> failed, int own, CouponSettings settings) =>
        settings.InAll is not null && failed.Contains(own)
            ? new IssueOutcome.Refused(IssueRefusal.OfferLimit)
            : throw new LedgerRefusedException("A condition of the caller's own actions failed. No coupon was given.");

    // Whether there is room under the limit in all. It is counted from when it was set, on from what was given out before.
    private async Task<bool> HasRoomAsync(CouponSettings settings, int limit, OfferSnapshot snapshot, CancellationToken cancellationToken)
    {
        var key = Rows.Limit(settings.OfferId, settings.InAllSince);
        if (await _calls.GetAsync(key, cancellationToken) is { } counted)
            return counted.GetNumber(CouponAttributes.Used) < limit;

        var given = await SumAsync(CouponTable.OfferPk(settings.OfferId), CouponAttributes.Given, cancellationToken);
        foreach (var pool in snapshot.Pools)
            given += await SumAsync(CouponTable.PoolPk(pool.Id), CouponAttributes.Given, cancellationToken);
        key[CouponAttributes.Used] = Rows.Number(given);
        await _calls.PutNewAsync(key, cancellationToken);
        return given < limit;
    }

    private async Task<long> SumAsync(string pk, string count, CancellationToken cancellationToken) =>
        (await CountsAsync(pk, cancellationToken)).Sum(item => item.GetNumber(count));

    // Counts are in sixteen parts, so that not every coupon of a pool waits for the one before; the part is any.
    private TransactWriteItem CountOf(CouponRef place, params ReadOnlySpan<(string Count, int By)> changes)
    {
        var parts = new List<string>();
        Attributes values = new(StringComparer.Ordinal);
        foreach (var (count, by) in changes)
        {
            parts.Add($"#{count} :{count}");
            values[$":{count}"] = Rows.Number(by);
        }

        var shard = System.Security.Cryptography.RandomNumberGenerator.GetInt32(CouponTable.Shards);
        return _calls.Update(Rows.Count(Rows.CountsPk(place), shard), "ADD " + string.Join(", ", parts), null, values);
    }

    private async Task<IReadOnlyList<Attributes>> MarkersAsync(string offerId, string customerId, CancellationToken cancellationToken)
    {
        List<Attributes> markers = [];
        await foreach (var marker in _calls.QueryAsync(Rows.MarkersPk(offerId, customerId), Rows.MarkerPrefix, null, null, cancellationToken))
            markers.Add(marker);
        return markers;
    }

    // The coupons that markers stand for, in their order.
    private async Task<IReadOnlyList<Coupon>> CouponsOfAsync(IReadOnlyList<Attributes> markers, CancellationToken cancellationToken)
    {
        var keys = markers.Where(marker => marker.ContainsKey(CouponAttributes.CodePk))
            .Select(marker => Rows.Key(marker[CouponAttributes.CodePk].S, marker[CouponAttributes.CodeSk].S)).ToList();
        var rows = await _calls.GetAllAsync(keys, cancellationToken);
        return
        [
            .. markers.Select(marker => marker.GetText(CouponAttributes.CodePk) is { } pk
                    ? rows.GetValueOrDefault((pk, marker[CouponAttributes.CodeSk].S))
                    : marker)
                .OfType<Attributes>().Select(Rows.CouponOf).OfType<Coupon>(),
        ];
    }
}
