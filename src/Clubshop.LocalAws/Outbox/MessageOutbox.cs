using System.Text.Json;
using System.Text.Json.Serialization;
using Clubshop.LocalAws.Durability;

namespace Clubshop.LocalAws.Outbox;

/// <summary>
/// Everything that the embedded AWS "sent": push, SMS and e-mail; keeps the newest <see cref="Capacity"/> of them, oldest first. Its state
/// is rebuilt from its own log; <see cref="Attach"/> gives that log after the replay.
/// </summary>
public sealed class MessageOutbox : IReplayable
{
    /// <summary>How many messages are kept; older ones are dropped. Enough to compare a send to a few thousand with its report.</summary>
    public const int Capacity = 20_000;

    private readonly Lock _gate = new();
    private readonly Queue<OutboxMessage> _messages = new();
    private IStateLog? _log;

    /// <summary>Raised after a message was kept, on the sender's thread; handlers must be quick and must not throw.</summary>
    public event EventHandler? Changed;

    /// <summary>Gives the log that new messages go to. Call once, after the replay.</summary>
    public void Attach(IStateLog log) => _log = log;

    /// <summary>The messages, oldest first; a copy.</summary>
    public IReadOnlyList<OutboxMessage> Read()
    {
        lock (_gate)
            return [.. _messages];
    }

    /// <summary>Keeps a message; it is on the disk when the task completes.</summary>
    /// <exception cref="IOException">The disk refused; nothing was kept.</exception>
    /// <exception cref="InvalidOperationException">No log is attached.</exception>
    public async ValueTask SendAsync(OutboxMessage message)
    {
        var log = _log ?? throw new InvalidOperationException("The outbox has no log yet: Attach comes first.");
        await log.AppendAsync(JsonSerializer.SerializeToUtf8Bytes(message, OutboxJson.Default.OutboxMessage), durable =>
        {
            if (durable)
                Keep(message);
        });
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>The messages as <c>GET /local/outbox</c> answers them: <c>[{at,channel,to,title,body,reason}]</c>, UTF-8.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(Read(), OutboxJson.Default.IReadOnlyListOutboxMessage);

    /// <inheritdoc />
    public void Apply(ReadOnlySpan<byte> entry)
    {
        if (JsonSerializer.Deserialize(entry, OutboxJson.Default.OutboxMessage) is { } message)
            Keep(message);
    }

    /// <inheritdoc />
    public IEnumerable<ReadOnlyMemory<byte>> Snapshot()
    {
        foreach (var message in Read())
            yield return JsonSerializer.SerializeToUtf8Bytes(message, OutboxJson.Default.OutboxMessage);
    }

    private void Keep(OutboxMessage message)
    {
        lock (_gate)
        {
            _messages.Enqueue(message);
            while (_messages.Count > Capacity)
                _messages.Dequeue();
        }
    }
}

/// <summary>The JSON of the outbox, in its log and on <c>/local/outbox</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OutboxMessage))]
[JsonSerializable(typeof(IReadOnlyList<OutboxMessage>))]
internal sealed partial class OutboxJson : JsonSerializerContext;
