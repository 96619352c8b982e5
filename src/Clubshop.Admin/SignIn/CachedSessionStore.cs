using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Clubshop.Aws.Cognito;
using Clubshop.Aws.Memcached;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// The shared cache in front of the durable store (DESIGN 7). A value holds the session without its tokens, sealed for its own key, and says
/// when it was read; older than <see cref="SignInOptions.RecheckSeconds"/> it is none, so that nobody gets further with a value that was put
/// back than without the cache. An end leaves a mark in the value's place, which every instance sees at once. Whatever is wrong with the cache,
/// the durable store is asked instead: nobody is signed out by it, and nobody sees an error.
/// </summary>
internal sealed class CachedSessionStore(
    ISessionStore durable, Func<MemcachedCluster> cluster, string prefix, IDataProtectionProvider protection, IOptions<SignInOptions> options, TimeProvider time,
    ILogger<CachedSessionStore> logger) : ISessionStore
{
    // An instance's clock may be ahead of another's by this much.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    // Longer than any value lives that was read before the end.
    private static readonly TimeSpan MarkLife = TimeSpan.FromMinutes(5);

    private readonly IDataProtector _protector = protection.CreateProtector("Clubshop.Admin.SignIn.CachedSessions");
    private readonly TimeSpan _life = options.Value.Recheck;

    public Task CreateAsync(PortalSession session, Tokens tokens, CancellationToken cancellationToken) => durable.CreateAsync(session, tokens, cancellationToken);

    public async Task<PortalSession?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var cached = await GetAsync(key, cancellationToken);
        switch (cached?.Value)
        {
            case { Ended: true }:
                return null;
            case { Session: { } known } when IsFresh(known):
                return known;
        }

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
            await TryAsync(cache => cache.DeleteAsync(NameOf(session.Key), cached.Cas, cancellationToken)); // behind what is stored

        return updated;
    }

    public Task<Tokens?> TokensAsync(string key, CancellationToken cancellationToken) => durable.TokensAsync(key, cancellationToken);

    public Task ReplaceTokensAsync(PortalSession session, Tokens tokens, CancellationToken cancellationToken) =>
        durable.ReplaceTokensAsync(session, tokens, cancellationToken);

    public async Task DeleteAsync(PortalSession session, CancellationToken cancellationToken)
    {
        // The durable one first: a mark is put only where there is no session any more.
        await durable.DeleteAsync(session, cancellationToken);
        await TryAsync(cache => cache.StoreAsync(
            NameOf(session.Key), Seal(session.Key, new(null, Ended: true)), new() { Lifetime = MarkLife }, CancellationToken.None));
    }

    public Task<IReadOnlyList<PortalSession>> OfPersonAsync(string personId, CancellationToken cancellationToken) => durable.OfPersonAsync(personId, cancellationToken);

    public async Task<IReadOnlyList<string>> EndedAmongAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        // Pipelined; one by one, so that a node that is down hides its own keys alone.
        var cached = await Task.WhenAll(keys.Select(async key => (Key: key, Cached: await GetAsync(key, cancellationToken))));
        return [.. cached.Where(one => one.Cached?.Value is { Ended: true }).Select(one => one.Key)];
    }

    /// <summary>The name under which a session is in the cache: the SHA-256 of its cookie's value, in hex.</summary>
    internal string NameOf(string key) => $"{prefix}:session:{Convert.ToHexStringLower(Base64Url.DecodeFromChars(key))}";

    // Never over a mark, and never over what somebody else wrote meanwhile.
    private Task KeepAsync(PortalSession session, Cached? seen, CancellationToken cancellationToken) =>
        seen is { Value.Ended: true } || !IsFresh(session) ? Task.CompletedTask : TryAsync(cache => cache.StoreAsync(
            NameOf(session.Key), Seal(session.Key, new(session, Ended: false)),
            seen is null ? new() { Mode = StoreMode.Add, Lifetime = _life } : new() { Cas = seen.Cas, Lifetime = _life }, cancellationToken));

    private bool IsFresh(PortalSession session)
    {
        var now = time.GetUtcNow();
        return now - session.ReadAt < _life && session.ReadAt <= now + Skew;
    }

    /// <summary>What the cache has; null for nothing and where it does not answer. What is not ours is an item without a value, to be written over.</summary>
    private async Task<Cached?> GetAsync(string key, CancellationToken cancellationToken) =>
        await TryAsync(cache => cache.GetAsync(NameOf(key), cancellationToken)) is { } item ? new(Open(key, item.Value), item.Cas) : null;

    private async Task<T?> TryAsync<T>(Func<MemcachedCluster, Task<T>> ask)
    {
        try
        {
            return await ask(cluster());
        }
        catch (MemcachedException exception)
        {
            logger.LogCacheAway(exception);
            return default;
        }
    }

    private byte[] Seal(string key, Kept value) => _protector.CreateProtector(key).Protect(JsonSerializer.SerializeToUtf8Bytes(value));

    private Kept? Open(string key, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var kept = JsonSerializer.Deserialize<Kept>(_protector.CreateProtector(key).Unprotect(bytes.ToArray()));
            return kept?.Session is { } session && session.Key != key ? null : kept;
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            logger.LogCacheGarbage(); // another program's, another portal's, or from before a change of form
            return null;
        }
    }

    private sealed record Kept(PortalSession? Session, bool Ended);

    private sealed record Cached(Kept? Value, ulong Cas);
}

/// <summary>What is logged of the cache: never a key or a value.</summary>
internal static partial class SessionCacheLog
{
    [LoggerMessage(EventId = 1101, Level = LogLevel.Debug, Message = "The cache was not asked for a session; the durable store is.")]
    public static partial void LogCacheAway(this ILogger logger, Exception cause);

    [LoggerMessage(EventId = 1102, Level = LogLevel.Warning, Message = "The cache holds something else under the name of a session; the durable store is asked.")]
    public static partial void LogCacheGarbage(this ILogger logger);

    [LoggerMessage(EventId = 1103, Level = LogLevel.Warning, Message = "Whether sessions ended elsewhere could not be asked; asked again in a moment.")]
    public static partial void LogNotHeard(this ILogger logger, Exception cause);
}
