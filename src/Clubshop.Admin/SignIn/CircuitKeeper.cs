namespace Clubshop.Admin.SignIn;

/// <summary>
/// Before the process ends, has the forms of all circuits keep what was typed, as the end of a session does. Registered when the host
/// starts, so it is called before the connections are closed; within <see cref="Patience"/>.
/// </summary>
public sealed partial class CircuitKeeper(IHostApplicationLifetime lifetime, ILogger<CircuitKeeper> logger) : IHostedService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private readonly HashSet<Func<Task>> _keepers = [];
    private CancellationTokenRegistration _stopping;

    /// <summary>Has <paramref name="keep"/> called before the process ends, unless what is returned is disposed by then.</summary>
    public IDisposable BeforeStopping(Func<Task> keep)
    {
        lock (_lock)
            _keepers.Add(keep);

        return new Leaver(() =>
        {
            lock (_lock)
                _keepers.Remove(keep);
        });
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _stopping = lifetime.ApplicationStopping.Register(() => KeepAsync().GetAwaiter().GetResult());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken) => await _stopping.DisposeAsync();

    /// <summary>Has everything kept that can be kept in time.</summary>
    internal async Task KeepAsync()
    {
        Func<Task>[] keepers;
        lock (_lock)
            keepers = [.. _keepers];

        try
        {
            // On threads of their own: each waits for its circuit.
            await Task.WhenAll(keepers.Select(keep => Task.Run(keep))).WaitAsync(Patience);
        }
#pragma warning disable CA1031 // whatever a form throws, the process ends and the others are kept
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogNotKept(exception);
        }
    }

    [LoggerMessage(EventId = 1117, Level = LogLevel.Error, Message = "What somebody was typing could not be kept when the process ended")]
    private partial void LogNotKept(Exception exception);

    private sealed class Leaver(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }
}
