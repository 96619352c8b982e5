using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Clubshop.Admin.Storage;

/// <summary>
/// Writes what changes no record and needs no audit entry: rows of the delivery ledger, coupon codes, sessions, checkpoints, leases. It
/// refuses the records of the catalog, staff and customers, and the audit log: only <see cref="WriteUnit"/> writes those.
/// </summary>
public sealed class UnauditedWriter(IAmazonDynamoDB dynamo, TableNames names, TimeProvider time)
{
    // A BatchWriteItem takes at most 25 puts and deletions.
    private const int BatchSize = 25;

    // How far the clocks of two instances may be apart.
    private static readonly TimeSpan MaxSkew = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan InstantKept = TimeSpan.FromHours(1);

    /// <summary>Puts an item.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="item">The item.</param>
    /// <param name="condition">Condition of the put; null for none.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether the condition held.</returns>
    /// <exception cref="ArgumentException">The item is a record or an audit entry.</exception>
    public async Task<bool> PutAsync(Table table, Item item, RowCondition? condition, CancellationToken cancellationToken)
    {
        var put = PutOf(new(table, item, condition));
        var request = new PutItemRequest
        {
            TableName = put.TableName,
            Item = put.Item,
            ConditionExpression = put.ConditionExpression,
            ExpressionAttributeNames = put.ExpressionAttributeNames,
            ExpressionAttributeValues = put.ExpressionAttributeValues,
        };
        try
        {
            await dynamo.PutItemAsync(request, cancellationToken);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    /// <summary>Puts several items, all or none (at most 100, no two with the same key).</summary>
    /// <returns>Whether every condition held.</returns>
    /// <exception cref="ArgumentException">An item is a record or an audit entry.</exception>
    /// <exception cref="CommitBusyException">Other writers kept the items busy through every attempt.</exception>
    public async Task<bool> PutAllAsync(IReadOnlyList<RowPut> puts, CancellationToken cancellationToken)
    {
        var request = new TransactWriteItemsRequest { TransactItems = [.. puts.Select(put => new TransactWriteItem { Put = PutOf(put) })] };
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await dynamo.TransactWriteItemsAsync(request, cancellationToken);
                return true;
            }
            catch (TransactionCanceledException cancelled)
            {
                var reasons = cancelled.CancellationReasons ?? [];
                if (reasons.Any(reason => reason.Code == "ConditionalCheckFailed"))
                    return false;
                if (!reasons.Any(reason => reason.Code is "TransactionConflict" or "ThrottlingError" or "ProvisionedThroughputExceeded"))
                    throw;
                if (attempt == 4)
                    throw new CommitBusyException("Other writers keep these items busy. Nothing was written.", cancelled);
                await Task.Delay(TimeSpan.FromMilliseconds(20 << attempt), time, cancellationToken);
            }
        }
    }

