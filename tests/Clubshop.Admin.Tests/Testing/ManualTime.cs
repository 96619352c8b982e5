using Microsoft.Extensions.Time.Testing;

namespace Clubshop.Admin.Tests.Testing;

/// <summary>
/// <see cref="FakeTimeProvider"/> for whole portals: a timer sees the time at which it was due, a long move does not tick every second of
/// it, and a test can see which timers wait.
/// </summary>
public sealed class ManualTime : FakeTimeProvider
{
    // A second's timer has 691,200 ticks in eight days, and all that it does is look whether there is something to do.
    private static readonly TimeSpan LastPart = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly List<WatchedTimer> _waiting = [];
    private long _now;

    /// <summary>Begins at the given instant; by default at the real one, because tokens and certificates are checked against it elsewhere.</summary>
    public ManualTime(DateTimeOffset? start = null)
        : base(start ??= DateTimeOffset.UtcNow) => _now = start.Value.UtcTicks;

    /// <summary>How long each waiting timer still waits, the next one first.</summary>
    public IReadOnlyList<TimeSpan> Dues
    {
        get
        {
            lock (_lock)
                return [.. _waiting.Select(timer => timer.DueAt - GetUtcNow()).Order()];
        }
    }

    /// <inheritdoc/>
    /// <remarks>The base class fires what is due here too: on whatever thread asks for the time, inside the locks that it holds.</remarks>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _now), TimeSpan.Zero);

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref _now);

    /// <summary>Moves the clock on. In a move of more than ten minutes, timers with a period tick only in the last ten.</summary>
    public new void Advance(TimeSpan by)
    {
        var end = GetUtcNow() + by;
        if (by > LastPart)
        {
            var paused = Waiting().Where(timer => timer.Pause()).ToList();
            FireUntil(end - LastPart);
            paused.ForEach(timer => timer.Resume());
        }

        FireUntil(end);
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new WatchedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    // The base class moves all the way, then fires: moved from one to the next, each timer sees its own time.
    private void FireUntil(DateTimeOffset end)
    {
        while (Waiting().MinBy(timer => timer.DueAt) is { } next && next.DueAt <= end)
        {
            var due = next.DueAt;
            MoveTo(due);
            next.NoLonger(due);
        }

        MoveTo(end);
    }

    private void MoveTo(DateTimeOffset then)
    {
        Interlocked.Exchange(ref _now, Math.Max(then.UtcTicks, _now));
        SetUtcNow(GetUtcNow()); // fires
    }

    private WatchedTimer[] Waiting()
    {
        lock (_lock)
            return [.. _waiting];
    }

    private sealed class WatchedTimer : ITimer
    {
        private readonly ManualTime _time;
        private readonly ITimer _timer;
        private TimeSpan _period;
        private bool _paused;
        private bool _disposed;

        public WatchedTimer(ManualTime time, TimerCallback callback, object? state)
        {
            _time = time;
            _timer = time.NewTimer(_ =>
            {
                Waits(_period > TimeSpan.Zero ? DueAt + _period : null);
                callback(state);
            });
        }

        public DateTimeOffset DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            (_period, _paused) = (period, false);
            Waits(dueTime == Timeout.InfiniteTimeSpan ? null : _time.GetUtcNow() + dueTime);
            return _timer.Change(dueTime, period);
        }

        /// <summary>Stops it when it has a period; whether it has.</summary>
        public bool Pause()
        {
            if (_period <= TimeSpan.Zero)
                return false;
            Waits(null);
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return _paused = true;
        }

        /// <summary>Goes on at its next turn, unless somebody set it anew or disposed of it meanwhile.</summary>
        public void Resume()
        {
            if (!_paused)
                return;
            var late = _time.GetUtcNow() - DueAt;
            Change(late > TimeSpan.Zero ? (_period * Math.Ceiling(late / _period)) - late : -late, _period);
        }

        public void Dispose()
        {
            _paused = false;
            lock (_time._lock)
                _disposed = true;
            Waits(null);
            _timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        /// <summary>After its moment it does not wait for that any more, also where another thread set it or disposed of it while it was fired.</summary>
        public void NoLonger(DateTimeOffset due)
        {
            lock (_time._lock)
            {
                if (DueAt == due)
                    _time._waiting.Remove(this);
            }
        }

        private void Waits(DateTimeOffset? until)
        {
            lock (_time._lock)
            {
                _time._waiting.Remove(this);
                if (until is null || _disposed)
                    return;
                DueAt = until.Value;
                _time._waiting.Add(this);
            }
        }
    }

    private ITimer NewTimer(TimerCallback callback) => base.CreateTimer(callback, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
}
