using System.Collections.Concurrent;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.SignIn.Audit;

/// <summary>
/// Keeps repeated events from filling the audit log: at most one entry per minute, address and action across all instances, with a count.
/// </summary>
internal sealed class AuditThrottle(UnauditedWriter unaudited, TimeProvider time)
{
    private const int MaxKeys = 10_000;
    private const string Elsewhere = "many addresses";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Address, string Action), Counted> _events = new();

    /// <summary>Counts an event for the next entry.</summary>
    /// <param name="address">Where it came from.</param>
    /// <param name="action">The audit action.</param>
    /// <param name="write">Writes one entry for that many events.</param>
    public void Count(string address, string action, Func<string, int, Task> write) =>
        _events.AddOrUpdate(Key(address, action), _ => new(1, default, write), (_, before) => before with { Count = before.Count + 1, Write = write });

    /// <summary>Writes an entry at once, unless there was one within the last minute: then the event is counted for the next one.</summary>
    public async Task WriteOrCountAsync(string address, string action, Func<string, int, Task> write)
    {
        var key = Key(address, action);
        if ((_events.TryGetValue(key, out var kept) && time.GetUtcNow() - kept.WrittenAt < Minute) || !await TryClaimMinuteAsync(key))
        {
            Count(address, action, write);
            return;
        }

        _events[key] = new(0, time.GetUtcNow(), write);
        await write(key.Address, 1);
    }

    /// <summary>Writes the counts that are due.</summary>
    /// <param name="all">Also those of which another instance wrote within the minute, because this one stops.</param>
    public async Task FlushAsync(bool all)
    {
        foreach (var (key, kept) in _events)
        {
            if (kept.Count == 0)
            {
                if (time.GetUtcNow() - kept.WrittenAt >= Minute)
                    _events.TryRemove(new(key, kept));
            }
            else if ((await TryClaimMinuteAsync(key) || all) && _events.TryRemove(key, out var counted))
            {
                await counted.Write(key.Address, counted.Count);
            }
        }
    }

    private (string Address, string Action) Key(string address, string action) =>
        _events.Count < MaxKeys || _events.ContainsKey((address, action)) ? (address, action) : (Elsewhere, action);

    private Task<bool> TryClaimMinuteAsync((string Address, string Action) key) => unaudited.PutAsync(
        Table.System, new Item($"TOLD#{key.Action}#{key.Address}").Set(Attributes.PurgeAt, (time.GetUtcNow() + Minute).ToUnixTimeSeconds()),
        new RowCondition.Absent(), CancellationToken.None);

    private sealed record Counted(int Count, DateTimeOffset WrittenAt, Func<string, int, Task> Write);
}
