using System.Globalization;
using Amazon.DynamoDBv2;

namespace Clubshop.Coupons;

/// <summary>
/// Gives back to the stock what was reserved and never given: an instance ended between the cursor and the transaction, or no answer
/// came. That takes ten minutes after the sweep that first saw it. What was behind the cursor ten minutes ago and is free still, nobody is about to give out. Any number of sweepers may run;
/// one is enough. Running it again changes nothing.
/// </summary>
/// <param name="dynamo">DynamoDB.</param>
/// <param name="prefix"><c>Aws:TablePrefix</c>.</param>
/// <param name="time">The clock.</param>
public sealed class CouponSweeper(IAmazonDynamoDB dynamo, string prefix, TimeProvider time)
{
    // Sightings that wait for their ten minutes; two or three where one sweeper comes every five.
    private const int MostSeen = 30;

    private static readonly string[] StatesOnly = [CouponAttributes.Sk, CouponAttributes.State];

    private readonly LedgerCalls _calls = new(dynamo, prefix + CouponTable.Name, time);

    /// <summary>
    /// Looks at the pools that have codes left behind the cursor to look at: a small read for each, and the codes that the cursor
    /// has passed since, once.
    /// </summary>
    /// <returns>How many codes came back.</returns>
    public async Task<SweepResult> SweepAsync(CancellationToken cancellationToken)
    {
        var (pools, returned) = (0, 0);
        await foreach (var entry in _calls.QueryAsync(CouponTable.ReadyPk, "", null, null, cancellationToken))
        {
            var (poolId, offerId) = (entry[CouponAttributes.Sk].S, entry[CouponAttributes.OfferId].S);
            pools++;
            returned += await SweepAsync(offerId, poolId, cancellationToken);
        }

        return new(pools, returned);
    }

    private async Task<int> SweepAsync(string offerId, string poolId, CancellationToken cancellationToken)
    {
        var poolKey = Rows.Key(CouponTable.OfferPk(offerId), CouponTable.PoolSk(poolId));
        var (cursorKey, sweepKey) = (Rows.Cursor(poolId), Rows.Sweep(poolId));
        var found = await _calls.GetAllAsync([poolKey, cursorKey, sweepKey], cancellationToken);
        var cursor = found.GetValueOrDefault((cursorKey[CouponAttributes.Pk].S, cursorKey[CouponAttributes.Sk].S));
        var pool = found.GetValueOrDefault((poolKey[CouponAttributes.Pk].S, poolKey[CouponAttributes.Sk].S));
        if (pool is null || cursor is null || Rows.PoolOf(pool).State != PoolState.Ready)
        {
            await LeaveAsync(poolId, cancellationToken);
            return 0;
        }

        var sweep = found.GetValueOrDefault((sweepKey[CouponAttributes.Pk].S, sweepKey[CouponAttributes.Sk].S)) ?? sweepKey;
        var (next, total, sweptTo) = (cursor.GetNumber(CouponAttributes.Next), cursor.GetNumber(CouponAttributes.Total), sweep.GetNumber(CouponAttributes.SweptTo));
        var seen = Sighting.ListOf(sweep.GetText(CouponAttributes.Seen));
        var now = time.GetUtcNow();

        // As far as the cursor was ten minutes ago, nobody is at it any more.
        var returned = 0;
        var changed = false;
        if (seen.FindLast(one => now - one.At >= CouponLedger.ReservedFor) is { } old)
        {
            if (old.Next > sweptTo)
                returned = await ReturnAsync(poolId, (int)sweptTo + 1, (int)old.Next, cancellationToken);
            sweptTo = Math.Max(sweptTo, old.Next);
            seen.RemoveAll(one => one.Next <= sweptTo);
            changed = true;
        }

        if (sweptTo >= total)
        {
            await LeaveAsync(poolId, cancellationToken);
            return returned;
        }

        if (next > (seen.Count > 0 ? seen[^1].Next : sweptTo) && seen.Count < MostSeen)
        {
            seen.Add(new(next, now));
            changed = true;
        }

        if (!changed)
            return returned;
        sweep[CouponAttributes.SweptTo] = Rows.Number(sweptTo);
        sweep[CouponAttributes.Seen] = Rows.Text(Sighting.TextOf(seen));
        await _calls.PutAsync(sweep, cancellationToken);
        return returned;
    }

    private async Task<int> ReturnAsync(string poolId, int from, int to, CancellationToken cancellationToken)
    {
        var returned = 0;
        for (var shard = 0; shard < CouponTable.Shards; shard++)
        {
            await foreach (var row in _calls.QueryAsync(Rows.CodePk(poolId, shard), Rows.Number7(from), Rows.Number7(to), StatesOnly, cancellationToken))
            {
                var number = int.Parse(row[CouponAttributes.Sk].S, NumberStyles.None, CultureInfo.InvariantCulture);
                if (row.GetName<CouponState>(CouponAttributes.State) == CouponState.Free && await _calls.PutNewAsync(Rows.Returned(poolId, number), cancellationToken))
                    returned++;
            }
        }

        return returned;
    }

    // From here on only codes that were given back can be free, and each of those has its own row.
    private Task LeaveAsync(string poolId, CancellationToken cancellationToken) => _calls.DeleteAsync(Rows.Key(CouponTable.ReadyPk, poolId), cancellationToken);

    // How far the cursor was seen, and when. Stored as text, one after the other: 120@2026-11-21T07:44:16.123Z.
    private sealed record Sighting(long Next, DateTimeOffset At)
    {
        public static List<Sighting> ListOf(string? text) =>
        [
            .. (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('@'))
                .Select(parts => new Sighting(long.Parse(parts[0], CultureInfo.InvariantCulture), DateTimeOffset.Parse(parts[1], CultureInfo.InvariantCulture))),
        ];

        public static string TextOf(IEnumerable<Sighting> seen) =>
            string.Join(' ', seen.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Next}@{Rows.TimeText(one.At)}")));
    }
}

/// <summary>What a sweep did.</summary>
/// <param name="Pools">Pools that it looked at.</param>
/// <param name="Returned">Codes that came back to the stock.</param>
public sealed record SweepResult(int Pools, int Returned);
