using System.Collections.Concurrent;

namespace Clubshop.Api.Http;

/// <summary>A token bucket for each caller. Those that are full again are let go, so that its size is that of the callers of the moment.</summary>
/// <param name="perSecond">Requests on average; 0 for no limit.</param>
/// <param name="burst">Requests at once.</param>
/// <param name="time">The clock.</param>
internal sealed class RateLimit<TCaller>(double perSecond, int burst, TimeProvider time)
    where TCaller : notnull
{
    private readonly ConcurrentDictionary<TCaller, Bucket> _buckets = new();

    /// <summary>Takes one; zero, or how long it takes until there is one again.</summary>
    public TimeSpan Take(TCaller caller)
    {
        if (perSecond == 0)
            return TimeSpan.Zero;
        var bucket = _buckets.GetOrAdd(caller, static (_, start) => new() { Left = start.burst, At = start.time.GetTimestamp() }, (burst, time));
        lock (bucket)
        {
            Fill(bucket);
            if (bucket.Left < 1)
                return TimeSpan.FromSeconds((1 - bucket.Left) / perSecond);
            bucket.Left--;
            return TimeSpan.Zero;
        }
    }

    /// <summary>Whether there is none left; takes nothing.</summary>
    public bool IsEmpty(TCaller caller)
    {
        if (perSecond == 0 || !_buckets.TryGetValue(caller, out var bucket))
            return false;
        lock (bucket)
        {
            Fill(bucket);
            return bucket.Left < 1;
        }
    }

    /// <summary>Lets go of the full ones.</summary>
    public void Sweep()
    {
        foreach (var (caller, bucket) in _buckets)
        {
            bool full;
            lock (bucket)
            {
                Fill(bucket);
                full = bucket.Left >= burst;
            }

            if (full)
                _buckets.TryRemove(caller, out _);
        }
    }

    private void Fill(Bucket bucket)
    {
        var now = time.GetTimestamp();
        bucket.Left = Math.Min(burst, bucket.Left + (time.GetElapsedTime(bucket.At, now).TotalSeconds * perSecond));
        bucket.At = now;
    }

    private sealed class Bucket
    {
        public double Left;
        public long At;
    }
}
