using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Attributes = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace Clubshop.Coupons;

/// <summary>
/// Deletes all coupons of an offer whose time has passed: codes, what customers have, counts, pools and settings. Whether it has passed, the caller knows.
/// May be repeated and resumed: what leads to other rows is deleted after them.
/// </summary>
/// <param name="dynamo">DynamoDB.</param>
/// <param name="prefix"><c>Aws:TablePrefix</c>.</param>
/// <param name="time">The clock.</param>
public sealed class CouponRemover(IAmazonDynamoDB dynamo, string prefix, TimeProvider time)
{
    private const int AtOnce = 500;

    private static readonly string[] KeysAndCustomer = [CouponAttributes.Pk, CouponAttributes.Sk, CouponAttributes.UserId];

    private readonly LedgerCalls _calls = new(dynamo, prefix + CouponTable.Name, time);

    /// <summary>Whether there is anything of an offer.</summary>
    public async Task<bool> HasAnyAsync(string offerId, CancellationToken cancellationToken)
    {
        await foreach (var _ in _calls.QueryAsync(CouponTable.OfferPk(offerId), "", null, KeysAndCustomer, cancellationToken))
            return true;
        return false;
    }

    /// <summary>Deletes the coupons of an offer.</summary>
    /// <returns>How many rows were deleted.</returns>
    public async Task<long> RemoveAsync(string offerId, CancellationToken cancellationToken)
    {
        List<string> pools = [];
        await foreach (var row in _calls.QueryAsync(CouponTable.OfferPk(offerId), Rows.PoolPrefix, null, KeysAndCustomer, cancellationToken))
            pools.Add(row[CouponAttributes.Sk].S[Rows.PoolPrefix.Length..]);

        var removed = 0L;
        foreach (var pool in pools)
        {
            await _calls.DeleteAsync(Rows.Key(CouponTable.ReadyPk, pool), cancellationToken); // the sweeper has nothing to look at any more
            for (var shard = 0; shard < CouponTable.Shards; shard++)
                removed += await RemovePartitionAsync(offerId, Rows.CodePk(pool, shard), row => row.GetText(CouponAttributes.UserId), cancellationToken);
            removed += await RemovePartitionAsync(offerId, CouponTable.PoolPk(pool), static _ => null, cancellationToken);
        }

        for (var shard = 0; shard < CouponTable.Shards; shard++)
            removed += await RemovePartitionAsync(offerId, Rows.GivenPk(offerId, shard), static row => row[CouponAttributes.Sk].S, cancellationToken);

        return removed + await RemovePartitionAsync(offerId, CouponTable.OfferPk(offerId), static _ => null, cancellationToken);
    }

    // A partition, and before each part of it what the customers named there have of the offer.
    private async Task<long> RemovePartitionAsync(string offerId, string pk, Func<Attributes, string?> customerOf, CancellationToken cancellationToken)
    {
        var removed = 0L;
        List<Attributes> rows = [];
        await foreach (var row in _calls.QueryAsync(pk, "", null, KeysAndCustomer, cancellationToken))
        {
            rows.Add(row);
            if (rows.Count < AtOnce)
                continue;
            removed += await RemoveAsync(offerId, rows, customerOf, cancellationToken);
            rows.Clear();
        }

        return removed + await RemoveAsync(offerId, rows, customerOf, cancellationToken);
    }

    private async Task<long> RemoveAsync(string offerId, List<Attributes> rows, Func<Attributes, string?> customerOf, CancellationToken cancellationToken)
    {
        List<WriteRequest> markers = [];
        foreach (var customer in rows.Select(customerOf).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            await foreach (var marker in _calls.QueryAsync(Rows.MarkersPk(offerId, customer), "", null, KeysAndCustomer, cancellationToken))
                markers.Add(DeleteOf(marker));
        }

        await _calls.WriteManyAsync(markers, cancellationToken);
        await _calls.WriteManyAsync([.. rows.Select(DeleteOf)], cancellationToken);
        return markers.Count + rows.Count;
    }

    private static WriteRequest DeleteOf(Attributes row) => new(new DeleteRequest(Rows.Key(row[CouponAttributes.Pk].S, row[CouponAttributes.Sk].S)));
}
