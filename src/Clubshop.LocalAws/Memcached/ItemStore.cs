namespace Clubshop.LocalAws.Memcached;

/// <summary>
/// The items of the cache, in order of use, within a number of bytes. Not safe for concurrent use: the caller that carries out a command
/// holds <see cref="Gate"/> for all of it, as memcached holds an item's lock.
/// </summary>
internal sealed class ItemStore(long limit, TimeProvider time)
{
    /// <summary>The largest item, with all that it counts for: 1 MB, memcached's default.</summary>
    public const int LargestItem = 1 << 20;

    /// <summary>A longer time to live is a second since 1970.</summary>
    private const int LongestRelative = 60 * 60 * 24 * 30;

    /// <summary>A second that is over since long.</summary>
    private const long Past = 1;

    private readonly Dictionary<byte[], CacheItem> _items = new(KeyComparer.Instance);
    private readonly LinkedList<CacheItem> _order = new(); // last used first
    private ulong _cas;
    private long _flushAt;

    /// <summary>Held by a command.</summary>
    public Lock Gate { get; } = new();

    /// <summary>What happened so far.</summary>
    public CacheCounts Counts { get; private set; } = new();

    /// <summary>The bytes it may hold.</summary>
    public long Limit => limit;

    /// <summary>The bytes it holds.</summary>
    public long Size { get; private set; }

    /// <summary>How many items it holds, expired ones that nobody asked for among them.</summary>
    public int Count => _items.Count;

    /// <summary>The items, last used first.</summary>
    public IEnumerable<CacheItem> Items => _order;

    /// <summary>The present second.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>The second in which what a client gives as time to live ends; 0 for never.</summary>
    public long ExpiryOf(int given) => given switch
    {
        0 => 0,
        < 0 => Past,
        > LongestRelative => given,
        _ => Now + given,
    };

    /// <summary>The item, unless it is gone, expired or flushed.</summary>
    public CacheItem? Find(ReadOnlySpan<byte> key)
    {
        if (!_items.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var item)) return null;
        if (item.ExpiresAt != 0 && item.ExpiresAt <= Now)
        {
            Counts.Expired++;
            Remove(item);
            return null;
        }
        if (_flushAt != 0 && _flushAt <= Now && item.AccessedAt <= _flushAt)
        {
            Counts.Flushed++;
            Remove(item);
            return null;
        }
        return item;
    }

    /// <summary>Notes that the item was used.</summary>
    public void Touch(CacheItem item)
    {
        (item.IsFetched, item.AccessedAt) = (true, Now);
        Bump(item);
    }

    /// <summary>Moves the item to the front.</summary>
    public void Bump(CacheItem item)
    {
        _order.Remove(item.Node!);
        _order.AddFirst(item.Node!);
    }

    /// <summary>Stores an item in the place of the one of the same key, and lets go of those that were not used for longest.</summary>
    public void Put(CacheItem item)
    {
        if (_items.TryGetValue(item.Key, out var before)) Remove(before);
        (item.Cas, item.AccessedAt) = (NextCas(), Now);
        _items[item.Key] = item;
        item.Node = _order.AddFirst(item);
        Size += item.Size;
        Counts.Stored++;
        while (Size > limit && _order.Last is { } last && last != item.Node)
        {
            if (last.Value.ExpiresAt == 0 || last.Value.ExpiresAt > Now) Counts.Evicted++;
            Remove(last.Value);
        }
    }

    /// <summary>Takes the item out.</summary>
    public void Remove(CacheItem item)
    {
        _items.Remove(item.Key);
        _order.Remove(item.Node!);
        Size -= item.Size;
    }

    /// <summary>A CAS id that no item had.</summary>
    public ulong NextCas() => ++_cas;

    /// <summary>Forgets everything, now or what was last used until then in so many seconds.</summary>
    public void Flush(int given)
    {
        if (given > 0)
        {
            _flushAt = ExpiryOf(given) - 1;
            if (_flushAt > Now) return;
        }
        NextCas();
        _items.Clear();
        _order.Clear();
        (Size, _flushAt) = (0, 0);
    }

    /// <summary>Counts from nothing.</summary>
    public void ResetCounts() => Counts = new();

    private sealed class KeyComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly KeyComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}

/// <summary>What happened in the cache, as <c>stats</c> reports it.</summary>
internal sealed class CacheCounts
{
    public ulong Gets { get; set; }

    public ulong GetHits { get; set; }

    public ulong Expired { get; set; }

    public ulong Flushed { get; set; }

    public ulong Sets { get; set; }

    public ulong Flushes { get; set; }

    public ulong Touches { get; set; }

    public ulong TouchHits { get; set; }

    public ulong Metas { get; set; }

    public ulong DeleteHits { get; set; }

    public ulong DeleteMisses { get; set; }

    public ulong IncrementHits { get; set; }

    public ulong IncrementMisses { get; set; }

    public ulong DecrementHits { get; set; }

    public ulong DecrementMisses { get; set; }

    public ulong CasHits { get; set; }

    public ulong CasMisses { get; set; }

    public ulong CasRefused { get; set; }

    public ulong TooLarge { get; set; }

    public ulong Stored { get; set; }

    public ulong Evicted { get; set; }
}
