namespace Clubshop.LocalAws.Memcached;

/// <summary>Which of the storage commands a write is.</summary>
internal enum StoreMode
{
    Set,
    Add,
    Replace,
    Append,
    Prepend,
    Cas,
}

/// <summary>How a write fared.</summary>
internal enum StoreOutcome
{
    Stored,
    NotStored,
    Exists,
    NotFound,
}

/// <summary>A storage command whose value is still to come.</summary>
internal sealed class Storing
{
    /// <summary>The key, decoded.</summary>
    public required byte[] Key { get; init; }

    /// <summary>Whether the key came in base64.</summary>
    public bool IsBinaryKey { get; init; }

    /// <summary>What to do.</summary>
    public required StoreMode Mode { get; init; }

    /// <summary>The client's flags.</summary>
    public uint Flags { get; init; }

    /// <summary>The second in which it expires; 0 for never.</summary>
    public long ExpiresAt { get; init; }

    /// <summary>The CAS id that the item must have; 0 if none was given.</summary>
    public ulong Cas { get; init; }

    /// <summary>Whether an older CAS id stores nevertheless, marked as stale.</summary>
    public bool AllowsStale { get; init; }

    /// <summary>Bytes of the value.</summary>
    public required int Length { get; init; }

    /// <summary>Whether success is not answered; of a classic command nothing is.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>The flags of a meta command that its answer repeats, in order; null for a classic command.</summary>
    public byte[][]? Returns { get; init; }

    /// <summary>Carries the write out.</summary>
    /// <param name="store">The items.</param>
    /// <param name="value">The value that came.</param>
    /// <param name="cas">The CAS id it has now; 0 when it was not stored.</param>
    public StoreOutcome Store(ItemStore store, ReadOnlySpan<byte> value, out ulong cas)
    {
        cas = 0;
        var before = store.Find(Key);
        var outcome = Decide(before, out var isStale);
        Count(store.Counts, before, outcome);
        if (outcome != StoreOutcome.Stored)
        {
            if (before is not null && Mode == StoreMode.Add) store.Bump(before);
            return outcome;
        }
        var isJoined = Mode is StoreMode.Append or StoreMode.Prepend;
        byte[] data = Mode switch
        {
            StoreMode.Append => [.. before!.Data, .. value],
            StoreMode.Prepend => [.. value, .. before!.Data],
            _ => value.ToArray(),
        };
        var item = new CacheItem(Key, data)
        {
            IsBinaryKey = IsBinaryKey,
            Flags = isJoined ? before!.Flags : Flags,
            ExpiresAt = isJoined ? before!.ExpiresAt : ExpiresAt,
            IsStale = isStale,
        };
        if (isJoined && item.Size > ItemStore.LargestItem) return StoreOutcome.NotStored;
        store.Put(item);
        cas = item.Cas;
        return outcome;
    }

    private StoreOutcome Decide(CacheItem? before, out bool isStale)
    {
        isStale = false;
        if (before is null)
        {
            return Mode switch
            {
                StoreMode.Set or StoreMode.Add => StoreOutcome.Stored,
                StoreMode.Cas => StoreOutcome.NotFound,
                _ => StoreOutcome.NotStored,
            };
        }
        switch (Mode)
        {
            case StoreMode.Add:
                return StoreOutcome.NotStored;
            case StoreMode.Cas when Cas == before.Cas:
                return StoreOutcome.Stored;
            case StoreMode.Cas:
                isStale = AllowsStale && Cas != 0 && Cas < before.Cas;
                return isStale ? StoreOutcome.Stored : StoreOutcome.Exists;
            case StoreMode.Append or StoreMode.Prepend when Cas != 0 && Cas != before.Cas:
                return StoreOutcome.Exists;
            default:
                return StoreOutcome.Stored;
        }
    }

    private void Count(CacheCounts counts, CacheItem? before, StoreOutcome outcome)
    {
        counts.Sets++;
        if (Mode != StoreMode.Cas) return;
        if (before is null) counts.CasMisses++;
        else if (outcome == StoreOutcome.Stored) counts.CasHits++;
        else counts.CasRefused++;
    }
}
