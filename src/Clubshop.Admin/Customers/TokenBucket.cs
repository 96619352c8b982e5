namespace Clubshop.Admin.Customers;

/// <summary>
/// Tokens that come back at a rate. Whoever takes one when there is none is told how long to wait, in order of asking. When the service
/// refuses all the same (others take from the same quota), the rate falls to what it seems to allow, and climbs back while nothing is refused.
/// </summary>
internal sealed class TokenBucket(double perSecond, TimeProvider time)
{
    private const double Fall = 0.5;
    private const double Least = 0.5;
    private const double ClimbPerSecond = 0.5;
    private static readonly TimeSpan BetweenFalls = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly double _most = perSecond;
    private double _rate = perSecond;
    private double _tokens = Math.Max(1, perSecond);
    private long _at = time.GetTimestamp();
    private long? _fellAt;

    /// <summary>Tokens a second at present.</summary>
    public double Rate
    {
        get
        {
            lock (_gate)
            {
                Refill();
                return _rate;
            }
        }
    }

    /// <summary>Takes a token.</summary>
    /// <returns>How long to wait before using it.</returns>
    public TimeSpan Take()
    {
        lock (_gate)
        {
            Refill();
            _tokens--;
            return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / _rate);
        }
    }

    /// <summary>Gives back a token that was not used.</summary>
    public void GiveBack()
    {
        lock (_gate)
            _tokens++;
    }

    /// <summary>The service refused: slower from here on.</summary>
    public void Slow()
    {
        lock (_gate)
        {
            Refill();
            // Requests that were under way together are refused together: that counts once.
            if (_fellAt is { } fell && time.GetElapsedTime(fell, _at) < BetweenFalls)
                return;

            _fellAt = _at;
            _rate = Math.Max(Least, _rate * Fall);
            _tokens = Math.Min(_tokens, 0);
        }
    }

    private void Refill()
    {
        var now = time.GetTimestamp();
        var passed = time.GetElapsedTime(_at, now).TotalSeconds;
        _at = now;
        _tokens = Math.Min(Math.Max(1, _rate), _tokens + (passed * _rate));
        _rate = Math.Min(_most, _rate + (passed * ClimbPerSecond));
    }
}
