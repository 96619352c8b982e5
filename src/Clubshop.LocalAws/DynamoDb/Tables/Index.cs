using System.Buffers;
using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>One secondary index: the projections of those items that have its key attributes.</summary>
internal sealed class Index(TableDescriptor table, IndexDescriptor descriptor)
{
    private readonly Queue<(DateTimeOffset Until, StoredItem? Old, StoredItem? Item)> _late = new();
    private readonly KeySchema _tableKeys = table.Keys;
    private readonly string[] _kept = [.. descriptor.Keys.Names.Concat(table.Keys.Names).Concat(descriptor.Included).Distinct()];

    /// <summary>As it was asked for.</summary>
    public IndexDescriptor Descriptor { get; set; } = descriptor;

    /// <summary>Bytes of all projections.</summary>
    public long Size { get; private set; }

    /// <summary>The projections in the order of the index key, then of the table's.</summary>
    public OrderedMap<StoredItem> Items { get; } = new();

    /// <summary>The item as the index holds it; null when the item is not in the index.</summary>
    public StoredItem? Project(StoredItem? item)
    {
        if (item is null) return null;
        var keys = Descriptor.Keys;
        var own = item.Only(keys.Names);
        if (own.Count < keys.Names.Count) return null;
        var output = new ArrayBufferWriter<byte>(160);
        output.Write(KeyCodec.KeyOf(keys, own));
        output.Write(item.Key);
        var key = output.WrittenSpan.ToArray();
        return Descriptor.Projection == ProjectionKind.All ? item.Under(key) : StoredItem.Of(key, item.Only(_kept));
    }

    /// <summary>Whether reading these attributes from the index needs no look at the table.</summary>
    public bool Holds(string attribute) => Descriptor.Projection == ProjectionKind.All || _kept.Contains(attribute);

    /// <summary>The byte form of the index key with the table's behind it: where an ExclusiveStartKey points.</summary>
    public byte[] KeyOf(AttributeMap attributes)
    {
        var output = new ArrayBufferWriter<byte>(160);
        output.Write(KeyCodec.KeyOf(Descriptor.Keys, attributes));
        output.Write(KeyCodec.KeyOf(_tableKeys, attributes));
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Follows a change of the table, at once or, where a fault says so, later; always in the table's order.</summary>
    public void Follow(StoredItem? old, StoredItem? item, DateTimeOffset? until)
    {
        if (until is null && _late.Count == 0) Replace(old, item);
        else _late.Enqueue((until ?? DateTimeOffset.MinValue, old, item));
    }

    /// <summary>Follows the changes whose time has come.</summary>
    public void CatchUp(DateTimeOffset now)
    {
        while (_late.TryPeek(out var next) && next.Until <= now)
        {
            _late.Dequeue();
            Replace(next.Old, next.Item);
        }
    }

    /// <summary>Follows a change of the table; returns by how many bytes the index grew.</summary>
    public long Replace(StoredItem? old, StoredItem? item)
    {
        var (was, now) = (Project(old), Project(item));
        if (was is not null && (now is null || !was.Key.AsSpan().SequenceEqual(now.Key))) Items.Remove(was.Key);
        if (now is not null) Items.Set(now.Key, now);
        var change = (now?.Size ?? 0) - (was?.Size ?? 0);
        Size += change;
        return change;
    }
}
