using System.Buffers.Text;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Aws.Cognito;
using Clubshop.Aws.Memcached;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn.Sessions;

/// <summary>
/// The shared cache in front of the durable store. A value holds the session without its tokens, encrypted for its own key, with the time it
/// was read. A value older than <see cref="SignInOptions.RecheckSeconds"/> counts as a miss, so that replaying an old value gains nothing.
/// Ending a session leaves a mark in place of the value, which every instance sees at once. When anything is wrong with the cache, the durable
/// store answers instead: nobody is signed out and nobody sees an error.
/// </summary>
internal sealed class CachedSessionStore(
    ISessionStore durable, Func<MemcachedCluster> cluster, string prefix, IDataProtectionProvider protection, IOptions<SignInOptions> options, TimeProvider time,
    ILogger<CachedSessionStore> logger) : ISessionStore
{
    // How far the clocks of two instances may differ.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    // Longer than any value that was read before the end stays valid.
    private static readonly TimeSpan MarkLife = TimeSpan.FromMinutes(5);

    private static readonly Counter<long> Reads = PortalMeter.Meter.CreateCounter<long>("clubshop.sessions.cache", "{read}", "Readings of sessions from the shared cache: hit or miss.");
    private static readonly KeyValuePair<string, object?> Hit = new(PortalMeter.Outcome, "hit");
    private static readonly KeyValuePair<string, object?> Miss = new(PortalMeter.Outcome, "miss");

    private readonly IDataProtector _protector = protection.CreateProtector("Clubshop.Admin.SignIn.CachedSessions");
    private readonly TimeSpan _life = options.Value.Recheck;

    public Task CreateAsync(PortalSession session, Tokens tokens, CancellationToken cancellationToken) => durable.CreateAsync(session, tokens, cancellationToken);

    public async Task<PortalSession?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var cached = await GetAsync(key, cancellationToken);
        switch (cached?.Value)
        {
            case { Ended: true }:
                Reads.Add(1, Hit);
                return null;
            case { Session: { } known } when IsFresh(known):
                Reads.Add(1, Hit);
                return known;
        }

        Reads.Add(1, Miss);

        var session = await durable.FindAsync(key, cancellationToken);
        if (session is not null)
            await KeepAsync(session, cached, cancellationToken);

        return session;
    }

    public async Task<PortalSession?> UpdateAsync(PortalSession session, CancellationToken cancellationToken)
    {
        var updated = await durable.UpdateAsync(session, cancellationToken);
        var cached = await GetAsync(session.Key, cancellationToken);
        if (updated is not null)
            await KeepAsync(updated, cached, cancellationToken);
        else if (cached is { Value.Ended: false })
            await TryAsync(cache => cache.DeleteAsync(NameOf(session.Key), cached.Cas, cancellationToken)); // older than what is stored

        return updated;
    }

    public Task<Tokens?> TokensAsync(string key, CancellationToken cancellationToken) => durable.TokensAsync(key, cancellationToken);

    public Task ReplaceTokensAsync(PortalSession session, Tokens tokens, CancellationToken cancellationToken) =>
        durable.ReplaceTokensAsync(session, tokens, cancellationToken);

    public async Task DeleteAsync(PortalSession session, CancellationToken cancellationToken)
    {
        // The durable session first: a mark exists only when the session is gone.
        await durable.DeleteAsync(session, cancellationToken);
        await TryAsync(cache => cache.StoreAsync(
            NameOf(session.Key), Encrypt(session.Key, new(null, Ended: true)), new() { Lifetime = MarkLife }, CancellationToken.None));
    }

    public Task<IReadOnlyList<PortalSession>> OfPersonAsync(string personId, CancellationToken cancellationToken) => durable.OfPersonAsync(personId, cancellationToken);

    public async Task<IReadOnlyList<string>> EndedAmongAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        // Pipelined, one request per key: a node that is down affects only its own keys.
        var cached = await Task.WhenAll(keys.Select(async key => (Key: key, Cached: await GetAsync(key, cancellationToken))));
        return [.. cached.Where(one => one.Cached?.Value is { Ended: true }).Select(one => one.Key)];
    }

    /// <summary>A session's key in the cache: the SHA-256 of its cookie's value, in hex.</summary>
    internal string NameOf(string key) => $"{prefix}:session:{Convert.ToHexStringLower(Base64Url.DecodeFromChars(key))}";

    // Never overwrites a mark, nor what another instance wrote meanwhile.
    private Task KeepAsync(PortalSession session, Cached? seen, CancellationToken cancellationToken) =>
        seen is { Value.Ended: true } || !IsFresh(session) ? Task.CompletedTask : TryAsync(cache => cache.StoreAsync(
            NameOf(session.Key), Encrypt(session.Key, new(session, Ended: false)),
            seen is null ? new() { Mode = StoreMode.Add, Lifetime = _life } : new() { Cas = seen.Cas, Lifetime = _life }, cancellationToken));

    private bool IsFresh(PortalSession session)
    {
        var now = time.GetUtcNow();
        return now - session.ReadAt < _life && session.ReadAt <= now + Skew;
    }

    /// <summary>The cached entry; null for a miss and when the cache does not answer. A foreign entry has no value and may be overwritten.</summary>
    private async Task<Cached?> GetAsync(string key, CancellationToken cancellationToken) =>
        await TryAsync(cache => cache.GetAsync(NameOf(key), cancellationToken)) is { } item ? new(Decrypt(key, item.Value), item.Cas) : null;

    private async Task<T?> TryAsync<T>(Func<MemcachedCluster, Task<T>> call)
    {
        try
        {
            return await call(cluster());
        }
        catch (MemcachedException exception)
        {
            logger.LogCacheUnavailable(exception);
            return default;
        }
    }

    private byte[] Encrypt(string key, Entry value) => _protector.CreateProtector(key).Protect(JsonSerializer.SerializeToUtf8Bytes(value));

    private Entry? Decrypt(string key, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var entry = JsonSerializer.Deserialize<Entry>(_protector.CreateProtector(key).Unprotect(bytes.ToArray()));
            return entry?.Session is { } session && session.Key != key ? null : entry;
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            logger.LogCacheUnreadable(); // written by another program, another portal, or an older version
            return null;
        }
    }

    private sealed record Entry(PortalSession? Session, bool Ended);

    private sealed record Cached(Entry? Value, ulong Cas);
}

/// <summary>Log messages of the session cache; never a key or a value.</summary>
internal static partial class SessionCacheLog
{
    [LoggerMessage(EventId = 1101, Level = LogLevel.Debug, Message = "The cache did not answer for a session; the durable store is used.")]
    public static partial void LogCacheUnavailable(this ILogger logger, Exception cause);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "The cache holds an unreadable value for a session; the durable store is used.")]
    public static partial void LogCacheUnreadable(this ILogger logger);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Warning, Message = "Sessions ended by other instances could not be read; the next attempt is in a second.")]
    public static partial void LogEndsNotRead(this ILogger logger, Exception cause);
}
