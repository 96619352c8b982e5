using System.Text.Json;
using Clubshop.LocalAws.Durability;

namespace Clubshop.LocalAws.Kms;

/// <summary>The keys and their aliases.</summary>
internal sealed class KmsState(TimeProvider time) : IReplayable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, KmsKey> _keys = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private IStateLog? _log;

    /// <summary>One change at a time: what it is decided on is so when it is written.</summary>
    public SemaphoreSlim Writing { get; } = new(1, 1);

    /// <summary>The keys that are there, by id.</summary>
    public IReadOnlyList<KmsKey> Keys
    {
        get
        {
            lock (_gate) return [.. _keys.Values.Where(IsThere)];
        }
    }

    /// <summary>The aliases with the ids of their keys, by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Aliases
    {
        get
        {
            lock (_gate) return [.. _aliases.Where(alias => _keys.TryGetValue(alias.Value, out var key) && IsThere(key))];
        }
    }

    public void Attach(IStateLog log) => _log = log;

    public KmsKey? Find(string id)
    {
        lock (_gate) return _keys.TryGetValue(id, out var key) && IsThere(key) ? key : null;
    }

    /// <summary>The id of the key that the alias stands for.</summary>
    public string? TargetOf(string alias)
    {
        lock (_gate) return _aliases.GetValueOrDefault(alias);
    }

    /// <summary>Writes an entry down; it holds when this is done.</summary>
    /// <exception cref="IOException">The disk refused the write: nothing changed.</exception>
    public ValueTask KeepAsync(KmsEntry entry) => _log!.AppendAsync(Bytes(entry), durable =>
    {
        if (durable) Change(entry);
    });

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<byte> entry) => Change(JsonSerializer.Deserialize(entry, KmsJson.Default.KmsEntry)!);

    /// <inheritdoc/>
    public IEnumerable<ReadOnlyMemory<byte>> Snapshot()
    {
        lock (_gate)
        {
            var keys = _keys.Values.Where(IsThere).Select(key => (ReadOnlyMemory<byte>)Bytes(new KmsEntry { Key = key }));
            var aliases = _aliases.Select(alias => (ReadOnlyMemory<byte>)Bytes(new KmsEntry { Alias = alias.Key, Target = alias.Value }));
            return [.. keys, .. aliases];
        }
    }

    private static byte[] Bytes(KmsEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, KmsJson.Default.KmsEntry);

    private bool IsThere(KmsKey key) => key.DeletedAt is not { } at || at > time.GetUtcNow();

    private void Change(KmsEntry entry)
    {
        lock (_gate)
        {
            if (entry.Key is { } key) _keys[key.Id] = key;
            if (entry.Alias is not { } alias) return;
            if (entry.Target is { } target) _aliases[alias] = target;
            else _aliases.Remove(alias);
        }
    }
}