    /// <summary>Deletes an item; a missing one counts as deleted.</summary>
    /// <returns>Whether the condition held.</returns>
    /// <exception cref="ArgumentException">The item is a record or an audit entry.</exception>
    public async Task<bool> DeleteAsync(ItemKey key, RowCondition? condition, CancellationToken cancellationToken)
    {
        RequireFree(key);
        var (expression, attributeNames, values) = Expression(condition);
        var request = new DeleteItemRequest
        {
            TableName = names[key.Table],
            Key = KeyOf(key),
            ConditionExpression = expression,
            ExpressionAttributeNames = attributeNames,
            ExpressionAttributeValues = values,
        };
        try
        {
            await dynamo.DeleteItemAsync(request, cancellationToken);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    /// <summary>Increments a count that all instances share. A count that was not incremented for the length of the window starts again at 1, and its item is purged.</summary>
    /// <param name="key">The item that holds only the count.</param>
    /// <param name="window">How long it lasts after each addition; whole seconds.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The count, this one included.</returns>
    /// <exception cref="ArgumentException">The item is a record or an audit entry.</exception>
    public async Task<long> CountAsync(ItemKey key, TimeSpan window, CancellationToken cancellationToken)
    {
        RequireFree(key);
        while (true)
        {
            var now = time.GetUtcNow();
            var until = (now + window).ToUnixTimeSeconds();
            try
            {
                var response = await dynamo.UpdateItemAsync(
                    new()
                    {
                        TableName = names[key.Table],
                        Key = KeyOf(key),
                        UpdateExpression = "ADD #count :one SET #purge = :until",
                        ConditionExpression = "#purge > :now",
                        ExpressionAttributeNames = Names(("#count", Attributes.Count), ("#purge", Attributes.PurgeAt)),
                        ExpressionAttributeValues = new(StringComparer.Ordinal)
                        {
                            [":one"] = Number(1),
                            [":until"] = Number(until),
                            [":now"] = Number(now.ToUnixTimeSeconds()),
                        },
                        ReturnValues = ReturnValue.UPDATED_NEW,
                    },
                    cancellationToken);
                return long.Parse(response.Attributes[Attributes.Count].N, CultureInfo.InvariantCulture);
            }
            catch (ConditionalCheckFailedException)
            {
                // None, or over. If another instance starts it at the same moment, this one adds to that.
                var first = new Item(key.Pk, key.Sk).Set(Attributes.Count, 1L).Set(Attributes.PurgeAt, until);
                if (await PutAsync(key.Table, first, new RowCondition.Absent(), cancellationToken))
                    return 1;
            }
        }
    }

    /// <summary>
    /// Moves an instant on that all instances share: by <paramref name="by"/> from where it stands, or from now where that is past. It never gets further ahead
    /// of now than <paramref name="reach"/>. One that stands a minute beyond that was written by a clock that is wrong, and counts as past.
    /// </summary>
    /// <param name="key">The item that holds only the instant.</param>
    /// <param name="by">How far; above zero, at most <paramref name="reach"/>.</param>
    /// <param name="reach">How far ahead of now it may get.</param>
    /// <param name="isPast">Whether it is expected to be past: saves a request when right.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether it was moved, and where it stands now.</returns>
    /// <exception cref="ArgumentException">The item is a record or an audit entry.</exception>
    public async Task<(bool Moved, DateTimeOffset Until)> AdvanceAsync(ItemKey key, TimeSpan by, TimeSpan reach, bool isPast, CancellationToken cancellationToken)
    {
        RequireFree(key);
        for (var fresh = isPast; ; fresh = !fresh)
        {
            var now = time.GetUtcNow();
            var (most, wrong) = (now + reach - by, now + reach + MaxSkew);
            var request = new UpdateItemRequest
            {
                TableName = names[key.Table],
                Key = KeyOf(key),
                UpdateExpression = fresh ? "SET #until = :next, #purge = :purge" : "SET #until = #until + :by, #purge = :purge",
                ConditionExpression = fresh ? "attribute_not_exists(#until) OR #until <= :now OR #until > :wrong" : "#until > :now AND #until <= :most",
                ExpressionAttributeNames = Names(("#until", Attributes.Until), ("#purge", Attributes.PurgeAt)),
                ExpressionAttributeValues = new(StringComparer.Ordinal)
                {
                    [":now"] = Number(now.UtcTicks),
                    [":purge"] = Number((now + reach + InstantKept).ToUnixTimeSeconds()),
                    [fresh ? ":next" : ":by"] = Number(fresh ? (now + by).UtcTicks : by.Ticks),
                    [fresh ? ":wrong" : ":most"] = Number((fresh ? wrong : most).UtcTicks),
                },
                ReturnValues = ReturnValue.UPDATED_NEW,
                ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
            };
            try
            {
                return (true, InstantOf((await dynamo.UpdateItemAsync(request, cancellationToken)).Attributes));
            }
            catch (ConditionalCheckFailedException failed)
            {
                var stands = InstantOf(failed.Item);
                if (stands > most && stands <= wrong && stands > now)
                    return (false, stands);
            }
        }
    }

    private static DateTimeOffset InstantOf(Dictionary<string, AttributeValue>? item) =>
        item?.GetValueOrDefault(Attributes.Until) is { N: { } ticks } ? new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero) : default;

    /// <summary>
    /// Puts any number of items, in batches and in no order. After an exception some are written and some not: putting them again
    /// must be safe.
    /// </summary>
    /// <exception cref="ArgumentException">An item is a record or an audit entry.</exception>
    public async Task PutManyAsync(Table table, IEnumerable<Item> items, CancellationToken cancellationToken)
    {
        foreach (var batch in items.Chunk(BatchSize))
        {
            foreach (var item in batch)
                RequireFree(new(table, item.Pk, item.Sk));

            await WriteAsync(table, [.. batch.Select(item => new WriteRequest(new PutRequest(item.ToAttributes())))], cancellationToken);
        }
    }

    /// <summary>
    /// Deletes any number of items, in batches and in no order; missing ones count as deleted. After an exception some are deleted and some not.
    /// </summary>
    /// <exception cref="ArgumentException">An item is a record or an audit entry.</exception>
    public async Task DeleteManyAsync(Table table, IEnumerable<ItemKey> keys, CancellationToken cancellationToken)
    {
        foreach (var batch in keys.Distinct().Chunk(BatchSize))
        {
            foreach (var key in batch)
                RequireFree(key.Table == table ? key : throw new ArgumentException($"The key is of another table: {key}.", nameof(keys)));

            await WriteAsync(table, [.. batch.Select(key => new WriteRequest(new DeleteRequest(KeyOf(key))))], cancellationToken);
        }
    }

    private async Task WriteAsync(Table table, List<WriteRequest> batch, CancellationToken cancellationToken)
    {
        var writes = new Dictionary<string, List<WriteRequest>>(StringComparer.Ordinal) { [names[table]] = batch };
        for (var attempt = 0; writes is { Count: > 0 }; attempt++)
        {
            if (attempt > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(2000, 20 << Math.Min(attempt, 10))), time, cancellationToken);

            var response = await dynamo.BatchWriteItemAsync(new BatchWriteItemRequest { RequestItems = writes }, cancellationToken);
            writes = response.UnprocessedItems;
        }
    }

