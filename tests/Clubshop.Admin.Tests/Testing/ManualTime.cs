namespace Clubshop.Admin.Tests.Testing;

/// <summary>A clock that stands until a test moves it; timers whose time has come fire within the move, in order.</summary>
public sealed class ManualTime : TimeProvider
{
    // A second's timer has 691,200 ticks in eight days, and all that it does is look whether there is something to do.
    private static readonly TimeSpan LastPart = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now;

    /// <summary>Begins at the given instant; by default at the real one, because tokens and certificates are checked against it elsewhere.</summary>
    public ManualTime(DateTimeOffset? start = null) => _now = start ?? DateTimeOffset.UtcNow;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Moves the clock on. In a move of more than ten minutes, timers with a period tick in the last ten alone.</summary>
    public void Advance(TimeSpan by)
    {
        var end = GetUtcNow() + by;
        lock (_lock)
        {
            foreach (var timer in _timers)
                timer.PassOver(end - LastPart);
        }

        while (true)
        {
            ManualTimer? due;
            lock (_lock)
            {
                due = _timers.Where(timer => timer.DueAt <= end).MinBy(timer => timer.DueAt);
                _now = due is null ? end : due.DueAt > _now ? due.DueAt : _now;
            }

            if (due is null)
                return;

            due.Fire();
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._timers.Remove(this);
                _period = period;
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;

                DueAt = time._now + dueTime;
                time._timers.Add(this);
                return true;
            }
        }

        public void PassOver(DateTimeOffset until)
        {
            if (_period > TimeSpan.Zero && DueAt < until)
                DueAt += _period * Math.Ceiling((until - DueAt) / _period);
        }

        public void Fire()
        {
            lock (time._lock)
            {
                if (!time._timers.Remove(this))
                    return;

                if (_period > TimeSpan.Zero)
                {
                    DueAt += _period;
                    time._timers.Add(this);
                }
            }

            callback(state);
        }

        public void Dispose()
        {
            lock (time._lock)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
