namespace Clubshop.Admin.Common;

/// <summary>
/// A rate limit as a token bucket: full at first, refilled at a steady rate, never beyond its capacity. Counts by the monotonic clock, so that
/// setting the machine's time changes nothing. Safe for several threads.
/// </summary>
/// <param name="perSecond">Tokens that come back in a second; above 0.</param>
/// <param name="capacity">Tokens that it holds; at least 1.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenBucket(double perSecond, double capacity, TimeProvider time)
{
    private readonly Lock _gate = new();
    private double _perSecond = perSecond;
    private double _capacity = capacity;
    private double _tokens = capacity;
    private long _refilledAt = time.GetTimestamp();

    /// <summary>How long until there is a token; zero when there is one. Takes none.</summary>
    public TimeSpan RetryAfter
    {
        get
        {
            lock (_gate)
            {
                Refill();
                return _tokens >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds((1 - _tokens) / _perSecond);
            }
        }
    }

    /// <summary>Whether it holds all that it can.</summary>
    public bool IsFull
    {
        get
        {
            lock (_gate)
            {
                Refill();
                return _tokens >= _capacity;
            }
        }
    }

    /// <summary>Takes a token if there is one.</summary>
    /// <param name="retryAfter">How long until there is one; zero when it was taken.</param>
    public bool TryTake(out TimeSpan retryAfter)
    {
        lock (_gate)
        {
            Refill();
            if (_tokens < 1)
            {
                retryAfter = TimeSpan.FromSeconds((1 - _tokens) / _perSecond);
                return false;
            }

            _tokens--;
            retryAfter = TimeSpan.Zero;
            return true;
        }
    }

    /// <summary>Takes a token in any case. Without one, the caller has to wait for it; callers wait in the order in which they asked.</summary>
    /// <returns>How long to wait before using the token.</returns>
    public TimeSpan Reserve()
    {
        lock (_gate)
        {
            Refill();
            _tokens--;
            return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / _perSecond);
        }
    }

    /// <summary>Returns a token that was not used.</summary>
    public void GiveBack()
    {
        lock (_gate)
            _tokens++;
    }

    /// <summary>Changes rate and capacity from now on; what has come back until now counts at the old rate.</summary>
    public void Change(double perSecond, double capacity)
    {
        lock (_gate)
        {
            Refill();
            (_perSecond, _capacity) = (perSecond, capacity);
        }
    }

    /// <summary>Drops the tokens that nobody has taken; waiting callers keep their turn.</summary>
    public void Empty()
    {
        lock (_gate)
            _tokens = Math.Min(_tokens, 0);
    }

    private void Refill()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(_capacity, _tokens + (time.GetElapsedTime(_refilledAt, now).TotalSeconds * _perSecond));
        _refilledAt = now;
    }
}
