using Amazon.DynamoDBv2;

namespace Clubshop.Admin.Storage;

/// <summary>
/// Writes what is not a change (DESIGN 6): ledger rows, coupon codes, sessions, checkpoints, leases. It refuses the records of the
/// catalog, staff and customers, and the audit log: those are <see cref="WriteUnit"/>'s alone.
/// </summary>
public sealed class Ledger(IAmazonDynamoDB dynamo, TableNames names)
{
    /// <summary>Puts an item.</summary>
    /// <param name="table">A table of bookkeeping.</param>
    /// <param name="item">The item.</param>
    /// <param name="condition">When it may be put; null for always.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether the condition held.</returns>
    public Task<bool> PutAsync(Table table, Item item, LedgerCondition? condition, CancellationToken cancellationToken) =>
        throw Surface.Pending(dynamo, names, table, item, condition, cancellationToken);

    /// <summary>Puts several items, all or none (at most 100).</summary>
    /// <returns>Whether every condition held.</returns>
    public Task<bool> PutAllAsync(IReadOnlyList<LedgerPut> puts, CancellationToken cancellationToken) =>
        throw Surface.Pending(puts, cancellationToken);

    /// <summary>Deletes an item.</summary>
    /// <returns>Whether the condition held.</returns>
    public Task<bool> DeleteAsync(ItemKey key, LedgerCondition? condition, CancellationToken cancellationToken) =>
        throw Surface.Pending(key, condition, cancellationToken);

    /// <summary>Puts any number of items in batches of 25, no order between them, each in full or to be repeated by the caller on an exception.</summary>
    public Task PutManyAsync(Table table, IEnumerable<Item> items, CancellationToken cancellationToken) =>
        throw Surface.Pending(table, items, cancellationToken);
}

/// <summary>One put of <see cref="Ledger.PutAllAsync"/>.</summary>
public sealed record LedgerPut(Table Table, Item Item, LedgerCondition? Condition = null);

/// <summary>When a write of bookkeeping may happen. The kinds are those nested here.</summary>
public abstract record LedgerCondition
{
    private LedgerCondition()
    {
    }

    /// <summary>There is no such item, or its purge is due.</summary>
    public sealed record Absent : LedgerCondition;

    /// <summary>The item's version (<see cref="Attributes.Version"/>, set by the caller here) is this one; 0 for no item.</summary>
    public sealed record AtVersion(long Version) : LedgerCondition;

    /// <summary>The item's text attribute is this.</summary>
    public sealed record Equal(string Attribute, string Value) : LedgerCondition;
}
