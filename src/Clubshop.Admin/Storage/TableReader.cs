using System.Runtime.CompilerServices;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Clubshop.Admin.Storage;

/// <summary>A query: one partition of a table or of one of its indexes, in order of the range key.</summary>
/// <param name="Table">The table.</param>
/// <param name="Hash">The partition key's value.</param>
public sealed record ItemQuery(Table Table, string Hash)
{
    /// <summary>The index, one of <see cref="TableSchemas"/>; null for the table itself.</summary>
    public string? Index { get; init; }

    /// <summary>Range keys that begin with this.</summary>
    public string? Prefix { get; init; }

    /// <summary>Lowest range key, itself included. Not together with <see cref="Prefix"/>.</summary>
    public string? From { get; init; }

    /// <summary>Highest range key, itself included. Not together with <see cref="Prefix"/>.</summary>
    public string? To { get; init; }

    /// <summary>Whether the highest range keys come first.</summary>
    public bool Descending { get; init; }

    /// <summary>Items per request; 0 for as many as fit into 1 MB. A hint for callers that stop early.</summary>
    public int Batch { get; init; }

    /// <summary>The attributes to read; null for all.</summary>
    public IReadOnlyList<string>? Only { get; init; }

    /// <summary>Whether every write acknowledged before is seen. Not on an index.</summary>
    public bool Consistent { get; init; }
}

/// <summary>A page of items.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">A signed token for the page after; null on the last one.</param>
public sealed record ItemPage(IReadOnlyList<Item> Items, string? Next);

/// <summary>Reads items. An item whose purge is due is treated as deleted, whether DynamoDB has removed it yet or not.</summary>
public sealed class TableReader(IAmazonDynamoDB dynamo, TableNames names, TimeProvider time, PageTokens tokens)
{
    // A BatchGetItem takes at most 100 keys.
    private const int BatchSize = 100;

    /// <summary>The item as it is stored now (consistent), or null.</summary>
    public async Task<Item?> ReadAsync(ItemKey key, CancellationToken cancellationToken)
    {
        var request = new GetItemRequest { TableName = names[key.Table], Key = KeyOf(key), ConsistentRead = true };
        var response = await dynamo.GetItemAsync(request, cancellationToken);
        return response.Item is { Count: > 0 } attributes ? Living(attributes) : null;
    }

