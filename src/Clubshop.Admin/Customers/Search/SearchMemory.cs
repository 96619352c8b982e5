namespace Clubshop.Admin.Customers.Search;

/// <summary>What a person searched for, and what was found (masked).</summary>
/// <param name="Text">As it was typed.</param>
/// <param name="Page">The results so far.</param>
internal sealed record KeptSearch(string Text, SearchPage Page);

/// <summary>
/// The last search of one circuit, so that coming back from a customer shows the same rows. What is typed about customers must be in no address
/// and no storage, so it is only in memory, and is dropped after <see cref="KeptFor"/> or when the circuit ends.
/// </summary>
internal sealed class SearchMemory(TimeProvider time) : IDisposable
{
    /// <summary>How long a search is kept after it was last shown.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private ITimer? _timer;
    private KeptSearch? _last;
    private DateTimeOffset _at;
    private bool _isOutdated;

    /// <summary>The last search; null if there is none, or none that is young enough.</summary>
    public KeptSearch? Last
    {
        get
        {
            lock (_lock)
                return time.GetUtcNow() - _at < KeptFor ? _last : null;
        }
    }

    /// <summary>Whether a customer was changed since the search: the rows may show them as they were.</summary>
    public bool IsOutdated
    {
        get
        {
            lock (_lock)
                return _isOutdated;
        }
    }

    /// <summary>Keeps a search instead of the one before.</summary>
    public void Keep(string text, SearchPage page)
    {
        lock (_lock)
        {
            (_last, _at, _isOutdated) = (new(text, page), time.GetUtcNow(), false);
            Restart();
        }
    }

    /// <summary>Drops the search.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            (_last, _timer, _isOutdated) = (null, null, false);
        }
    }

    /// <summary>A customer was changed: the search has to be made again when it is next shown.</summary>
    public void Outdate()
    {
        lock (_lock)
            _isOutdated = _last is not null;
    }

    /// <inheritdoc/>
    public void Dispose() => Forget();

    private void Restart()
    {
        _timer?.Dispose();
        _timer = time.CreateTimer(_ => Forget(), null, KeptFor, Timeout.InfiniteTimeSpan);
    }
}
