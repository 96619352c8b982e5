using System.Buffers;
using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>One secondary index: those items that have its key attributes.</summary>
internal sealed class Index(TableDescriptor table, IndexDescriptor descriptor)
{
    private readonly Queue<(DateTimeOffset Until, StoredItem? Old, StoredItem? Item)> _late = new();
    private readonly KeySchema _tableKeys = table.Keys;
    private readonly PackedKeys _packedKeys = new(descriptor.Keys, StoredItem.Names);
    private readonly string[] _kept = [.. descriptor.Keys.Names.Concat(table.Keys.Names).Concat(descriptor.Included).Distinct()];

    private readonly HashSet<int> _keptNumbers = [.. descriptor.Keys.Names.Concat(table.Keys.Names).Concat(descriptor.Included).Select(StoredItem.Names.NumberOf)];

    /// <summary>As it was asked for.</summary>
    public IndexDescriptor Descriptor { get; set; } = descriptor;

    /// <summary>Bytes of all projections.</summary>
    public long Size { get; private set; }

    /// <summary>What it holds, in the order of the index key, then of the table's.</summary>
    public OrderedMap<IndexEntry> Items { get; } = new();

    /// <summary>Fills an empty index with what it holds of these items.</summary>
    public void Load(IReadOnlyCollection<StoredItem> items)
    {
        var held = new List<IndexEntry>(items.Count);
        var buffer = new ArrayBufferWriter<byte>(160);
        foreach (var item in items)
        {
            if (Enter(item, buffer) is not { } entry) continue;
            held.Add(entry);
            Size += entry.Size;
        }
        IndexEntry[] sorted = [.. held];
        KeyOrder.Sort(sorted);
        Items.Load(sorted);
    }

    /// <summary>What somebody reads of an entry: the item, or what of it the index holds.</summary>
    public StoredItem Project(IndexEntry entry) =>
        Descriptor.Projection == ProjectionKind.All ? entry.Item : StoredItem.Of(entry.Item.Key, entry.Item.Only(_kept));

    // Names without a number are looked up by their text.
    private int SizeOf(StoredItem item) =>
        Descriptor.Projection == ProjectionKind.All ? item.Size : _keptNumbers.Contains(0) ? item.Only(_kept).Size : item.SizeOf(_keptNumbers);

    private IndexEntry? Enter(StoredItem? item, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        return item is null || !_packedKeys.TryAppend(buffer, item.Packed)
            ? null
            : new(buffer.WrittenSpan.ToArray(), item, SizeOf(item));
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
        var buffer = new ArrayBufferWriter<byte>(160);
        var (was, now) = (Enter(old, buffer), Enter(item, buffer));
        if (was is not null && (now is null || !was.IsWhere(now))) Items.Remove(was.CopyKey());
        if (now is not null) Items.Set(now);
        var change = (now?.Size ?? 0) - (was?.Size ?? 0);
        Size += change;
        return change;
    }
}
