using System.Collections.Concurrent;
using System.Security.Cryptography;
using Clubshop.Admin.Common;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Storage.Sealing;

/// <summary>
/// The data keys: stored in the system table as KMS sealed them, opened by KMS when first needed, and kept in memory for a while.
/// A new one is made when the last is old enough, has sealed enough, or the configured KMS key changes.
/// </summary>
public sealed class KeyRing(KeyService kms, TableReader reader, UnauditedWriter unaudited, IOptions<SealingOptions> options, TimeProvider time) : IDisposable
{
    // Far below the 2^32 random nonces that NIST SP 800-38D allows one key, with room for many instances.
    private const long MaxSeals = 1L << 27;

    internal const string Pk = "SEALING";
    private const string KeyPrefix = "KEY#";
    private const string FingerprintSk = "FINGERPRINT";
    internal const string Blob = "blob";
    private const string KmsKey = "kmsKey";

    private readonly ConcurrentDictionary<string, Cached> _cache = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SemaphoreSlim _fingerprintTurn = new(1, 1);
    private volatile Current? _current;
    private volatile byte[]? _fingerprint;
    private string? _spent;

    /// <inheritdoc/>
    public void Dispose()
    {
        _turn.Dispose();
        _fingerprintTurn.Dispose();
    }

    /// <summary>The name that a stored key is bound to in KMS.</summary>
    internal static string NameOf(string sk) => sk.StartsWith(KeyPrefix, StringComparison.Ordinal) ? sk[KeyPrefix.Length..] : sk;

    /// <summary>The key to seal with now.</summary>
    internal async ValueTask<DataKey> CurrentAsync(CancellationToken cancellationToken)
    {
        if (Usable(_current) is { } current)
            return current.Key;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (Usable(_current) is { } meanwhile)
                return meanwhile.Key;
            _current = await NewestAsync(cancellationToken) ?? await MakeAsync(cancellationToken);
            return _current.Key;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The key of that id; null when there is none, or what is stored of it was changed.</summary>
    internal ValueTask<DataKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_cache.TryGetValue(id, out var cached) && cached.Until > now && cached.Key is { IsCompletedSuccessfully: true } loaded)
            return new(loaded);
        return LoadAsync(id, now, cancellationToken);
    }

    /// <summary>The key of fingerprints, once <see cref="LoadFingerprintKeyAsync"/> has loaded it.</summary>
    /// <exception cref="InvalidOperationException">It is not loaded: the caller does not await <see cref="FieldSealer.ReadyAsync"/>.</exception>
    internal byte[] FingerprintKey() =>
        _fingerprint ?? throw new InvalidOperationException("The key of fingerprints is not loaded: await FieldSealer.ReadyAsync before Fingerprint.");

    /// <summary>Loads the key of fingerprints, making it the first time.</summary>
    internal async Task LoadFingerprintKeyAsync(CancellationToken cancellationToken)
    {
        if (_fingerprint is not null)
            return;
        await _fingerprintTurn.WaitAsync(cancellationToken);
        try
        {
            if (_fingerprint is not null)
                return;
            var place = new ItemKey(Table.System, Pk, FingerprintSk);
            var stored = await reader.ReadAsync(place, cancellationToken);
            if (stored is null)
            {
                await StoreAsync(FingerprintSk, await kms.MakeAsync(FingerprintSk, cancellationToken), cancellationToken);
                stored = await reader.ReadAsync(place, cancellationToken); // another instance may have been faster: what is stored counts
            }

            _fingerprint = await kms.OpenAsync(FingerprintSk, stored!.GetBytes(Blob), cancellationToken)
                ?? throw new InvalidOperationException("The key of fingerprints in the system table (SEALING, FINGERPRINT) was changed: restore it from a backup.");
        }
        finally
        {
            _fingerprintTurn.Release();
        }
    }

    private Current? Usable(Current? current)
    {
        if (current is null || current.Until <= time.GetUtcNow())
            return null;
        if (current.Count() <= MaxSeals)
            return current;
        _spent = current.Key.Id;
        return null;
    }

    private async ValueTask<DataKey?> LoadAsync(string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var cached = _cache.AddOrUpdate(id, Begin, (_, old) => old.Until > now && !old.HasFailed ? old : Begin(id));
        var key = await cached.Key.WaitAsync(cancellationToken);
        if (key is null)
            _cache.TryRemove(new(id, cached)); // a text that is no text of ours may name anything
        Trim(now);
        return key;

        // Without the first caller's token: others wait for the same answer.
        Cached Begin(string _) => new(now + options.Value.CacheFor, new(() => FetchAsync(id)));
    }

    private async Task<DataKey?> FetchAsync(string id)
    {
        var stored = await reader.ReadAsync(new(Table.System, Pk, KeyPrefix + id), CancellationToken.None);
        return stored is null || await kms.OpenAsync(id, stored.GetBytes(Blob), CancellationToken.None) is not { } secret ? null : new DataKey(id, secret);
    }

    private void Trim(DateTimeOffset now)
    {
        if (_cache.Count <= options.Value.CachedKeys)
            return;
        var first = _cache.OrderBy(entry => entry.Value.Until).ToList();
        foreach (var (index, entry) in first.Index())
        {
            if (entry.Value.Until <= now || index < first.Count - options.Value.CachedKeys)
                _cache.TryRemove(entry);
        }
    }

    private async Task<Current?> NewestAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var kmsKey = await kms.CurrentKeyAsync(cancellationToken);
        var query = new ItemQuery(Table.System, Pk) { Prefix = KeyPrefix, Descending = true, Batch = 1, Consistent = true };
        await foreach (var newest in reader.QueryAllAsync(query, cancellationToken))
        {
            var id = newest.Sk[KeyPrefix.Length..];
            var until = (newest.GetTime(Attributes.CreatedAt) ?? default) + options.Value.RotateAfter;
            if (until <= now || newest.GetString(KmsKey) != kmsKey || id == _spent)
                return null;
            return await FindAsync(id, cancellationToken) is { } key ? new(key, Earlier(until, now + options.Value.CacheFor)) : null;
        }

        return null;
    }

    private async Task<Current> MakeAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var id = Ids.New(time);
        var made = await kms.MakeAsync(id, cancellationToken);
        // Stored before it seals anything: nobody could open what it sealed otherwise.
        await StoreAsync(KeyPrefix + id, made, cancellationToken);
        var key = new DataKey(id, made.Secret);
        _cache[id] = new(now + options.Value.CacheFor, new(() => Task.FromResult<DataKey?>(key)));
        return new(key, Earlier(now + options.Value.RotateAfter, now + options.Value.CacheFor));
    }

    private Task<bool> StoreAsync(string sk, MadeKey made, CancellationToken cancellationToken)
    {
        var item = new Item(Pk, sk).SetBytes(Blob, made.Blob).Set(KmsKey, made.KmsKey).Set(Attributes.CreatedAt, time.GetUtcNow());
        return unaudited.PutAsync(Table.System, item, new RowCondition.AtVersion(0), cancellationToken);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private sealed record Cached(DateTimeOffset Until, Lazy<Task<DataKey?>> Loading)
    {
        public Task<DataKey?> Key => Loading.Value;

        public bool HasFailed => Loading.IsValueCreated && Loading.Value is { IsCompleted: true, IsCompletedSuccessfully: false };
    }

    private sealed record Current(DataKey Key, DateTimeOffset Until)
    {
        private long _seals;

        public long Count() => Interlocked.Increment(ref _seals);
    }
}
