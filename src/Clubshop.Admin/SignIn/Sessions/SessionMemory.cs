using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Clubshop.Admin.SignIn.Sessions;

/// <summary>
/// What this instance knows of sessions: those read recently, those that ended here, and who watches for an end. Keys are never reused, so a
/// session that has ended stays ended even when a read that started before completes afterwards.
/// </summary>
internal sealed class SessionMemory(TimeProvider time)
{
    /// <summary>How long a session that was read is trusted while the database does not answer.</summary>
    public static readonly TimeSpan Trusted = TimeSpan.FromMinutes(15);

    private const int SweepAbove = 1000;
    private static readonly TimeSpan KeepEnded = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<string, Entry> _read = new();
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, SessionEnd End)> _ended = new();
    private readonly ConcurrentDictionary<string, ImmutableList<Action<SessionEnd>>> _watchers = new();

    /// <summary>A session as it was read, and the last activity of the person, which may not have been stored yet.</summary>
    internal sealed record Entry(SignedInPerson Person, DateTimeOffset ReadAt, DateTimeOffset ActiveAt);

    public bool HasEnded(string key) => _ended.ContainsKey(key);

    /// <summary>How a session ended here within the last two minutes; null when it did not.</summary>
    public SessionEnd? EndOf(string key) => _ended.TryGetValue(key, out var ended) ? ended.End : null;

    /// <summary>The sessions that are watched.</summary>
    public IReadOnlyCollection<string> Watched => [.. _watchers.Keys];

    public Entry? Find(string key) => _read.GetValueOrDefault(key);

    /// <summary>Remembers a session that was read, unless it ended meanwhile.</summary>
    public void Keep(Entry entry)
    {
        var key = entry.Person.Session.Key;
        _read[key] = entry;
        if (HasEnded(key))
            _read.TryRemove(key, out _);
        else if (_read.Count > SweepAbove)
            Sweep();
    }

    /// <summary>Makes the next check read the stored session.</summary>
    public void Forget(Func<PortalSession, bool> which)
    {
        foreach (var (key, entry) in _read)
        {
            if (which(entry.Person.Session))
                _read.TryRemove(key, out _);
        }
    }

    /// <summary>Ends a session here and notifies its watchers once.</summary>
    public void End(string key, SessionEnd end)
    {
        _ended[key] = (time.GetUtcNow(), end);
        _read.TryRemove(key, out _);
        if (_watchers.TryRemove(key, out var watchers))
        {
            foreach (var notify in watchers)
                notify(end);
        }

        Sweep();
    }

    /// <summary>Calls back when a session ends, from any thread; dispose the result to stop.</summary>
    public IDisposable Watch(string key, Action<SessionEnd> ended)
    {
        _watchers.AddOrUpdate(key, static (_, one) => [one], static (_, all, one) => all.Add(one), ended);
        return new Watching(() =>
        {
            while (_watchers.TryGetValue(key, out var all))
            {
                var rest = all.Remove(ended);
                if (rest.IsEmpty ? _watchers.TryRemove(new(key, all)) : _watchers.TryUpdate(key, rest, all))
                    return;
            }
        });
    }

    private void Sweep()
    {
        var now = time.GetUtcNow();
        foreach (var (key, ended) in _ended)
        {
            if (now - ended.At > KeepEnded)
                _ended.TryRemove(key, out _);
        }

        foreach (var (key, entry) in _read)
        {
            if (now - entry.ReadAt > Trusted)
                _read.TryRemove(key, out _);
        }
    }

    private sealed class Watching(Action stop) : IDisposable
    {
        private Action? _stop = stop;

        public void Dispose() => Interlocked.Exchange(ref _stop, null)?.Invoke();
    }
}