    /// <summary>The items as they are stored now (consistent), by key; missing ones are left out.</summary>
    public async Task<IReadOnlyDictionary<ItemKey, Item>> ReadManyAsync(IEnumerable<ItemKey> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<ItemKey, Item>();
        foreach (var batch in keys.Distinct().Chunk(BatchSize))
        {
            var tables = batch.Select(key => key.Table).Distinct().ToDictionary(table => names[table], table => table, StringComparer.Ordinal);
            var wanted = batch.GroupBy(key => names[key.Table], StringComparer.Ordinal).ToDictionary(
                group => group.Key, group => new KeysAndAttributes { Keys = [.. group.Select(KeyOf)], ConsistentRead = true }, StringComparer.Ordinal);
            for (var attempt = 0; wanted is { Count: > 0 }; attempt++)
            {
                if (attempt > 0)
                    await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(1000, 20 << attempt)), time, cancellationToken);

                var response = await dynamo.BatchGetItemAsync(new BatchGetItemRequest { RequestItems = wanted }, cancellationToken);
                foreach (var (tableName, items) in response.Responses ?? [])
                {
                    foreach (var item in items.Select(Living).OfType<Item>())
                        found[new(tables[tableName], item.Pk, item.Sk)] = item;
                }

                wanted = response.UnprocessedKeys;
            }
        }

        return found;
    }

    /// <summary>All items of a query, read page by page as they are asked for.</summary>
    public async IAsyncEnumerable<Item> QueryAllAsync(ItemQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Dictionary<string, AttributeValue>? start = null;
        do
        {
            var response = await dynamo.QueryAsync(RequestOf(query, start, query.Batch > 0 ? query.Batch : null), cancellationToken);
            foreach (var item in (response.Items ?? []).Select(Living).OfType<Item>())
                yield return item;

            start = response.LastEvaluatedKey;
        }
        while (start is { Count: > 0 });
    }

    /// <summary>One page of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="size">Items wanted, from 1 to 1,000.</param>
    /// <param name="token"><see cref="ItemPage.Next"/> of the page before; null gives the first page, and so does a token that is not ours or belongs to another query.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ItemPage> QueryPageAsync(ItemQuery query, int size, string? token, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 1000);
        var items = new List<Item>(size);
        var start = token is null ? null : tokens.Open(query, token);
        do
        {
            var response = await dynamo.QueryAsync(RequestOf(query, start, size - items.Count), cancellationToken);
            items.AddRange((response.Items ?? []).Select(Living).OfType<Item>());
            start = response.LastEvaluatedKey is { Count: > 0 } last ? last : null;
        }
        while (start is not null && items.Count < size);

        return new(items, start is null ? null : tokens.Seal(query, start));
    }

    /// <summary>Number of items of a query. DynamoDB reads, and charges for, all of them. Items whose purge is due count until they are removed.</summary>
    public async Task<long> CountAsync(ItemQuery query, CancellationToken cancellationToken)
    {
        var count = 0L;
        Dictionary<string, AttributeValue>? start = null;
        do
        {
            var request = RequestOf(query, start, null);
            request.Select = Select.COUNT;
            var response = await dynamo.QueryAsync(request, cancellationToken);
            count += response.Count ?? 0;
            start = response.LastEvaluatedKey;
        }
        while (start is { Count: > 0 });

        return count;
    }

    private QueryRequest RequestOf(ItemQuery query, Dictionary<string, AttributeValue>? start, int? limit)
    {
        var (hash, range) = query.Index is null
            ? (Attributes.Pk, Attributes.Sk)
            : query.Table.Indexes.Where(index => index.Name == query.Index).Select(index => (index.Hash, index.Range)).Single();
        var attributeNames = new Dictionary<string, string>(StringComparer.Ordinal) { ["#hash"] = hash };
        var values = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { [":hash"] = new() { S = query.Hash } };
        var condition = "#hash = :hash";
        if (Range(query, values) is { } ranged)
        {
            attributeNames["#range"] = range;
            condition += " AND " + ranged;
        }

        foreach (var only in query.Only ?? [])
            attributeNames["#" + only] = only;

        return new()
        {
            TableName = names[query.Table],
            IndexName = query.Index,
            KeyConditionExpression = condition,
            ProjectionExpression = query.Only is { } wanted ? string.Join(", ", wanted.Select(only => "#" + only)) : null,
            ExpressionAttributeNames = attributeNames,
            ExpressionAttributeValues = values,
            ScanIndexForward = !query.Descending,
            ConsistentRead = query.Consistent,
            ExclusiveStartKey = start,
            Limit = limit,
        };
    }

    private static string? Range(ItemQuery query, Dictionary<string, AttributeValue> values)
    {
        if (query.Prefix is not null)
        {
            values[":prefix"] = new() { S = query.Prefix };
            return "begins_with(#range, :prefix)";
        }

        if (query.From is not null)
            values[":from"] = new() { S = query.From };
        if (query.To is not null)
            values[":to"] = new() { S = query.To };

        return (query.From, query.To) switch
        {
            (not null, not null) => "#range BETWEEN :from AND :to",
            (not null, null) => "#range >= :from",
            (null, not null) => "#range <= :to",
            _ => null,
        };
    }

    private Item? Living(Dictionary<string, AttributeValue> attributes)
    {
        var item = new Item(attributes);
        return item.PurgeAt is { } due && due <= time.GetUtcNow() ? null : item;
    }

    private static Dictionary<string, AttributeValue> KeyOf(ItemKey key) =>
        new(StringComparer.Ordinal) { [Attributes.Pk] = new() { S = key.Pk }, [Attributes.Sk] = new() { S = key.Sk } };
}
