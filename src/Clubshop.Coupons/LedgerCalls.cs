using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Attributes = System.Collections.Generic.Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

namespace Clubshop.Coupons;

/// <summary>The calls to DynamoDB on one table: repeated where that is safe, and with an answer that is known.</summary>
internal sealed class LedgerCalls(IAmazonDynamoDB dynamo, string table, TimeProvider time)
{
    private const int Tries = 6;
    private const int MostPuts = 25;
    private const int MostKeys = 100;

    /// <summary>The table's name.</summary>
    public string Table => table;

    /// <summary>An item, read consistently; null when there is none.</summary>
    public async Task<Attributes?> GetAsync(Attributes key, CancellationToken cancellationToken)
    {
        var response = await AgainAsync(
            () => dynamo.GetItemAsync(new() { TableName = table, Key = key, ConsistentRead = true }, cancellationToken), cancellationToken);
        return response.Item is { Count: > 0 } item ? item : null;
    }

    /// <summary>Items, read consistently, by pk and sk; those that are not there are left out.</summary>
    public async Task<Dictionary<(string Pk, string Sk), Attributes>> GetAllAsync(IEnumerable<Attributes> keys, CancellationToken cancellationToken)
    {
        Dictionary<(string Pk, string Sk), Attributes> found = [];
        foreach (var chunk in keys.Chunk(MostKeys))
        {
            var left = new Dictionary<string, KeysAndAttributes>(StringComparer.Ordinal) { [table] = new() { Keys = [.. chunk], ConsistentRead = true } };
            for (var attempt = 0; left is { Count: > 0 }; attempt++)
            {
                await PauseAsync(attempt, cancellationToken);
                var asked = left;
                var response = await AgainAsync(() => dynamo.BatchGetItemAsync(new BatchGetItemRequest { RequestItems = asked }, cancellationToken), cancellationToken);
                foreach (var item in response.Responses?.GetValueOrDefault(table) ?? [])
                    found[(item[CouponAttributes.Pk].S, item[CouponAttributes.Sk].S)] = item;
                left = response.UnprocessedKeys;
            }
        }

        return found;
    }

    /// <summary>One page of a query.</summary>
    public Task<QueryResponse> PageAsync(QueryRequest query, CancellationToken cancellationToken) =>
        AgainAsync(() => dynamo.QueryAsync(query, cancellationToken), cancellationToken);

    /// <summary>All items of a query of a partition, read consistently.</summary>
    /// <param name="pk">The partition.</param>
    /// <param name="from">The first sort key.</param>
    /// <param name="to">The last sort key; anything that begins with <paramref name="from"/> when null.</param>
    /// <param name="only">The attributes to read; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<Attributes> QueryAsync(
        string pk, string from, string? to, IReadOnlyList<string>? only, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new QueryRequest
        {
            TableName = table,
            ConsistentRead = true,
            KeyConditionExpression = from.Length == 0 && to is null ? "#pk = :pk" : to is null ? "#pk = :pk AND begins_with(#sk, :from)" : "#pk = :pk AND #sk BETWEEN :from AND :to",
            ExpressionAttributeNames = new(StringComparer.Ordinal) { ["#pk"] = CouponAttributes.Pk },
            ExpressionAttributeValues = new(StringComparer.Ordinal) { [":pk"] = Rows.Text(pk) },
        };
        if (from.Length > 0 || to is not null)
        {
            query.ExpressionAttributeNames["#sk"] = CouponAttributes.Sk;
            query.ExpressionAttributeValues[":from"] = Rows.Text(from);
        }

        if (to is not null)
            query.ExpressionAttributeValues[":to"] = Rows.Text(to);
        for (var i = 0; i < only?.Count; i++)
        {
            query.ExpressionAttributeNames[$"#p{i}"] = only[i];
            query.ProjectionExpression = i == 0 ? "#p0" : $"{query.ProjectionExpression}, #p{i}";
        }

