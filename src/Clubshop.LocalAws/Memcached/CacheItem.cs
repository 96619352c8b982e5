namespace Clubshop.LocalAws.Memcached;

/// <summary>One item of the cache. Seconds are those since 1970.</summary>
internal sealed class CacheItem(byte[] key, byte[] data)
{
    /// <summary>Bytes that memcached adds to key and value: header, CAS id, the key's NUL, the value's line end.</summary>
    private const int Overhead = 48 + 8 + 1 + 2;

    /// <summary>The key, decoded where it came in base64.</summary>
    public byte[] Key { get; } = key;

    /// <summary>The value. Changed in place by a number that grows no longer.</summary>
    public byte[] Data { get; } = data;

    /// <summary>Whether the key came in base64, and goes out so.</summary>
    public bool IsBinaryKey { get; init; }

    /// <summary>The client's own flags.</summary>
    public uint Flags { get; init; }

    /// <summary>The second in which it expires; 0 for never.</summary>
    public long ExpiresAt { get; set; }

    /// <summary>Changes with each write.</summary>
    public ulong Cas { get; set; }

    /// <summary>The second of the last access.</summary>
    public long AccessedAt { get; set; }

    /// <summary>Whether it was fetched since it was stored.</summary>
    public bool IsFetched { get; set; }

    /// <summary>Whether a client marked it as outdated.</summary>
    public bool IsStale { get; set; }

    /// <summary>Whether a client was given the task of renewing it.</summary>
    public bool IsWon { get; set; }

    /// <summary>Its place in the order of use.</summary>
    public LinkedListNode<CacheItem>? Node { get; set; }

    /// <summary>Bytes it counts for: those that memcached 1.6 needs for it.</summary>
    public int Size => SizeOf(Key.Length, Flags, Data.Length);

    /// <summary>Bytes that an item counts for.</summary>
    public static int SizeOf(int keyLength, uint flags, int dataLength) => Overhead + keyLength + (flags == 0 ? 0 : 4) + dataLength;
}
