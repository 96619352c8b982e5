using System.Collections.Concurrent;
using Amazon.Runtime;

namespace Clubshop.Admin.Storage;

/// <summary>A turn under a rate.</summary>
/// <param name="Taken">Whether it was given.</param>
/// <param name="Wait">Given: how long to wait before using it. Otherwise: how long until there may be one.</param>
public readonly record struct RateTurn(bool Taken, TimeSpan Wait);

/// <summary>
/// A rate limit that all instances share: a token bucket for each key, held in DynamoDB as one instant, up to which the rate is spent. An instance leases a
/// tenth of a second's worth at a time and gives it out from memory, so that it asks DynamoDB at most ten times a second for a busy key. What it leased
/// lapses after two seconds: an instance that ends takes no more than that with it, and nobody has to notice that it is gone
/// (docs/decisions/0021). While DynamoDB does not answer every turn is given: the limit of the instance itself holds, which the caller keeps.
/// </summary>
/// <param name="rows">Writes the instants.</param>
/// <param name="name">What is limited; part of the items' keys.</param>
/// <param name="perSecond">Turns a second in the long run, of all instances together; above 0.</param>
/// <param name="burst">Turns at once, after a pause; at least 1.</param>
/// <param name="patience">How long a turn may have to be waited for; zero to refuse at once.</param>
/// <param name="time">The clock. Those of the instances should agree to a fraction of a second.</param>
/// <param name="logger">Gets one warning when DynamoDB stops answering.</param>
internal sealed partial class SharedRate(UnauditedWriter rows, string name, double perSecond, double burst, TimeSpan patience, TimeProvider time, ILogger logger)
{
    private const int MaxLeases = 10_000;
    private static readonly TimeSpan LeaseLife = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Lease> _leases = new(StringComparer.Ordinal);
    private readonly TimeSpan _window = TimeSpan.FromSeconds(burst / perSecond);
    private readonly int _slice = (int)Math.Clamp(perSecond / 10, 1, Math.Max(1, burst));
    private volatile bool _failing;

    /// <summary>Takes turns.</summary>
    /// <param name="key">Whose rate it is.</param>
    /// <param name="count">How many; at least 1, at most the burst.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask<RateTurn> TakeAsync(string key, int count, CancellationToken cancellationToken)
    {
        if (_leases.Count > MaxLeases)
            DropLapsed();

        var lease = _leases.GetOrAdd(key, _ => new());
        if (lease.TryTake(count, time.GetUtcNow(), out var wait))
            return new(true, wait);

        await lease.Gate.WaitAsync(cancellationToken);
        try
        {
            // Whoever was before may have leased enough, or found that there is nothing.
            var now = time.GetUtcNow();
            if (lease.TryTake(count, now, out wait))
                return new(true, wait);
            if (WaitFor(count, lease.Until, now) is var unlikely && unlikely > patience)
                return new(false, unlikely - patience);

            // To its end in any case: a lease that nobody waits for any more is the next caller's.
            var turn = await LeaseAsync(key, lease, count);
            cancellationToken.ThrowIfCancellationRequested();
            return turn.Taken && lease.TryTake(count, time.GetUtcNow(), out wait) ? new(true, wait) : turn;
        }
        finally
        {
            lease.Gate.Release();
        }
    }

    /// <summary>How long until there may be a turn, as far as this instance knows; asks nobody.</summary>
    public TimeSpan RetryAfter(string key) => _leases.TryGetValue(key, out var lease) && !lease.Has(time.GetUtcNow())
        ? Positive(WaitFor(1, lease.Until, time.GetUtcNow()) - patience)
        : TimeSpan.Zero;

    /// <summary>Returns turns that were not used; those of a lease that lapsed are lost.</summary>
    public void GiveBack(string key, int count)
    {
        if (_leases.TryGetValue(key, out var lease))
            lease.GiveBack(count, time.GetUtcNow());
    }

    private async Task<RateTurn> LeaseAsync(string key, Lease lease, int count)
    {
        try
        {
            for (var wanted = Math.Max(count, _slice); ;)
            {
                var (moved, until) = await rows.AdvanceAsync(
                    new(Table.System, $"RATE#{name}#{key}"), Spend(wanted), _window + patience, isPast: lease.Until <= time.GetUtcNow(), CancellationToken.None);
                lease.Until = until;
                _failing = false;
                var now = time.GetUtcNow();
                if (moved)
                {
                    var wait = Positive(until - _window - now);
                    lease.Fill(wanted, now + wait, now + wait + LeaseLife);
                    return new(true, wait);
                }

                // Less than a slice may be left.
                if (WaitFor(count, until, now) is var needed && (needed > patience || wanted == count))
                    return new(false, Positive(needed - patience));
                wanted = count;
            }
        }
        catch (Exception cause) when (Outages.IsLost(cause) || cause is AmazonServiceException)
        {
            if (!_failing)
                LogAlone(logger, cause, name);
            _failing = true;
            return new(true, TimeSpan.Zero);
        }
    }

    // How long turns that are taken now have to be waited for, when the rate is spent up to an instant.
    private TimeSpan WaitFor(int count, DateTimeOffset spentUntil, DateTimeOffset now) =>
        Positive((spentUntil > now ? spentUntil : now) + Spend(count) - _window - now);

    private TimeSpan Spend(int count) => TimeSpan.FromSeconds(count / perSecond);

    private void DropLapsed()
    {
        var now = time.GetUtcNow();
        foreach (var (key, lease) in _leases)
        {
            if (!lease.Has(now) && lease.Until <= now)
                _leases.TryRemove(key, out _);
        }
    }

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;

    [LoggerMessage(EventId = 1303, Level = LogLevel.Warning, Message = "The rate of {Name} cannot be shared with the other instances; this one keeps its own limit.")]
    private static partial void LogAlone(ILogger logger, Exception cause, string name);

    private sealed class Lease
    {
        private readonly Lock _lock = new();
        private int _left;
        private DateTimeOffset _from;
        private DateTimeOffset _lapses;
        private long _until;

        /// <summary>Lets one caller at a time ask DynamoDB. Never disposed: it has no wait handle.</summary>
        public SemaphoreSlim Gate { get; } = new(1, 1);

        /// <summary>Up to when the rate is spent, as far as this instance knows.</summary>
        public DateTimeOffset Until
        {
            get => new(Interlocked.Read(ref _until), TimeSpan.Zero);
            set => Interlocked.Exchange(ref _until, value.UtcTicks);
        }

        public bool Has(DateTimeOffset now)
        {
            lock (_lock)
                return _left > 0 && now < _lapses;
        }

        public bool TryTake(int count, DateTimeOffset now, out TimeSpan wait)
        {
            lock (_lock)
            {
                wait = Positive(_from - now);
                if (_left < count || now >= _lapses)
                    return false;

                _left -= count;
                return true;
            }
        }

        public void Fill(int count, DateTimeOffset from, DateTimeOffset lapses)
        {
            lock (_lock)
                (_left, _from, _lapses) = (count, from, lapses);
        }

        public void GiveBack(int count, DateTimeOffset now)
        {
            lock (_lock)
            {
                if (now < _lapses)
                    _left += count;
            }
        }
    }
}
