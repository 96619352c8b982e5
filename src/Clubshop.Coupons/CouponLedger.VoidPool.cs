using Amazon.DynamoDBv2.Model;

namespace Clubshop.Coupons;

public sealed partial class CouponLedger
{
    // A transaction has up to 100 actions; one that a customer's request disturbs is made again code by code.
    private const int VoidedAtOnce = 40;

    private static readonly string[] ForVoiding = [CouponAttributes.Pk, CouponAttributes.Sk, CouponAttributes.Code, CouponAttributes.CodeKey, CouponAttributes.State, CouponAttributes.UserId];

    /// <summary>
    /// Voids the codes of a pool that was voided: the free ones, and with <see cref="CouponPool.VoidIssued"/> those that customers have
    /// and did not redeem. May be repeated and resumed: it goes on with what is left.
    /// </summary>
    /// <param name="pool">The pool, <see cref="PoolState.Voided"/>.</param>
    /// <param name="by">Who voided it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="progress">Is told after each transaction how many codes became void by it; null for nobody.</param>
    /// <param name="cancellationToken">Ends it between two transactions.</param>
    public async Task VoidCodesAsync(CouponPool pool, string by, string reason, Func<int, Task>? progress, CancellationToken cancellationToken)
    {
        if (pool.State != PoolState.Voided)
            throw new ArgumentException("The pool is not void: it would go on giving codes.", nameof(pool));

        for (var shard = 0; shard < CouponTable.Shards; shard++)
        {
            List<Coupon> batch = [];
            await foreach (var row in _calls.QueryAsync(Rows.CodePk(pool.Id, shard), "", null, ForVoiding, cancellationToken))
            {
                if (Rows.CouponOf(row) is { } coupon && (coupon.State == CouponState.Free || (coupon.State == CouponState.Issued && pool.VoidIssued)))
                    batch.Add(coupon);
                if (batch.Count < VoidedAtOnce)
                    continue;
                await VoidBatchAsync(pool, batch, by, reason, progress, cancellationToken);
                batch.Clear();
            }

            await VoidBatchAsync(pool, batch, by, reason, progress, cancellationToken);
        }
    }

    private async Task VoidBatchAsync(CouponPool pool, List<Coupon> batch, string by, string reason, Func<int, Task>? progress, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
            return;

        cancellationToken.ThrowIfCancellationRequested();
        var now = _time.GetUtcNow();
        var issued = batch.Count(coupon => coupon.State == CouponState.Issued);
        List<TransactWriteItem> actions =
        [
            .. batch.SelectMany(coupon => VoidActions(coupon, by, reason, now)),
            CountOf(batch[0].Ref, (CouponAttributes.Issued, -issued), (CouponAttributes.Voided, batch.Count)),
        ];
        var done = batch.Count;
        if (await _calls.TransactAsync(actions) is not null)
        {
            // One of them was given out or redeemed meanwhile.
            done = 0;
            foreach (var coupon in batch)
                done += await VoidOneOfPoolAsync(pool, coupon.Ref, by, reason, cancellationToken) ? 1 : 0;
        }

        if (progress is not null)
            await progress(done);
    }

    private async Task<bool> VoidOneOfPoolAsync(CouponPool pool, CouponRef place, string by, string reason, CancellationToken cancellationToken)
    {
        for (var look = 0; look < MaxLooks; look++)
        {
            if (await GetAsync(place, cancellationToken) is not { } coupon
                || !(coupon.State == CouponState.Free || (coupon.State == CouponState.Issued && pool.VoidIssued)))
                return false;
            if (await _calls.TransactAsync([.. VoidActions(coupon, by, reason, _time.GetUtcNow()), VoidCount(place, coupon.State, 1)]) is null)
                return true;
        }

        throw new LedgerBusyException("Others change this coupon all the time.", null);
    }
}
