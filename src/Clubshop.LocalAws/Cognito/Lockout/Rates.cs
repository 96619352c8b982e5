using Clubshop.LocalAws.Cognito.Wire;

namespace Clubshop.LocalAws.Cognito.Lockout;

/// <summary>Limits per user and hour, such as five ChangePassword calls. In memory: a restart forgives.</summary>
internal sealed class Rates(TimeProvider clock)
{
    private const int Most = 100_000;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private readonly Dictionary<(string What, string PoolId, string Name), Queue<DateTimeOffset>> _calls = [];
    private readonly Lock _gate = new();

    /// <summary>Counts a call, or refuses it with LimitExceededException when there were enough in the last hour.</summary>
    public void Count(string what, string poolId, string name, int most)
    {
        Check(what, poolId, name, most);
        Note(what, poolId, name);
    }

    /// <summary>Refuses when there were enough in the last hour.</summary>
    public void Check(string what, string poolId, string name, int most)
    {
        lock (_gate)
        {
            if (Recent((what, poolId, name))?.Count >= most)
                throw Refusals.LimitExceeded();
        }
    }

    /// <summary>Counts one.</summary>
    public void Note(string what, string poolId, string name)
    {
        lock (_gate)
        {
            if (_calls.Count >= Most)
            {
                foreach (var key in _calls.Keys.ToList())
                    Recent(key);
            }

            if (Recent((what, poolId, name)) is not { } calls)
                _calls[(what, poolId, name)] = calls = new Queue<DateTimeOffset>();
            calls.Enqueue(clock.GetUtcNow());
        }
    }

    private Queue<DateTimeOffset>? Recent((string What, string PoolId, string Name) key)
    {
        if (!_calls.TryGetValue(key, out var calls))
            return null;
        while (calls.TryPeek(out var oldest) && clock.GetUtcNow() - oldest >= Window)
            calls.Dequeue();
        if (calls.Count > 0)
            return calls;
        _calls.Remove(key);
        return null;
    }
}