        do
        {
            var page = await PageAsync(query, cancellationToken);
            foreach (var item in page.Items ?? [])
                yield return item;
            query.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (query.ExclusiveStartKey is { Count: > 0 });
    }

    /// <summary>Updates an item under a condition. Where its answer is lost it may be done twice: only what that does not harm.</summary>
    /// <returns>The attributes that were updated, as they are now; null when the condition failed.</returns>
    public async Task<Attributes?> UpdateAsync(
        Attributes key, string update, string condition, Attributes? values, CancellationToken cancellationToken)
    {
        try
        {
            var response = await AgainAsync(
                () => dynamo.UpdateItemAsync(
                    new()
                    {
                        TableName = table,
                        Key = key,
                        UpdateExpression = update,
                        ConditionExpression = condition,
                        ExpressionAttributeNames = NamesIn(update, condition),
                        ExpressionAttributeValues = values,
                        ReturnValues = ReturnValue.UPDATED_NEW,
                    },
                    cancellationToken),
                cancellationToken);
            return response.Attributes ?? [];
        }
        catch (ConditionalCheckFailedException)
        {
            return null;
        }
    }

    /// <summary>Puts an item if there is none with its key.</summary>
    /// <returns>False when there is one.</returns>
    public async Task<bool> PutNewAsync(Attributes item, CancellationToken cancellationToken)
    {
        try
        {
            await AgainAsync(
                () => dynamo.PutItemAsync(
                    new() { TableName = table, Item = item, ConditionExpression = "attribute_not_exists(pk)" }, cancellationToken),
                cancellationToken);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    /// <summary>Puts an item, whatever is there.</summary>
    public Task PutAsync(Attributes item, CancellationToken cancellationToken) =>
        AgainAsync(() => dynamo.PutItemAsync(new() { TableName = table, Item = item }, cancellationToken), cancellationToken);

    /// <summary>Deletes an item; a missing one counts as deleted.</summary>
    public Task DeleteAsync(Attributes key, CancellationToken cancellationToken) =>
        AgainAsync(() => dynamo.DeleteItemAsync(new() { TableName = table, Key = key }, cancellationToken), cancellationToken);

    /// <summary>Puts or deletes up to any number of items, in batches; again until none is left over.</summary>
    public async Task WriteManyAsync(IReadOnlyList<WriteRequest> writes, CancellationToken cancellationToken)
    {
        foreach (var chunk in writes.Chunk(MostPuts))
        {
            var left = new Dictionary<string, List<WriteRequest>>(StringComparer.Ordinal) { [table] = [.. chunk] };
            for (var attempt = 0; left is { Count: > 0 }; attempt++)
            {
                await PauseAsync(attempt, cancellationToken);
                var asked = left;
                var response = await AgainAsync(() => dynamo.BatchWriteItemAsync(new BatchWriteItemRequest { RequestItems = asked }, cancellationToken), cancellationToken);
                left = response.UnprocessedItems;
            }
        }
    }

    /// <summary>
    /// Writes all of it or nothing. Once sent it is brought to an end: each attempt has the same token, so that one whose answer was lost
    /// is not made twice.
    /// </summary>
    /// <returns>Null when it was written; otherwise the reasons, by action, of which at least one is a failed condition.</returns>
    /// <exception cref="LedgerBusyException">Nothing was written.</exception>
    /// <exception cref="LedgerUncertainException">No answer.</exception>
    public async Task<IReadOnlyList<CancellationReason>?> TransactAsync(List<TransactWriteItem> actions)
    {
        var request = new TransactWriteItemsRequest { TransactItems = actions, ClientRequestToken = RandomNumberGenerator.GetHexString(32, lowercase: true) };
        var unanswered = false;
        Exception? last = null;
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            await PauseAsync(attempt, CancellationToken.None);
            try
            {
                await dynamo.TransactWriteItemsAsync(request, CancellationToken.None);
                return null;
            }
            catch (TransactionCanceledException cancelled)
            {
                var reasons = cancelled.CancellationReasons ?? [];
                if (reasons.Any(Failed))
                    return reasons;
                if (!reasons.Any(reason => reason.Code is "TransactionConflict" or "ThrottlingError" or "ProvisionedThroughputExceeded"))
                    throw;
                last = cancelled;
            }
            catch (Exception failure) when (IsBusy(failure))
            {
                last = failure;
            }
            catch (Exception failure) when (IsLost(failure))
            {
                last = failure;
                unanswered = true;
            }
        }

        throw unanswered
            ? new LedgerUncertainException("No answer from DynamoDB: it may be written or not. Ask again to find out.", last)
            : new LedgerBusyException("DynamoDB is busy. Nothing was written.", last);
    }

    /// <summary>Whether an action's condition failed.</summary>
    public static bool Failed(CancellationReason reason) => reason.Code == "ConditionalCheckFailed";

    /// <summary>An update as an action of a transaction.</summary>
    public TransactWriteItem Update(Attributes key, string update, string? condition, Attributes values) => new()
    {
        Update = new()
        {
            TableName = table,
            Key = key,
            UpdateExpression = update,
            ConditionExpression = condition,
            ExpressionAttributeNames = NamesIn(update, condition),
            ExpressionAttributeValues = values,
        },
    };

    /// <summary>A put as an action of a transaction, whatever is there.</summary>
    public TransactWriteItem Put(Attributes item) => new() { Put = new() { TableName = table, Item = item } };

    /// <summary>A put of a new item as an action of a transaction.</summary>
    public TransactWriteItem PutNew(Attributes item) => new() { Put = new() { TableName = table, Item = item, ConditionExpression = "attribute_not_exists(pk)" } };

    /// <summary>A deletion as an action of a transaction.</summary>
    public TransactWriteItem Delete(Attributes key, string? condition = null, Attributes? values = null) => new()
    {
        Delete = new()
        {
            TableName = table,
            Key = key,
            ConditionExpression = condition,
            ExpressionAttributeNames = NamesIn(condition),
            ExpressionAttributeValues = values,
        },
    };

    // What is harmless to do twice.
    private async Task<T> AgainAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested && (IsBusy(failure) || IsLost(failure)))
            {
                if (attempt == Tries)
                    throw new LedgerBusyException("DynamoDB does not answer. Nothing was given out, redeemed or voided.", failure);
            }

