using System.Security.Cryptography;
using Clubshop.Aws.Memcached;

namespace Clubshop.Admin.MasterData.Publishing.Cache;

/// <summary>What became of a write.</summary>
internal enum CacheWrite
{
    /// <summary>Written.</summary>
    Written,

    /// <summary>It was there already.</summary>
    Same,

    /// <summary>A higher version is there; nothing was written.</summary>
    Newer,
}

/// <summary>Writes single values so that an older version never takes the place of a newer one, whoever writes at the same time.</summary>
internal sealed class CacheWriter(MemcachedCluster cluster, TimeProvider time)
{
    /// <summary>The shortest lifetime of a value.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(60);

    /// <summary>The longest: what a copy that can no longer be reached lives at most.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromMinutes(66);

    private const int Tries = 16;

    /// <summary>A lifetime, with the jitter that keeps values from lapsing together.</summary>
    public static TimeSpan NextLifetime() => Lifetime + TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(0, (int)(LongestLifetime - Lifetime).TotalSeconds));

    /// <summary>Whether a value is in the second half of its life.</summary>
    public static bool IsAging(CacheItem held) => held.TimeToLive is not { } left || left < Lifetime / 2;

    /// <summary>Writes a record's value.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="item">The record as stored in the source.</param>
    /// <param name="force">Whether to replace whatever is there: a higher version than the source's too, which only a restored table leaves behind.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="MemcachedException">The node did not take it.</exception>
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

    /// <summary>Writes whose a slug is. Another record's is replaced: a slug is one record's, and the reader checks it against the record.</summary>
    /// <exception cref="MemcachedException">The node did not take it.</exception>
    public Task<CacheWrite> StoreSlugAsync(string key, string kind, string slug, string id, long version, CancellationToken cancellationToken) => SwapAsync(
        key,
        held => CacheValue.Read(held, "slug", kind) is CacheReading.Known known && known.Id == id && known.Slug == slug && known.Version >= version ? CacheWrite.Same : null,
        () => CacheValue.OfSlug(kind, slug, id, version, time.GetUtcNow()),
        cancellationToken);

    /// <summary>Compare and set, again for as long as others come between.</summary>
    /// <param name="key">The key.</param>
    /// <param name="judge">What to leave as it is; null to write over it.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    private async Task<CacheWrite> SwapAsync(string key, Func<ReadOnlyMemory<byte>, CacheWrite?> judge, Func<byte[]> value, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var held = await cluster.GetAsync(key, cancellationToken);
            if (held is not null && judge(held.Value) is { } settled)
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

        throw new InvalidOperationException($"A value changed hands {Tries} times while it was written.");
    }
}