    private static Dictionary<string, AttributeValue> KeyOf(ItemKey key) =>
        new(StringComparer.Ordinal) { [Attributes.Pk] = new() { S = key.Pk }, [Attributes.Sk] = new() { S = key.Sk } };

    private Put PutOf(RowPut put)
    {
        RequireFree(new(put.Table, put.Item.Pk, put.Item.Sk));
        var (expression, attributeNames, values) = Expression(put.Condition);
        return new()
        {
            TableName = names[put.Table],
            Item = put.Item.ToAttributes(),
            ConditionExpression = expression,
            ExpressionAttributeNames = attributeNames,
            ExpressionAttributeValues = values,
        };
    }

    private (string? Expression, Dictionary<string, string>? Names, Dictionary<string, AttributeValue>? Values) Expression(RowCondition? condition) => condition switch
    {
        RowCondition.Absent => (
            "attribute_not_exists(#pk) OR #purge <= :now",
            Names(("#pk", Attributes.Pk), ("#purge", Attributes.PurgeAt)),
            Values(":now", Number(time.GetUtcNow().ToUnixTimeSeconds()))),
        RowCondition.AtVersion(0) => ("attribute_not_exists(#pk)", Names(("#pk", Attributes.Pk)), null),
        RowCondition.AtVersion at => ("#v = :v", Names(("#v", Attributes.Version)), Values(":v", Number(at.Version))),
        RowCondition.Equal equal => ("#a = :a", Names(("#a", equal.Attribute)), Values(":a", new() { S = equal.Value })),
        _ => (null, null, null),
    };

    private static void RequireFree(ItemKey key)
    {
        if (!TableRules.MayWriteFreely(key))
            throw new ArgumentException($"A record or an audit entry is written by the write unit alone: {key}.", nameof(key));
    }

    private static Dictionary<string, string> Names(params (string Placeholder, string Name)[] names) =>
        names.ToDictionary(pair => pair.Placeholder, pair => pair.Name, StringComparer.Ordinal);

    private static Dictionary<string, AttributeValue> Values(string placeholder, AttributeValue value) => new(StringComparer.Ordinal) { [placeholder] = value };

    private static AttributeValue Number(long value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };
}

/// <summary>One put of <see cref="UnauditedWriter.PutAllAsync"/>.</summary>
public sealed record RowPut(Table Table, Item Item, RowCondition? Condition = null);

/// <summary>When a write of bookkeeping may happen. The kinds are those nested here.</summary>
public abstract record RowCondition
{
    private RowCondition()
    {
    }

    /// <summary>There is no such item, or its purge is due.</summary>
    public sealed record Absent : RowCondition;

    /// <summary>The item's version (<see cref="Attributes.Version"/>, set by the caller here) is this one; 0 for no item.</summary>
    public sealed record AtVersion(long Version) : RowCondition;

    /// <summary>The item's text attribute has this value.</summary>
    public sealed record Equal(string Attribute, string Value) : RowCondition;
}
