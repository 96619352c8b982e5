using System.Collections.Concurrent;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Registry.Api;

/// <summary>
/// A rate limit for each key. By hand, because ASP.NET Core's limiter takes no <see cref="TimeProvider"/>, and because wrong secrets are counted
/// after the answer, not before the call.
/// </summary>
/// <param name="perSecond">Calls a second in the long run; above 0.</param>
/// <param name="burst">Calls at once, after a pause; at least 1.</param>
/// <param name="time">The clock.</param>
internal sealed class ClientRateLimit(double perSecond, int burst, TimeProvider time)
{
    private const int MaxBuckets = 10_000;

    private readonly ConcurrentDictionary<string, TokenBucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Counts a call, unless the key has had its share.</summary>
    /// <param name="key">Whose share it is.</param>
    /// <param name="retryAfter">How long until there is room; zero when the call was counted.</param>
    public bool TryTake(string key, out TimeSpan retryAfter)
    {
        if (_buckets.Count > MaxBuckets)
            DropFull();

        return _buckets.GetOrAdd(key, _ => new(perSecond, burst, time)).TryTake(out retryAfter);
    }

    /// <summary>How long until there is room for a call; zero when there is. Counts nothing.</summary>
    public TimeSpan RetryAfter(string key) => _buckets.TryGetValue(key, out var bucket) ? bucket.RetryAfter : TimeSpan.Zero;

    // A full bucket is the same as none.
    private void DropFull()
    {
        foreach (var (key, bucket) in _buckets)
        {
            if (bucket.IsFull)
                _buckets.TryRemove(key, out _);
        }
    }
}
