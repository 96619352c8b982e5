using System.Runtime.InteropServices;

namespace Clubshop.Admin.Operations.Draining;

/// <summary>
/// In place of the console's lifetime, which stops at the first signal: the first SIGTERM, SIGINT or SIGQUIT drains and then stops, a second one
/// stops at once.
/// </summary>
internal sealed partial class DrainLifetime(IServiceProvider services, IHostApplicationLifetime lifetime, ILogger<DrainLifetime> logger) : IHostLifetime, IDisposable
{
    private readonly CancellationTokenSource _atOnce = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private int _asked;

    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
            _signals.Add(PosixSignalRegistration.Create(signal, OnSignal));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _atOnce.Dispose();
    }

    /// <summary>Drains and stops the host; called again, stops it at once.</summary>
    internal async Task StopAsync()
    {
        if (Interlocked.Increment(ref _asked) > 1)
        {
            await _atOnce.CancelAsync();
            return;
        }

        try
        {
            // Asked for only now: some commands never start what it needs.
            await services.GetRequiredService<Drain>().RunAsync(_atOnce.Token);
        }
#pragma warning disable CA1031 // The process was told to stop, so it stops.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            LogNotDrained(cause);
        }
        finally
        {
            lifetime.StopApplication();
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true; // the runtime would end the process
        _ = Task.Run(StopAsync);
    }

    [LoggerMessage(EventId = 1704, Level = LogLevel.Error, Message = "Draining failed; the process stops")]
    private partial void LogNotDrained(Exception cause);
}
