using System.Buffers;
using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>
/// A table's items and indexes, as sorted structures. Changed on one thread at a time, under the database's lock; items are immutable,
/// so that what a reader took from it stays good after the lock.
/// </summary>
internal sealed class Table
{
    private readonly OrderedMap<StoredItem> _items = new();
    private readonly Dictionary<string, Index> _indexes = [];
    private readonly Dictionary<byte[], long> _collections = new(ByteOrder.Instance);

    private readonly Func<DateTimeOffset?> _lag;
    private readonly Func<DateTimeOffset?> _now;

    // While the state is read: the items in no order, of which the rest is made once all are there. Null afterwards.
    private HashSet<StoredItem>? _read;

    /// <param name="descriptor">Everything but the items.</param>
    /// <param name="lag">Until when global indexes hide a change that is made now; null for no lag.</param>
    /// <param name="now">The time; null while the state is being read.</param>
    public Table(TableDescriptor descriptor, Func<DateTimeOffset?> lag, Func<DateTimeOffset?> now)
    {
        (_lag, _now) = (lag, now);
        Descriptor = descriptor;
        if (now() is { } since) Remember(since);
        else _read = new(ByKey.Instance);
        foreach (var index in descriptor.Indexes) _indexes.Add(index.Name, new Index(descriptor, index));
        HasLocalIndexes = descriptor.Indexes.Any(index => !index.IsGlobal);
    }

    /// <summary>Everything but the items.</summary>
    public TableDescriptor Descriptor { get; private set; }

    /// <summary>What was before, while point-in-time recovery is on.</summary>
    public History History { get; } = new();

    /// <summary>Items in the table.</summary>
    public int Count => _items.Count;

    /// <summary>Bytes of all items.</summary>
    public long Size { get; private set; }

    /// <summary>Whether item collections are counted and limited to 10 GB.</summary>
    public bool HasLocalIndexes { get; }

    /// <summary>The items in key order.</summary>
    public OrderedMap<StoredItem> Items => _items;

    /// <summary>The indexes.</summary>
    public IReadOnlyCollection<Index> Indexes => _indexes.Values;

    /// <summary>The item with that key, or null.</summary>
    public StoredItem? Find(ReadOnlySpan<byte> key) => _items.Find(key);

    /// <summary>The index of that name, or null.</summary>
    public Index? Index(string name) => _indexes.GetValueOrDefault(name);

    /// <summary>Bytes in the item collection of the item's partition (table and local indexes); only where there are local indexes.</summary>
    public long CollectionSize(AttributeMap key) => _collections.GetValueOrDefault(Partition(key));

    /// <summary>Puts an item in the place of the one with its key, if any.</summary>
    public void Put(StoredItem item)
    {
        if (_read is not null)
        {
            if (_read.Add(item)) return;
            _read.Remove(item);
            _read.Add(item);
            return;
        }
        var old = _items.Set(item);
        if (_now() is { } now) History.Add(now, item, old);
        Size += item.Size - (old?.Size ?? 0);
        var collection = (long)item.Size - (old?.Size ?? 0);
        collection += FollowIndexes(old, item);
        if (HasLocalIndexes) Grow(item.Only([Descriptor.Keys.Partition]), collection);
    }

    /// <summary>Removes the item with that key, if any.</summary>
    public void Delete(byte[] key)
    {
        if (_read is not null)
        {
            _read.Remove(StoredItem.Of(key, AttributeMap.Empty));
            return;
        }
        if (_items.Remove(key) is not { } old) return;
        if (_now() is { } now) History.Add(now, old, old);
        Size -= old.Size;
        var collection = -(long)old.Size;
        collection += FollowIndexes(old, null);
        if (HasLocalIndexes) Grow(old.Attributes, collection);
    }

    /// <summary>Takes a changed description: global indexes that are new are filled, ones that are gone are dropped.</summary>
    public void Change(TableDescriptor descriptor)
    {
        Descriptor = descriptor;
        if (_now() is { } now) Remember(now);
        foreach (var gone in _indexes.Keys.Where(name => descriptor.Index(name) is null).ToList()) _indexes.Remove(gone);
        foreach (var wanted in descriptor.Indexes)
        {
            if (_indexes.TryGetValue(wanted.Name, out var present))
            {
                present.Descriptor = wanted;
                continue;
            }
            var index = new Index(descriptor, wanted);
            if (_read is null) index.Load([.. _items.Ascending([])]);
            _indexes.Add(wanted.Name, index);
        }
    }

    /// <summary>The state has been read: puts the items in order and fills the indexes.</summary>
    public void EndReading()
    {
        if (_read is null) return;
        StoredItem[] items = [.. _read];
        _read = null;
        KeyOrder.Sort(items);
        _items.Load(items);
        foreach (var item in items)
        {
            Size += item.Size;
            if (HasLocalIndexes) Grow(item.Only([Descriptor.Keys.Partition]), item.Size);
        }
        foreach (var index in _indexes.Values)
        {
            index.Load(items);
            if (index.Descriptor.IsGlobal) continue;
            foreach (var entry in index.Items.Ascending([])) Grow(entry.Item.Only([Descriptor.Keys.Partition]), entry.Size);
        }
    }

    /// <summary>Begins or ends the history, as the description says.</summary>
    public void Remember(DateTimeOffset now) => History.Switch(Descriptor.PointInTime ? now : null);

    /// <summary>Lets global indexes that lag follow up to now.</summary>
    public void CatchUp(DateTimeOffset now)
    {
        foreach (var index in _indexes.Values) index.CatchUp(now);
    }

    /// <summary>By how many bytes the local indexes grew.</summary>
    private long FollowIndexes(StoredItem? old, StoredItem? item)
    {
        if (_indexes.Count == 0) return 0;
        var (until, local) = (_lag(), 0L);
        foreach (var index in _indexes.Values)
        {
            if (index.Descriptor.IsGlobal) index.Follow(old, item, until);
            else local += index.Replace(old, item);
        }
        return local;
    }

    private byte[] Partition(AttributeMap key)
    {
        var output = new ArrayBufferWriter<byte>(64);
        KeyCodec.AppendPartition(output, key[Descriptor.Keys.Partition]!);
        return output.WrittenSpan.ToArray();
    }

    private void Grow(AttributeMap key, long bytes)
    {
        var partition = Partition(key);
        var size = _collections.GetValueOrDefault(partition) + bytes;
        if (size == 0) _collections.Remove(partition);
        else _collections[partition] = size;
    }

    private sealed class ByteOrder : IEqualityComparer<byte[]>
    {
        public static ByteOrder Instance { get; } = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj)
        {
            var hash = default(HashCode);
            hash.AddBytes(obj);
            return hash.ToHashCode();
        }
    }

    private sealed class ByKey : IEqualityComparer<StoredItem>
    {
        public static ByKey Instance { get; } = new();

        public bool Equals(StoredItem? x, StoredItem? y) => x!.Key.SequenceEqual(y!.Key);

        public int GetHashCode(StoredItem obj)
        {
            var hash = default(HashCode);
            hash.AddBytes(obj.Key);
            return hash.ToHashCode();
        }
    }
}
