namespace Clubshop.Admin.Ui.Fields;

/// <summary>Of several runs only the last one counts: starting one cancels the one before. For loads that follow typing, filters or the address.</summary>
public sealed class LatestOnly : IDisposable
{
    private CancellationTokenSource? _current;
    private bool _disposed;

    /// <summary>Cancels the run before and returns the token of a new one; a cancelled token once disposed.</summary>
    public CancellationToken Next()
    {
        _current?.Cancel();
        _current?.Dispose();
        _current = null;
        if (_disposed)
        {
            return new CancellationToken(canceled: true);
        }

        _current = new CancellationTokenSource();
        return _current.Token;
    }

    /// <summary>Cancels the run that is under way.</summary>
    public void Dispose()
    {
        _disposed = true;
        _current?.Cancel();
        _current?.Dispose();
        _current = null;
    }
}
