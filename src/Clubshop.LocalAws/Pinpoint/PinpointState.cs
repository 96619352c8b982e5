using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Clubshop.LocalAws.Durability;

namespace Clubshop.LocalAws.Pinpoint;

/// <summary>An application ("project") of Pinpoint.</summary>
internal sealed record PinpointApp(string Id, string Name, DateTimeOffset CreatedAt);

/// <summary>One entry of the log; says what is so now, so that applying it twice does no harm.</summary>
internal sealed record PinpointEntry
{
    /// <summary>An application that exists.</summary>
    public PinpointApp? App { get; init; }

    /// <summary>Id of an application that is gone.</summary>
    public string? Gone { get; init; }

    /// <summary>How many messages each of these addresses was sent so far.</summary>
    public IReadOnlyDictionary<string, int>? Sent { get; init; }
}

/// <summary>The applications, and how often each address was sent something.</summary>
internal sealed class PinpointState : IReplayable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, PinpointApp> _apps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _sent = new(StringComparer.Ordinal);
    private IStateLog? _log;

    public PinpointState() => _apps[FixedApplication.Id] = new(FixedApplication.Id, FixedApplication.Name, DateTimeOffset.UnixEpoch);

    /// <summary>The applications, by id.</summary>
    public IReadOnlyList<PinpointApp> Apps
    {
        get
        {
            lock (_gate) return [.. _apps.Values];
        }
    }

    /// <summary>How many messages each address was sent; a copy.</summary>
    public IReadOnlyDictionary<string, int> Sent
    {
        get
        {
            lock (_gate) return new SortedDictionary<string, int>(_sent, StringComparer.Ordinal);
        }
    }

    public void Attach(IStateLog log) => _log = log;

    public PinpointApp? Find(string id)
    {
        lock (_gate) return _apps.GetValueOrDefault(id);
    }

    public async ValueTask<PinpointApp> CreateAsync(string name, DateTimeOffset now)
    {
        var app = new PinpointApp(RandomNumberGenerator.GetHexString(32, lowercase: true), name, now);
        await KeepAsync(new PinpointEntry { App = app });
        return app;
    }

    public ValueTask DeleteAsync(string id) => KeepAsync(new PinpointEntry { Gone = id });

    /// <summary>Counts one more message for each of these addresses.</summary>
    public ValueTask CountAsync(IEnumerable<string> addresses)
    {
        // Counted at once, so that the next caller continues from here: an address whose entry the disk refuses was still sent something.
        PinpointEntry entry;
        ValueTask kept;
        lock (_gate)
        {
            var counts = addresses.ToDictionary(address => address, address => _sent[address] = _sent.GetValueOrDefault(address) + 1, StringComparer.Ordinal);
            if (counts.Count == 0) return ValueTask.CompletedTask;
            entry = new PinpointEntry { Sent = counts };
            kept = _log!.AppendAsync(Bytes(entry));
        }
        return kept;
    }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<byte> entry) => Change(JsonSerializer.Deserialize(entry, PinpointJson.Default.PinpointEntry)!);

    /// <inheritdoc/>
    public IEnumerable<ReadOnlyMemory<byte>> Snapshot()
    {
        lock (_gate)
        {
            var apps = _apps.Values.Where(app => app.Id != FixedApplication.Id).Select(app => (ReadOnlyMemory<byte>)Bytes(new PinpointEntry { App = app }));
            var sent = _sent.Chunk(1_000).Select(some => (ReadOnlyMemory<byte>)Bytes(new PinpointEntry { Sent = new Dictionary<string, int>(some) }));
            return [.. apps, .. sent];
        }
    }

    private static byte[] Bytes(PinpointEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, PinpointJson.Default.PinpointEntry);

    private ValueTask KeepAsync(PinpointEntry entry) => _log!.AppendAsync(Bytes(entry), durable =>
    {
        if (durable) Change(entry);
    });

    private void Change(PinpointEntry entry)
    {
        lock (_gate)
        {
            if (entry.App is { } app) _apps[app.Id] = app;
            if (entry.Gone is { } gone) _apps.Remove(gone);
            foreach (var (address, count) in entry.Sent ?? new Dictionary<string, int>()) _sent[address] = Math.Max(count, _sent.GetValueOrDefault(address));
        }
    }
}

/// <summary>The JSON of the log.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PinpointEntry))]
internal sealed partial class PinpointJson : JsonSerializerContext;
