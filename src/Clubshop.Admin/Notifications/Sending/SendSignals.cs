using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>Calls the sender of this instance, so that nothing waits for its next look; other instances look every few seconds.</summary>
internal sealed class SendSignals
{
    private readonly Channel<bool> _calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<string, Action> _running = new(StringComparer.Ordinal);

    /// <summary>There is something to send.</summary>
    public void Wake() => _calls.Writer.TryWrite(true);

    /// <summary>A person stopped this one: whoever sends it here is told.</summary>
    public void Stop(string id)
    {
        if (_running.TryGetValue(id, out var stop))
            stop();
    }

    /// <summary>Who sends a notification here wants to be told when it is stopped.</summary>
    public void Follow(string id, Action stop) => _running[id] = stop;

    /// <summary>It is not sent here any more.</summary>
    public void Forget(string id) => _running.TryRemove(id, out _);

    /// <summary>Completes at the next call.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _calls.Reader.ReadAsync(cancellationToken);
}
