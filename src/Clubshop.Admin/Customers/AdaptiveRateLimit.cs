using Clubshop.Admin.Common;

namespace Clubshop.Admin.Customers;

/// <summary>
/// A rate limit that follows a quota others take from as well. Each refusal of the service halves the rate; while nothing is refused it climbs
/// back to where it began. Safe for several threads.
/// </summary>
/// <param name="perSecond">Calls a second at most; above 0.</param>
/// <param name="time">The clock.</param>
internal sealed class AdaptiveRateLimit(double perSecond, TimeProvider time)
{
    private const double SlowDown = 0.5;
    private const double MinPerSecond = 0.5;
    private const double ClimbPerSecond = 0.5;
    private static readonly TimeSpan BetweenSlowDowns = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly TokenBucket _bucket = new(perSecond, Math.Max(1, perSecond), time);
    private readonly double _maxRate = perSecond;
    private double _rate = perSecond;
    private long _climbedAt = time.GetTimestamp();
    private long? _slowedAt;

    /// <summary>Calls a second at present.</summary>
    public double Rate
    {
        get
        {
            lock (_gate)
            {
                Climb();
                return _rate;
            }
        }
    }

    /// <summary>Takes a turn.</summary>
    /// <returns>How long to wait for it; callers wait in the order in which they asked.</returns>
    public TimeSpan Reserve()
    {
        lock (_gate)
        {
            Climb();
            return _bucket.Reserve();
        }
    }

    /// <summary>Returns a turn that was not used.</summary>
    public void GiveBack() => _bucket.GiveBack();

    /// <summary>The service refused a call: slower from here on.</summary>
    public void Slow()
    {
        lock (_gate)
        {
            Climb();
            // Calls that were under way together are refused together: that counts once.
            if (_slowedAt is { } slowed && time.GetElapsedTime(slowed, _climbedAt) < BetweenSlowDowns)
                return;

            _slowedAt = _climbedAt;
            SetRate(Math.Max(MinPerSecond, _rate * SlowDown));
            _bucket.Empty();
        }
    }

    private void Climb()
    {
        var now = time.GetTimestamp();
        var passed = time.GetElapsedTime(_climbedAt, now).TotalSeconds;
        _climbedAt = now;
        SetRate(Math.Min(_maxRate, _rate + (passed * ClimbPerSecond)));
    }

    private void SetRate(double rate)
    {
        _bucket.Change(rate, Math.Max(1, rate));
        _rate = rate;
    }
}
