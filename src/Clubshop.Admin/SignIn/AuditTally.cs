using System.Collections.Concurrent;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// Keeps what somebody does a thousand times from filling the audit log: one entry a minute, address and action, over all instances, with
/// a count.
/// </summary>
internal sealed class AuditTally(UnauditedWriter unaudited, TimeProvider time)
{
    private const int Most = 10_000;
    private const string Elsewhere = "many addresses";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Address, string Action), Kept> _kept = new();

    /// <summary>Counts it for the next entry.</summary>
    /// <param name="address">From where.</param>
    /// <param name="action">What the audit log calls it.</param>
    /// <param name="write">Writes an entry for so many.</param>
    public void Count(string address, string action, Func<string, int, Task> write) =>
        _kept.AddOrUpdate(Key(address, action), _ => new(1, default, write), (_, before) => before with { Count = before.Count + 1, Write = write });

    /// <summary>Writes it at once, unless there was an entry within the last minute: then it is counted for the next one.</summary>
    public async Task WriteOrCountAsync(string address, string action, Func<string, int, Task> write)
    {
        var key = Key(address, action);
        if ((_kept.TryGetValue(key, out var kept) && time.GetUtcNow() - kept.ToldAt < Minute) || !await MayTellAsync(key))
        {
            Count(address, action, write);
            return;
        }

        _kept[key] = new(0, time.GetUtcNow(), write);
        await write(key.Address, 1);
    }

    /// <summary>Writes the counts that are due.</summary>
    /// <param name="all">Also those of which another instance wrote within the minute: this one ends.</param>
    public async Task WriteAsync(bool all)
    {
        foreach (var (key, kept) in _kept)
        {
            if (kept.Count == 0)
            {
                if (time.GetUtcNow() - kept.ToldAt >= Minute)
                    _kept.TryRemove(new(key, kept));
            }
            else if ((await MayTellAsync(key) || all) && _kept.TryRemove(key, out var counted))
            {
                await counted.Write(key.Address, counted.Count);
            }
        }
    }

    private (string Address, string Action) Key(string address, string action) =>
        _kept.Count < Most || _kept.ContainsKey((address, action)) ? (address, action) : (Elsewhere, action);

    private Task<bool> MayTellAsync((string Address, string Action) key) => unaudited.PutAsync(
        Table.System, new Item($"TOLD#{key.Action}#{key.Address}").Set(Attributes.PurgeAt, (time.GetUtcNow() + Minute).ToUnixTimeSeconds()),
        new RowCondition.Absent(), CancellationToken.None);

    private sealed record Kept(int Count, DateTimeOffset ToldAt, Func<string, int, Task> Write);
}
