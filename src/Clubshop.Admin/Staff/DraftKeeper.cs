using Clubshop.Admin.Common;

namespace Clubshop.Admin.Staff;

/// <summary>What a form has to keep.</summary>
/// <param name="Text">Its content, in the form's own format.</param>
/// <param name="Version">The version of the record that is being edited.</param>
public sealed record DraftContent(string Text, long Version);

/// <summary>
/// Keeps the draft of one form up to date: written after a pause, at once when asked, one write at a time and the newest content last. Called on
/// the circuit's own context; a write under way never outlives a <see cref="DropAsync"/> that came after it.
/// </summary>
/// <param name="drafts">Where.</param>
/// <param name="time">The clock.</param>
/// <param name="dispatch">Runs work on the circuit's context.</param>
/// <param name="failed">Told of a write that failed; it is tried again.</param>
public sealed class DraftKeeper(Drafts drafts, TimeProvider time, Func<Func<Task>, Task> dispatch, Action<Exception> failed) : IDisposable
{
    /// <summary>How long nothing must change before the draft is written.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>How long after a failed write the next one is tried.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private ITimer? _timer;
    private Func<Actor?> _actor = static () => null;
    private Func<DraftContent?> _read = static () => null;
    private DraftPlace? _place;
    private DraftContent? _written;
    private int _dropped;
    private bool _disposed;

    /// <summary>Another tab of the person took the draft over: nothing is written until <see cref="ResumeAsync"/>.</summary>
    public bool IsTaken { get; private set; }

    /// <summary>Raised on the circuit's context when <see cref="IsTaken"/> becomes true.</summary>
    public event EventHandler? TakenOver;

    /// <summary>Begins with a form.</summary>
    /// <param name="place">Which draft is its own.</param>
    /// <param name="actor">Who is signed in now.</param>
    /// <param name="read">What the form has to keep now; null for nothing.</param>
    public void Open(DraftPlace place, Func<Actor?> actor, Func<DraftContent?> read) =>
        (_place, _actor, _read, _written, IsTaken, _dropped) = (place, actor, read, null, false, _dropped + 1);

    /// <summary>What is stored in the form's own place already.</summary>
    public void Found(Draft own) => _written = new(own.Text, own.Version);

    /// <summary>Something changed: written after the <see cref="Pause"/>, which begins anew.</summary>
    public void Touch() => Start(Pause);

    /// <summary>Goes on in this tab what was taken over in another.</summary>
    public Task<bool> ResumeAsync()
    {
        (IsTaken, _written) = (false, null);
        return WriteAsync();
    }

    /// <summary>Writes now what there is.</summary>
    /// <returns>Whether what the form has is kept, or there is nothing to keep.</returns>
    public async Task<bool> WriteAsync()
    {
        Stop();
        if (_place is not { } place || _actor() is not { } actor || IsTaken || _disposed)
            return false;

        var dropped = _dropped;
        await _turn.WaitAsync();
        try
        {
            // Read only now: while another write was under way, more may have been typed.
            var content = _read();
            return dropped != _dropped || content == _written || await StoreAsync(actor, place, content);
        }
        catch (Exception exception)
        {
            // What was typed is in the form and in the browser still.
            failed(exception);
            Start(Retry);
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The form is saved, or what was typed is not wanted: its draft goes.</summary>
    public async Task DropAsync()
    {
        Stop();
        _dropped++;
        IsTaken = false;
        if (_place is not { } place || _actor() is not { } actor)
            return;

        await _turn.WaitAsync();
        try
        {
            _written = null;
            await drafts.DeleteAsync(actor, place.Record, place.Tab, CancellationToken.None);
        }
        catch (Exception exception)
        {
            failed(exception); // it is offered once more than needed
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The page is left, or the circuit is over: what was typed last is still written.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;

        _disposed = true;
        Stop();
        if (_place is { } place && !IsTaken && _actor() is { } actor && _read() is { } content && content != _written)
            _ = WriteLastAsync(actor, place, content, _dropped);
    }

    private async Task WriteLastAsync(Actor actor, DraftPlace place, DraftContent content, int dropped)
    {
        await _turn.WaitAsync();
        try
        {
            if (dropped == _dropped)
                await StoreAsync(actor, place, content);
        }
        catch (Exception exception)
        {
            failed(exception);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> StoreAsync(Actor actor, DraftPlace place, DraftContent? content)
    {
        if (content is null)
        {
            await drafts.DeleteAsync(actor, place.Record, place.Tab, CancellationToken.None);
            _written = null;
            return true;
        }

        var problem = await drafts.SaveAsync(actor, place, content.Text, content.Version, again: _written is not null, CancellationToken.None);
        if (problem is null)
            _written = content;
        else if (problem.Code == Drafts.Taken && !_disposed)
        {
            IsTaken = true;
            TakenOver?.Invoke(this, EventArgs.Empty);
        }

        return problem is null;
    }

    private void Start(TimeSpan after)
    {
        if (_disposed || IsTaken)
            return;

        _timer ??= time.CreateTimer(_ => _ = dispatch(WriteAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(after, Timeout.InfiniteTimeSpan);
    }

    private void Stop()
    {
        if (_disposed)
            _timer?.Dispose();
        else
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
