namespace Clubshop.Admin.SignIn.Circuits;

/// <summary>
/// The time between the end of a session and the redirect to the sign-in page, in one circuit: forms save what was typed as a draft
/// (<see cref="Staff.Drafts"/>) and do not ask before the page is left.
/// </summary>
public sealed partial class SessionEnding(TimeProvider time, ILogger<SessionEnding> logger)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);
    private readonly List<Func<Task>> _savers = [];

    /// <summary>Whether the session has ended: nothing may be asked any more.</summary>
    public bool IsEnding { get; private set; }

    /// <summary>
    /// Calls <paramref name="save"/> before the page is left because the session ended; it gets 3 s, on the circuit's own context.
    /// Dispose the result together with the form.
    /// </summary>
    public IDisposable BeforeLeaving(Func<Task> save)
    {
        _savers.Add(save);
        return new Registration(() => _savers.Remove(save));
    }

    /// <summary>Marks the session as ended and saves all drafts that can be saved in time.</summary>
    internal Task EndAsync()
    {
        IsEnding = true;
        return SaveAsync();
    }

    /// <summary>Saves all drafts that can be saved in time; the page stays usable.</summary>
    internal async Task SaveAsync()
    {
        try
        {
            await Task.WhenAll(_savers.ToList().Select(save => save())).WaitAsync(Timeout, time);
        }
        catch (Exception exception)
        {
            // The redirect follows in any case.
            LogNotSaved(exception);
        }
    }

    [LoggerMessage(EventId = 1108, Level = LogLevel.Error, Message = "A draft could not be saved when the session ended")]
    private partial void LogNotSaved(Exception exception);

    private sealed class Registration(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
