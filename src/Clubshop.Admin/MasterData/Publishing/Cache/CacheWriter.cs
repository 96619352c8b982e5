using System.Security.Cryptography;
using Clubshop.Aws.Memcached;

namespace Clubshop.Admin.MasterData.Publishing.Cache;

/// <summary>Outcome of a write.</summary>
internal enum CacheWrite
{
    /// <summary>Written.</summary>
    Written,

    /// <summary>The same version was there already.</summary>
    Same,

    /// <summary>A higher version is there; nothing was written.</summary>
    Newer,
}

/// <summary>Writes single values so that an older version never replaces a newer one, even with concurrent writers.</summary>
internal sealed class CacheWriter(MemcachedCluster cluster, TimeProvider time)
{
    /// <summary>Shortest lifetime of a value.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    /// <summary>Longest lifetime of a value, and so of a copy that can no longer be reached.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromMinutes(66);

    private const int Tries = 16;

    /// <summary>A lifetime with jitter, so that values do not expire together.</summary>
    public static TimeSpan NextLifetime() => Lifetime + TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(0, (int)(LongestLifetime - Lifetime).TotalSeconds));

    /// <summary>Whether a value is in the second half of its life.</summary>
    public static bool IsAging(CacheItem held) => held.TimeToLive is not { } left || left < Lifetime / 2;

    /// <summary>Writes a record's value.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="item">The record as stored in the database.</param>
    /// <param name="force">Whether to replace whatever is there, even a higher version than the database has (as after a table was restored from a backup).</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <exception cref="MemcachedException">The node did not accept the value.</exception>
    public Task<CacheWrite> StoreRecordAsync(string key, PublishedKind kind, Storage.Item item, bool force, CancellationToken cancellationToken) => SwapAsync(
        key,
        held => CacheValue.Read(held, "record", kind.Kind) switch
        {
            _ when force => null,
            CacheReading.Known known when known.Id == item.Id && known.Version > item.Version => CacheWrite.Newer,
            CacheReading.Known known when known.Id == item.Id && known.Version == item.Version => CacheWrite.Same,
            CacheReading.UnknownSchema other when other.Id == item.Id && other.Version >= item.Version => CacheWrite.Newer,
            _ => null,
        },
        () => CacheValue.OfRecord(kind, item, time.GetUtcNow()),
        cancellationToken);

    /// <summary>Writes which record a slug belongs to. Another record's entry is replaced: a slug belongs to one record, and readers check it against that record.</summary>
    /// <exception cref="MemcachedException">The node did not accept the value.</exception>
    public Task<CacheWrite> StoreSlugAsync(string key, string kind, string slug, string id, long version, CancellationToken cancellationToken) => SwapAsync(
        key,
        held => CacheValue.Read(held, "slug", kind) is CacheReading.Known known && known.Id == id && known.Slug == slug && known.Version >= version ? CacheWrite.Same : null,
        () => CacheValue.OfSlug(kind, slug, id, version, time.GetUtcNow()),
        cancellationToken);

    /// <summary>Compare-and-set, retried while other writers interfere.</summary>
    /// <param name="key">The key.</param>
    /// <param name="decide">Given what is held: the outcome when it stays; null to overwrite it.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    private async Task<CacheWrite> SwapAsync(string key, Func<ReadOnlyMemory<byte>, CacheWrite?> decide, Func<byte[]> value, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var held = await cluster.GetAsync(key, cancellationToken);
            if (held is not null && decide(held.Value) is { } settled)
            {
                if (settled == CacheWrite.Same && IsAging(held))
                    await cluster.TouchAsync(key, NextLifetime(), cancellationToken);

                return settled;
            }

            var options = held is null
                ? new StoreOptions { Mode = StoreMode.Add, Lifetime = NextLifetime() }
                : new StoreOptions { Cas = held.Cas, Lifetime = NextLifetime() };
            if (await cluster.StoreAsync(key, value(), options, cancellationToken) == StoreOutcome.Stored)
                return CacheWrite.Written;
        }

        throw new InvalidOperationException($"Other writers changed the value {Tries} times during the write.");
    }
}