            await PauseAsync(attempt, cancellationToken);
        }
    }

    // Placeholders are the names themselves with a # before them: state, next, total and others are words of DynamoDB's own.
    private static Dictionary<string, string>? NamesIn(params ReadOnlySpan<string?> expressions)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        foreach (var expression in expressions)
        {
            for (var i = expression?.IndexOf('#', StringComparison.Ordinal) ?? -1; i >= 0; i = expression!.IndexOf('#', i + 1))
            {
                var end = i + 1;
                while (end < expression!.Length && char.IsAsciiLetterOrDigit(expression[end]))
                    end++;
                names[expression[i..end]] = expression[(i + 1)..end];
            }
        }

        return names.Count > 0 ? names : null;
    }

    /// <summary>Waits before an attempt, the first of which is 0: not before that, then up to 40 ms, 80 ms, and so on up to a second.</summary>
    public Task PauseAsync(int attempt, CancellationToken cancellationToken) => attempt == 0
        ? Task.CompletedTask
        : Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(5, Math.Min(1000, 20 << attempt))), time, cancellationToken);

    private static bool IsBusy(Exception failure) =>
        failure is ProvisionedThroughputExceededException or RequestLimitExceededException or ThrottlingException or TransactionInProgressException or TransactionConflictException;

    private static bool IsLost(Exception failure) => failure switch
    {
        AmazonServiceException service => (int)service.StatusCode is 0 or >= 500,
        HttpRequestException or IOException or TaskCanceledException or TimeoutException or AmazonClientException => true,
        _ => false,
    };
}
