using System.Globalization;
using Amazon.DynamoDBv2;

namespace Clubshop.Coupons;

/// <summary>
/// Gives back to the stock what was reserved and never given: an instance ended between the cursor and the transaction, or no answer
/// came. What was behind the cursor ten minutes ago and is free still, nobody is about to give out. Any number of sweepers may run;
/// one is enough. Running it again changes nothing.
/// </summary>
/// <param name="dynamo">DynamoDB.</param>
/// <param name="prefix"><c>Aws:TablePrefix</c>.</param>
/// <param name="time">The clock.</param>
public sealed class CouponSweeper(IAmazonDynamoDB dynamo, string prefix, TimeProvider time)
{
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
        var (next, total) = (cursor.GetNumber(CouponAttributes.Next), cursor.GetNumber(CouponAttributes.Total));
        var (sweptTo, seenNext) = (sweep.GetNumber(CouponAttributes.SweptTo), sweep.GetNumber(CouponAttributes.SeenNext));
        var now = time.GetUtcNow();
        var returned = 0;
        if (seenNext > sweptTo)
        {
            if (sweep.GetTime(CouponAttributes.SeenAt) is { } seenAt && now - seenAt < CouponLedger.ReservedFor)
                return 0;
            returned = await ReturnAsync(poolId, (int)sweptTo + 1, (int)seenNext, cancellationToken);
            sweptTo = seenNext;
        }
        else if (next == seenNext && sweptTo < total)
        {
            return 0;
        }

        if (sweptTo >= total)
        {
            await LeaveAsync(poolId, cancellationToken);
            return returned;
        }

        sweep[CouponAttributes.SweptTo] = Rows.Number(sweptTo);
        sweep[CouponAttributes.SeenNext] = Rows.Number(next);
        sweep[CouponAttributes.SeenAt] = Rows.Time(now);
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
}

/// <summary>What a sweep did.</summary>
/// <param name="Pools">Pools that it looked at.</param>
/// <param name="Returned">Codes that came back to the stock.</param>
public sealed record SweepResult(int Pools, int Returned);
