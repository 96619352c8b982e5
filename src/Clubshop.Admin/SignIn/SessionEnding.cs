namespace Clubshop.Admin.SignIn;

/// <summary>
/// The moment between the end of a session and the way to the sign-in page, in one circuit: forms keep what was typed
/// (<see cref="Staff.Drafts"/>) and do not ask whether the page may be left.
/// </summary>
public sealed partial class SessionEnding(TimeProvider time, ILogger<SessionEnding> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly List<Func<Task>> _savers = [];

    /// <summary>Whether the session is over: nothing is to be asked any more.</summary>
    public bool IsEnding { get; private set; }

    /// <summary>
    /// Calls <paramref name="save"/> before the page is left because the session ended; within 3 s, on the circuit's own context.
    /// Dispose what is returned when the form is disposed.
    /// </summary>
    public IDisposable BeforeLeaving(Func<Task> save)
    {
        _savers.Add(save);
        return new Leaver(() => _savers.Remove(save));
    }

    /// <summary>The session is over: has everything kept that can be kept in time.</summary>
    internal Task KeepAsync()
    {
        IsEnding = true;
        return SaveAsync();
    }

    /// <summary>Has everything kept that can be kept in time; the page goes on, as far as the process does.</summary>
    internal async Task SaveAsync()
    {
        try
        {
            await Task.WhenAll(_savers.ToList().Select(save => save())).WaitAsync(Patience, time);
        }
        catch (Exception exception)
        {
            // The person has to go in any case.
            LogNotKept(exception);
        }
    }

    [LoggerMessage(EventId = 1108, Level = LogLevel.Error, Message = "What somebody was typing could not be kept when their session ended")]
    private partial void LogNotKept(Exception exception);

    private sealed class Leaver(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
