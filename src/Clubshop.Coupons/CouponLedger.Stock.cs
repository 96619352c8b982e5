using System.Globalization;
using System.Security.Cryptography;
using Amazon.DynamoDBv2.Model;

namespace Clubshop.Coupons;

public sealed partial class CouponLedger
{
    /// <summary>How long a code may stay reserved before the sweeper, or the next one who needs it, takes it as abandoned. Far longer than a request lives.</summary>
    internal static readonly TimeSpan ReservedFor = TimeSpan.FromMinutes(10);

    private const int ReturnedLooked = 50;

    // Takes the next number of the first ready pool that has one; when all cursors are at their end, one that was given back. Only the
    // transaction decides who gets a code: a reservation keeps others from trying the same.
    private async Task<Reservation?> ReserveAsync(OfferSnapshot snapshot, CancellationToken cancellationToken)
    {
        foreach (var pool in snapshot.Ready)
        {
            if (_snapshots.IsEnded(pool.Id))
                continue; // an empty one has ended too

            var cursor = await _calls.UpdateAsync(
                Rows.Cursor(pool.Id), "ADD #next :one", "#next < #total", new(StringComparer.Ordinal) { [":one"] = Rows.Number(1) }, cancellationToken);
            if (cursor is not null)
                return new(pool.Id, (int)cursor.GetNumber(CouponAttributes.Next), Returned: false);
            _snapshots.End(pool.Id);
        }

        foreach (var pool in snapshot.Ready.Where(pool => !_snapshots.IsEmpty(pool.Id)))
        {
            if (await TakeReturnedAsync(pool.Id, cancellationToken) is { } number)
                return new(pool.Id, number, Returned: true);
        }

        return null;
    }

    // Whether every code of every ready pool was given out or voided; otherwise some are reserved or left behind. Counts change in the
    // transaction that gives a code, and none ever becomes free again: a pool that is empty stays so.
    private async Task<bool> KnowEmptyAsync(OfferSnapshot snapshot, CancellationToken cancellationToken)
    {
        foreach (var pool in snapshot.Ready.Where(pool => !_snapshots.IsEmpty(pool.Id)))
        {
            if ((await CountsAsync(pool, cancellationToken)).Free > 0)
                return false;
            _snapshots.Empty(pool.Id);
        }

        return true;
    }

    private async Task<int?> TakeReturnedAsync(string poolId, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var query = new QueryRequest
        {
            TableName = _calls.Table,
            ConsistentRead = true,
            KeyConditionExpression = "pk = :pk AND begins_with(sk, :returned)",
            FilterExpression = "attribute_not_exists(takenAt) OR takenAt < :old",
            ExpressionAttributeValues = new(StringComparer.Ordinal)
            {
                [":pk"] = Rows.Text(CouponTable.PoolPk(poolId)),
                [":returned"] = Rows.Text(Rows.ReturnedPrefix),
                [":old"] = Rows.Time(now - ReservedFor),
            },
            Limit = ReturnedLooked,
        };
        do
        {
            var page = await _calls.PageAsync(query, cancellationToken);
            var rows = (page.Items ?? []).ToArray();
            RandomNumberGenerator.Shuffle(rows.AsSpan()); // a hundred callers do not all want the first one
            foreach (var row in rows)
            {
                var number = int.Parse(row[CouponAttributes.Sk].S.AsSpan(Rows.ReturnedPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);
                var taken = await _calls.UpdateAsync(
                    Rows.Returned(poolId, number),
                    "SET #takenAt = :now",
                    "attribute_exists(#pk) AND (attribute_not_exists(#takenAt) OR #takenAt < :old)",
                    new(StringComparer.Ordinal) { [":now"] = Rows.Time(now), [":old"] = Rows.Time(now - ReservedFor) },
                    cancellationToken);
                if (taken is not null)
                    return number;
            }

            query.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (query.ExclusiveStartKey is { Count: > 0 });
        return null;
    }

    // The code is not free: nobody needs to look at it again.
    private Task DropAsync(Reservation reserved, CancellationToken cancellationToken) =>
        reserved.Returned ? _calls.DeleteAsync(Rows.Returned(reserved.PoolId, reserved.Number), cancellationToken) : Task.CompletedTask;

    // The code is still free: the next one may have it at once. If this fails, it is the sweeper's, or its reservation grows old.
    private async Task GiveBackAsync(Reservation reserved)
    {
        try
        {
            var key = Rows.Returned(reserved.PoolId, reserved.Number);
            if (reserved.Returned)
                await _calls.UpdateAsync(key, "REMOVE #takenAt", "attribute_exists(#pk)", null, CancellationToken.None);
            else
                await _calls.PutNewAsync(key, CancellationToken.None);
        }
        catch (LedgerBusyException)
        {
            // As above.
        }
    }

    private sealed record Reservation(string PoolId, int Number, bool Returned);
}
