using Amazon.DynamoDBv2;

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

    /// <summary>Whether every write acknowledged before is seen. Not on an index.</summary>
    public bool Consistent { get; init; }
}

/// <summary>A page of items.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">A signed token for the page after; null on the last one.</param>
public sealed record ItemPage(IReadOnlyList<Item> Items, string? Next);

/// <summary>Reads items. An item whose purge is due counts as gone, whether DynamoDB has removed it yet or not.</summary>
public sealed class TableReader(IAmazonDynamoDB dynamo, TableNames names, TimeProvider time, PageTokens tokens)
{
    /// <summary>The item as it is stored now (consistent), or null.</summary>
    public Task<Item?> ReadAsync(ItemKey key, CancellationToken cancellationToken) =>
        throw Surface.Pending(dynamo, names, time, tokens, key, cancellationToken);

    /// <summary>The items as they are stored now (consistent), by key; those that are not there are left out.</summary>
    public Task<IReadOnlyDictionary<ItemKey, Item>> ReadManyAsync(IEnumerable<ItemKey> keys, CancellationToken cancellationToken) =>
        throw Surface.Pending(keys, cancellationToken);

    /// <summary>All items of a query, read page by page as they are asked for.</summary>
    public IAsyncEnumerable<Item> QueryAllAsync(ItemQuery query, CancellationToken cancellationToken) =>
        throw Surface.Pending(query, cancellationToken);

    /// <summary>One page of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="size">Items wanted, from 1 to 1,000.</param>
    /// <param name="token"><see cref="ItemPage.Next"/> of the page before; null, or one that is not ours or of another query, for the first page.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<ItemPage> QueryPageAsync(ItemQuery query, int size, string? token, CancellationToken cancellationToken) =>
        throw Surface.Pending(query, size, token, cancellationToken);
}
