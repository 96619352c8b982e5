using System.Collections.Concurrent;

namespace Clubshop.Admin.SignIn;

/// <summary>Failures by what they have in common; forgotten after a quiet window. Bounded: an attacker's made-up names must not fill the memory.</summary>
internal sealed class FailureCounts(TimeSpan window, TimeProvider time)
{
    private const int Most = 50_000;
    private readonly ConcurrentDictionary<string, (int Count, DateTimeOffset LastAt)> _counts = new(StringComparer.Ordinal);

    public int Of(string key) => _counts.TryGetValue(key, out var count) && time.GetUtcNow() - count.LastAt < window ? count.Count : 0;

    public int Add(string key)
    {
        if (_counts.Count >= Most)
            Sweep();

        var now = time.GetUtcNow();
        return _counts.AddOrUpdate(key, _ => (1, now), (_, old) => (now - old.LastAt < window ? old.Count + 1 : 1, now)).Count;
    }

    public void Clear(string key) => _counts.TryRemove(key, out _);

    public void Sweep()
    {
        var now = time.GetUtcNow();
        foreach (var (key, count) in _counts)
        {
            if (now - count.LastAt >= window)
                _counts.TryRemove(key, out _);
        }

        // Full of the last minutes: those that failed least go first, because they are the made-up ones.
        if (_counts.Count >= Most)
        {
            foreach (var (key, _) in _counts.OrderBy(pair => pair.Value.Count).Take(Most / 2).ToList())
                _counts.TryRemove(key, out _);
        }
    }
}
