using System.Collections.Concurrent;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Registry.Api;

/// <summary>
/// A rate limit for each key, over all instances. By hand, because ASP.NET Core's limiter takes no <see cref="TimeProvider"/>, knows one instance, and
/// because wrong secrets are counted after the answer, not before the call.
/// </summary>
/// <param name="perSecond">Calls a second in the long run; above 0.</param>
/// <param name="burst">Calls at once, after a pause; at least 1.</param>
/// <param name="shared">The same limit over all instances, without patience.</param>
/// <param name="time">The clock.</param>
internal sealed class ClientRateLimit(double perSecond, int burst, SharedRate shared, TimeProvider time)
{
    private const int MaxBuckets = 10_000;

    // What one instance may do by itself: refuses without asking the others, and holds while they cannot be asked.
    private readonly ConcurrentDictionary<string, TokenBucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Counts a call, unless the key has had its share.</summary>
    /// <param name="key">Whose share it is.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>How long until there is room; zero when the call was counted.</returns>
    public async ValueTask<TimeSpan> TakeAsync(string key, CancellationToken cancellationToken)
    {
        if (_buckets.Count > MaxBuckets)
            DropFull();

        var bucket = _buckets.GetOrAdd(key, _ => new(perSecond, burst, time));
        if (!bucket.TryTake(out var retryAfter))
            return retryAfter;

        var turn = await shared.TakeAsync(key, 1, cancellationToken);
        if (turn.Taken)
            return TimeSpan.Zero;

        bucket.GiveBack();
        return turn.Wait > TimeSpan.Zero ? turn.Wait : TimeSpan.FromSeconds(1 / perSecond);
    }

    /// <summary>How long until there is room for a call, as far as this instance knows; zero when there is. Counts nothing.</summary>
    public TimeSpan RetryAfter(string key)
    {
        var own = _buckets.TryGetValue(key, out var bucket) ? bucket.RetryAfter : TimeSpan.Zero;
        var all = shared.RetryAfter(key);
        return own > all ? own : all;
    }

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
