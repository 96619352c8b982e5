namespace Clubshop.Aws.Memcached;

/// <summary>What a node holds under a key.</summary>
/// <param name="Value">The bytes as they were stored.</param>
/// <param name="Cas">The node's own number of this value; it differs after every store, also of equal bytes.</param>
/// <param name="Flags">What the writer stored beside the value; its meaning is the writer's.</param>
/// <param name="TimeToLive">How long the node will still answer it, in whole seconds; null without an end.</param>
public sealed record CacheItem(ReadOnlyMemory<byte> Value, ulong Cas, uint Flags, TimeSpan? TimeToLive);

/// <summary>When a value is stored.</summary>
public enum StoreMode
{
    /// <summary>Always.</summary>
    Set,
    /// <summary>Only where the key holds nothing.</summary>
    Add,
    /// <summary>Only where the key holds something.</summary>
    Replace,
}

/// <summary>How a value is stored.</summary>
public sealed record StoreOptions
{
    /// <summary>The longest lifetime: memcached reads a longer one as a moment of time since 1970.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(30);

    /// <summary>When it is stored.</summary>
    public StoreMode Mode { get; init; }

    /// <summary>
    /// How long the node answers it, rounded up to whole seconds, up to 30 days; null is without an end (an eviction may end it all the
    /// same).
    /// </summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Only while the stored value still has this number (<see cref="CacheItem.Cas"/>); only with <see cref="StoreMode.Set"/>.</summary>
    public ulong? Cas { get; init; }

    /// <summary>Stored beside the value and given back with it.</summary>
    public uint Flags { get; init; }
}

/// <summary>What became of a store.</summary>
public enum StoreOutcome
{
    /// <summary>The node holds the value.</summary>
    Stored,
    /// <summary>Nothing was stored: the value there has another number than <see cref="StoreOptions.Cas"/>.</summary>
    Exists,
    /// <summary>Nothing was stored: <see cref="StoreOptions.Cas"/> was given and the key holds nothing.</summary>
    NotFound,
    /// <summary>Nothing was stored: the key holds something (Add) or nothing (Replace).</summary>
    NotStored,
}
