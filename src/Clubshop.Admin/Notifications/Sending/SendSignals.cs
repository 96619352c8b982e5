using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>Wakes the sender of this instance, so that nothing waits for its next poll; other instances poll every few seconds.</summary>
internal sealed class SendSignals
{
    private readonly Channel<bool> _calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<string, Action> _running = new(StringComparer.Ordinal);

    /// <summary>Signals that there is something to send.</summary>
    public void Wake() => _calls.Writer.TryWrite(true);

    /// <summary>Stops a notification if it is being sent on this instance.</summary>
    public void Stop(string id)
    {
        if (_running.TryGetValue(id, out var stop))
            stop();
    }

    /// <summary>Registers how to stop a notification that is being sent on this instance.</summary>
    public void Register(string id, Action stop) => _running[id] = stop;

    /// <summary>Ends the registration.</summary>
    public void Unregister(string id) => _running.TryRemove(id, out _);

    /// <summary>Completes at the next signal.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken) => await _calls.Reader.ReadAsync(cancellationToken);
}
