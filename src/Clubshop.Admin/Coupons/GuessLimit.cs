using System.Collections.Concurrent;
using Clubshop.Admin.Common;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Coupons;

/// <summary>
/// How often a person may look up codes that do not exist, over all offers, on one instance: so that nobody finds codes by trying. Codes that are there do
/// not count. Safe for many callers.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class GuessLimit(TimeProvider time)
{
    /// <summary>Misses in a row; then one more for each <see cref="Every"/>.</summary>
    public const int Most = 20;

    /// <summary>Time after which one more is allowed.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<string, TokenBucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>How long the person has to wait; null when they need not.</summary>
    public TimeSpan? Wait(string actorId) => _buckets.TryGetValue(actorId, out var bucket) && bucket.RetryAfter is var wait && wait > TimeSpan.Zero ? wait : null;

    /// <summary>Counts a miss. Says whether it was the last one that was allowed.</summary>
    public bool Missed(string actorId)
    {
        if (_buckets.Count > MostKept)
            DropFull();

        var bucket = _buckets.GetOrAdd(actorId, _ => new(1 / Every.TotalSeconds, Most, time));
        return bucket.TryTake(out _) && bucket.RetryAfter > TimeSpan.Zero;
    }

    /// <summary>What the person is told.</summary>
    public static string Text(TimeSpan wait) =>
        L[$"You looked up {Format.Number(Most)} codes that do not exist. Check the code with whoever gave it to you, and try again in {Format.Count((long)Math.Ceiling(wait.TotalMinutes), "minute", "minutes")}."];

    // Full is the same as none.
    private void DropFull()
    {
        foreach (var (actor, bucket) in _buckets)
        {
            if (bucket.IsFull)
                _buckets.TryRemove(actor, out _);
        }
    }
}
