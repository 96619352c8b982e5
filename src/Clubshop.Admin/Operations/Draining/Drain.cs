using Clubshop.Admin.Common;
using Clubshop.Admin.SignIn.Circuits;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Operations.Draining;

/// <summary>
/// What happens between the order to stop and the stop: readiness says no, open pages are told, jobs and sends are handed over to other instances,
/// and people get the time to save. Meanwhile everything is served.
/// </summary>
internal sealed partial class Drain(IServiceProvider services, CircuitShutdown circuits, CircuitCount count, IOptions<DrainOptions> options, TimeProvider time, ILogger<Drain> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private int _begun;

    /// <summary>Whether the process will stop soon.</summary>
    public bool IsDraining => Volatile.Read(ref _begun) != 0;

    /// <summary>Drains; completes when the process may stop. A second call completes at once.</summary>
    /// <param name="atOnce">Ends the wait: whoever stopped it will not wait.</param>
    public async Task RunAsync(CancellationToken atOnce)
    {
        if (Interlocked.Exchange(ref _begun, 1) != 0)
            return;

        var (announce, whole) = (TimeSpan.FromSeconds(options.Value.AnnounceSeconds), TimeSpan.FromSeconds(Math.Max(options.Value.AnnounceSeconds, options.Value.Seconds)));
        if (whole == TimeSpan.Zero)
            return; // the host stops all of them itself

        var open = count.All;
        LogBegun(open, whole.TotalSeconds);
        circuits.Announce();
        var started = time.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(atOnce);
        var handedOver = HandOverAsync(limit.Token);
        try
        {
            while (time.GetElapsedTime(started) is var passed && (passed < announce || (passed < whole && (count.All > 0 || !handedOver.IsCompleted))))
                await Task.Delay(Look, time, atOnce);
        }
        catch (OperationCanceledException) when (atOnce.IsCancellationRequested)
        {
            // It stops now.
        }

        await limit.CancelAsync();
        await handedOver;
        (open, var took) = (count.All, time.GetElapsedTime(started));
        LogEnded(open, took.TotalSeconds);
    }

    private async Task HandOverAsync(CancellationToken cancellationToken)
    {
        // Asked for only now: some of the services need this one.
        foreach (var work in services.GetServices<IHostedService>().OfType<IHandsOver>().Select(work => HandOverAsync(work, cancellationToken)).ToList())
            await work;
    }

    private async Task HandOverAsync(IHandsOver work, CancellationToken cancellationToken)
    {
        try
        {
            await work.HandOverAsync(cancellationToken);
        }
#pragma warning disable CA1031 // Whatever it is, the process stops, and another instance takes the work when its lease ends.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            LogNotHandedOver(cause, work.GetType().Name);
        }
    }

    [LoggerMessage(EventId = 1701, Level = LogLevel.Information, Message = "Draining: {Circuits} pages are open; they have {Seconds} seconds")]
    private partial void LogBegun(int circuits, double seconds);

    [LoggerMessage(EventId = 1702, Level = LogLevel.Information, Message = "Drained after {Seconds} seconds; {Circuits} pages are open")]
    private partial void LogEnded(int circuits, double seconds);

    [LoggerMessage(EventId = 1703, Level = LogLevel.Warning, Message = "{Work} was not handed over in time")]
    private partial void LogNotHandedOver(Exception cause, string work);
}
