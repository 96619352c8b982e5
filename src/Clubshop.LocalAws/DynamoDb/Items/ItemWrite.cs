using Clubshop.LocalAws.DynamoDb.Expressions;
using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.DynamoDb.Requests;
using Clubshop.LocalAws.DynamoDb.Tables;

namespace Clubshop.LocalAws.DynamoDb.Items;

/// <summary>What a write does with one item.</summary>
internal enum WriteKind
{
    /// <summary>Put the whole item.</summary>
    Put,

    /// <summary>Change it, or make it.</summary>
    Update,

    /// <summary>Delete it.</summary>
    Delete,

    /// <summary>Only look at it.</summary>
    Check,
}

/// <summary>A write of one item, by itself or as an action of a transaction, ready to be evaluated.</summary>
internal sealed record ItemWrite(WriteKind Kind, string Table)
{
    /// <summary>The item to put, or the key.</summary>
    public required AttributeMap Target { get; init; }

    /// <summary>Whether the item as it is may be written; null when nothing was asked.</summary>
    public Func<AttributeMap, bool>? Condition { get; init; }

    /// <summary>What an update makes of the item as it is; null when it says nothing.</summary>
    public Func<AttributeMap, AttributeMap>? Update { get; init; }

    /// <summary>Attributes that the update names at the start of its paths.</summary>
    public IReadOnlyList<string> Updated { get; init; } = [];

    /// <summary>Paths that the update names; only kept where the answer is cut to them.</summary>
    public IReadOnlyList<PathNode> UpdatedPaths { get; init; } = [];

    /// <summary>What an update outside a transaction counts against the limit, from the item after it.</summary>
    public Func<AttributeMap, long>? WrittenSize { get; init; }

    /// <summary>A failed condition is to return the item.</summary>
    public bool ReturnItemOnFailure { get; init; }

    /// <summary>An update that only removes does not create a missing item.</summary>
    public bool OnlyRemoves { get; init; }

    /// <summary>Of an expression set: the condition as a function.</summary>
    public static Func<AttributeMap, bool>? Of(Node? condition) =>
        condition is null ? null : item => ConditionEvaluator.Holds(condition, item);

    /// <summary>Evaluates the write against the newest state, and adds the change to the session.</summary>
    /// <exception cref="DynamoDbException">The key or item is not the table's, or the condition does not hold.</exception>
    public ItemOutcome Evaluate(WriteSession session, TableDescriptor table)
    {
        CheckTarget(table);
        var key = KeyCodec.KeyOf(table.Keys, Target);
        var old = session.Find(table, key);
        if (Condition is not null && !Condition(old ?? AttributeMap.Empty))
            throw DynamoDbException.ConditionalCheckFailed(ReturnItemOnFailure ? old : null);

        var now = Kind switch
        {
            WriteKind.Put => Target,
            WriteKind.Update => Updating(table, old),
            WriteKind.Delete => null,
            _ => old,
        };
        if (Kind == WriteKind.Check) return new ItemOutcome(table, key, old, old);
        if (now is not null) session.Put(table, key, now);
        else if (old is not null) session.Delete(table, key);
        return new ItemOutcome(table, key, old, now);
    }

    private void CheckTarget(TableDescriptor table)
    {
        if (Kind == WriteKind.Put)
        {
            ItemRules.CheckItem(table, Target);
            return;
        }
        ItemRules.CheckKey(table, Target);
        foreach (var name in table.Keys.Names)
        {
            if (Updated.Contains(name))
                throw DynamoDbException.Validation(
                    $"One or more parameter values were invalid: Cannot update attribute {name}. This attribute is part of the key");
        }
    }

    private AttributeMap? Updating(TableDescriptor table, AttributeMap? old)
    {
        if (old is null && OnlyRemoves) return null;
        var from = old ?? Target;
        var now = Update is null ? from : Update(from);
        if (now.Size > ItemRules.MaxSize || WrittenSize?.Invoke(now) > ItemRules.MaxSize)
            throw DynamoDbException.Validation("Item size to update has exceeded the maximum allowed size");
        ValueReader.CheckDepth(now, Updated);
        ItemRules.CheckIndexKeys(table, now, isUpdate: true);
        return now;
    }
}

/// <summary>What a write did.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">The item's key in byte form.</param>
/// <param name="Old">The item before; null when there was none.</param>
/// <param name="Now">The item after; null when there is none.</param>
internal sealed record ItemOutcome(TableDescriptor Table, byte[] Key, AttributeMap? Old, AttributeMap? Now);
