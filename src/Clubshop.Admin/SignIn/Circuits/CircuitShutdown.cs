namespace Clubshop.Admin.SignIn.Circuits;

/// <summary>
/// Before the process stops, makes the forms of all circuits save drafts, as at the end of a session. It registers when the host starts,
/// so it runs before the connections close, and takes at most <see cref="Timeout"/>.
/// </summary>
public sealed partial class CircuitShutdown(IHostApplicationLifetime lifetime, ILogger<CircuitShutdown> logger) : IHostedService
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private readonly HashSet<Func<Task>> _savers = [];
    private CancellationTokenRegistration _stopping;

    /// <summary>Whether this process will stop soon.</summary>
    public bool IsAnnounced { get; private set; }

    /// <summary>Raised once, from any thread, when <see cref="IsAnnounced"/> becomes true.</summary>
    public event EventHandler? Announced;

    /// <summary>Tells all open pages that this process will stop.</summary>
    public void Announce()
    {
        IsAnnounced = true;
        Announced?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Calls <paramref name="save"/> before the process stops, unless the result is disposed by then.</summary>
    public IDisposable BeforeStopping(Func<Task> save)
    {
        lock (_lock)
            _savers.Add(save);

        return new Registration(() =>
        {
            lock (_lock)
                _savers.Remove(save);
        });
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _stopping = lifetime.ApplicationStopping.Register(() => SaveAsync().GetAwaiter().GetResult());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken) => await _stopping.DisposeAsync();

    /// <summary>Saves all drafts that can be saved in time.</summary>
    internal async Task SaveAsync()
    {
        Func<Task>[] savers;
        lock (_lock)
            savers = [.. _savers];

        try
        {
            // On the thread pool: each waits for its circuit.
            await Task.WhenAll(savers.Select(save => Task.Run(save))).WaitAsync(Timeout);
        }
#pragma warning disable CA1031 // whatever a form throws, the process stops and the others are saved
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotSaved(exception);
        }
    }

    [LoggerMessage(EventId = 1117, Level = LogLevel.Error, Message = "A draft could not be saved when the process stopped")]
    private partial void LogNotSaved(Exception exception);

    private sealed class Registration(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
