using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn.Circuits;

/// <summary>Counts the circuits of this instance, in total and per session, and enforces the limits.</summary>
public sealed class CircuitCount(IOptions<CircuitLimitOptions> options)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>The number of circuits.</summary>
    public int All
    {
        get
        {
            lock (_lock)
                return _all;
        }
    }

    /// <summary>The number of circuits of a session.</summary>
    public int Of(string session)
    {
        lock (_lock)
            return _open.GetValueOrDefault(session);
    }

    /// <summary>Why the session may not open another page now; null when it may.</summary>
    public string? RefusalFor(string session)
    {
        var limits = options.Value;
        lock (_lock)
        {
            return _open.GetValueOrDefault(session) >= limits.PerSession
                ? L[$"You have {limits.PerSession} pages of the portal open. Close some, wait a few minutes, then open this one again."]
                : _all >= limits.PerInstance
                    ? L["Too many pages are open at the moment. Your saved work is safe. Try again in a few minutes."]
                    : null;
        }
    }

    /// <summary>Counts a circuit; dispose the result when it closes.</summary>
    internal IDisposable Open(string session)
    {
        lock (_lock)
        {
            _all++;
            _open[session] = _open.GetValueOrDefault(session) + 1;
        }

        return new Counted(this, session);
    }

    private void Close(string session)
    {
        lock (_lock)
        {
            _all--;
            if (--_open[session] == 0)
                _open.Remove(session);
        }
    }

    private sealed class Counted(CircuitCount count, string session) : IDisposable
    {
        private int _closed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _closed, 1) == 0)
                count.Close(session);
        }
    }
}
