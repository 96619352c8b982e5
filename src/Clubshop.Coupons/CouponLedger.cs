using Amazon.DynamoDBv2;

namespace Clubshop.Coupons;

/// <summary>
/// Gives coupons out, redeems and voids them: every code once, to one customer, whatever breaks in between. It asks no permission
/// and knows no offers. Safe for many callers, instances and processes at the same time. Methods throw
/// <see cref="LedgerBusyException"/> and <see cref="LedgerUncertainException"/> where DynamoDB does not answer, and the SDK's
/// exceptions where it refuses everything (credentials, a missing table). Ids that are empty, longer than 100 characters or contain
/// <c>#</c> or <c>.</c> are an <see cref="ArgumentException"/>.
/// </summary>
public sealed partial class CouponLedger
{
    private readonly LedgerCalls _calls;
    private readonly OfferSnapshots _snapshots;
    private readonly TimeProvider _time;

    /// <summary>A ledger on a table.</summary>
    /// <param name="dynamo">DynamoDB.</param>
    /// <param name="prefix"><c>Aws:TablePrefix</c>.</param>
    /// <param name="time">The clock.</param>
    public CouponLedger(IAmazonDynamoDB dynamo, string prefix, TimeProvider time)
    {
        _calls = new(dynamo, prefix + CouponTable.Name, time);
        _snapshots = new(_calls, time);
        _time = time;
    }

    /// <summary>
    /// Forgets what this instance remembers of an offer's settings and pools for a second: they were just changed here, and the next
    /// request is to see it.
    /// </summary>
    public void Forget(string offerId) => _snapshots.Forget(offerId);

    private static void RequireId(string? id, string parameter)
    {
        if (string.IsNullOrEmpty(id) || id.Length > 100 || id.AsSpan().ContainsAny('#', '.'))
            throw new ArgumentException("An id has 1 to 100 characters, none of them # or a dot.", parameter);
    }
}
