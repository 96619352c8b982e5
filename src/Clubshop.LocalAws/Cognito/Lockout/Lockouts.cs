using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Lockout;

/// <summary>
/// The lock after failed attempts: none for the first four, then 2^(n−5) seconds after the n-th failure, up to 15 minutes. Attempts during
/// a lock are refused and do not count; a completed sign-in, or 15 quiet minutes, resets it. Kept by the name that was tried,
/// whether or not there is such a user, and only in memory: a restart resets it.
/// </summary>
/// <remarks>Rule: "Lockout behavior" of the developer guide's page on authentication.</remarks>
internal sealed class Lockouts(TimeProvider clock)
{
    private const int FreeTries = 5;
    private const int Most = 100_000;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private readonly Dictionary<(string PoolId, string Name), Failures> _failures = [];
    private readonly Lock _gate = new();

    private sealed record Failures(int Count, DateTimeOffset Last, DateTimeOffset LockedUntil);

    /// <summary>Refuses with "Password attempts exceeded" while the name is locked.</summary>
    public void Check(string poolId, string name)
    {
        lock (_gate)
        {
            if (_failures.TryGetValue((poolId, name), out var failures) && clock.GetUtcNow() < failures.LockedUntil)
                throw Refusals.LockedOut();
        }
    }

    /// <summary>Counts a wrong password or a wrong code.</summary>
    public void Failed(string poolId, string name)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            var count = _failures.TryGetValue((poolId, name), out var before) && now - before.Last < Longest ? before.Count + 1 : 1;
            var wait = count < FreeTries ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Pow(2, Math.Min(count - FreeTries, 10)));
            if (_failures.Count >= Most)
                Sweep(now);
            _failures[(poolId, name)] = new(count, now, now + (wait < Longest ? wait : Longest));
        }
    }

    /// <summary>Forgets the failures after a completed sign-in.</summary>
    public void Passed(string poolId, string name)
    {
        lock (_gate)
            _failures.Remove((poolId, name));
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var key in _failures.Where(entry => now - entry.Value.Last > Longest).Select(entry => entry.Key).ToList())
            _failures.Remove(key);
    }
}
