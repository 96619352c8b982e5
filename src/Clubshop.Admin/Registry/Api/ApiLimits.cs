using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Registry.Api;

/// <summary>How much the API takes: section <c>Api</c> of the configuration. Each instance counts for itself.</summary>
public sealed class ApiLimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Api";

    /// <summary><c>Api:RequestsPerSecond</c>: calls of one client in the long run.</summary>
    [Range(1, 100_000)]
    public int RequestsPerSecond { get; set; } = 100;

    /// <summary><c>Api:Burst</c>: calls of one client at once, after a pause.</summary>
    [Range(1, 100_000)]
    public int Burst { get; set; } = 200;

    /// <summary><c>Api:TokenFailuresPerMinute</c>: wrong secrets of one client from one address before further ones have to wait; a right one never does.</summary>
    [Range(1, 10_000)]
    public int TokenFailuresPerMinute { get; set; } = 10;
}

/// <summary>The limits in force.</summary>
internal sealed class ApiLimits(IOptions<ApiLimitOptions> options, TimeProvider time)
{
    /// <summary>Calls, by client.</summary>
    public Buckets Calls { get; } = new(options.Value.RequestsPerSecond, options.Value.Burst, time);

    /// <summary>Wrong secrets, by client and address; those of clients that do not exist together.</summary>
    public Buckets Failures { get; } = new(options.Value.TokenFailuresPerMinute / 60.0, options.Value.TokenFailuresPerMinute, time);
}

/// <summary>Token buckets: each key has a full one to begin with, which fills again at a steady rate.</summary>
internal sealed class Buckets(double perSecond, int size, TimeProvider time)
{
    private const int Kept = 10_000;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Takes one out.</summary>
    /// <returns>Zero when there was one; else how long until there is.</returns>
    public TimeSpan Take(string key)
    {
        if (_buckets.Count > Kept)
            DropFull();

        var bucket = _buckets.GetOrAdd(key, _ => new(size, time.GetUtcNow()));
        lock (bucket)
        {
            Fill(bucket);
            if (bucket.Level < 1)
                return TimeSpan.FromSeconds((1 - bucket.Level) / perSecond);

            bucket.Level--;
            return TimeSpan.Zero;
        }
    }

    /// <summary>How long until there is one, without taking it.</summary>
    public TimeSpan Wait(string key)
    {
        if (!_buckets.TryGetValue(key, out var bucket))
            return TimeSpan.Zero;

        lock (bucket)
        {
            Fill(bucket);
            return bucket.Level >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - bucket.Level) / perSecond);
        }
    }

    private void Fill(Bucket bucket)
    {
        var now = time.GetUtcNow();
        bucket.Level = Math.Min(size, bucket.Level + Math.Max(0, (now - bucket.At).TotalSeconds) * perSecond);
        bucket.At = now;
    }

    // A full one is as good as none.
    private void DropFull()
    {
        foreach (var (key, bucket) in _buckets)
        {
            lock (bucket)
            {
                Fill(bucket);
                if (bucket.Level >= size)
                    _buckets.TryRemove(key, out _);
            }
        }
    }

    private sealed class Bucket(double level, DateTimeOffset at)
    {
        public double Level { get; set; } = level;

        public DateTimeOffset At { get; set; } = at;
    }
}
