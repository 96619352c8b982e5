using Clubshop.Admin.Jobs;
using Clubshop.Admin.Storage;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons.Jobs;

/// <summary>
/// Has the <see cref="CouponSweeper"/> give back what was reserved and never given, every five minutes. A lease spares the other instances the work;
/// two that do it at once do no harm.
/// </summary>
internal sealed partial class StockSweeper(CouponSweeper sweeper, TableReader reader, UnauditedWriter unaudited, TimeProvider time, ILogger<StockSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    // A little less than the interval, so that the next turn of whichever instance comes first finds it free.
    private readonly Lease _lease = new("coupon-stock", Interval - TimeSpan.FromSeconds(30), reader, unaudited, time);

    /// <summary>Sweeps, unless another instance did within the last turn.</summary>
    internal async Task<SweepResult?> SweepAsync(CancellationToken cancellationToken)
    {
        if (!await _lease.HoldAsync(cancellationToken))
            return null;

        var result = await sweeper.SweepAsync(cancellationToken);
        if (result.Returned > 0)
            LogReturned(logger, result.Returned, result.Pools);
        return result;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await SweepAsync(stoppingToken);
                    failing = false;
                }
#pragma warning disable CA1031 // The next turn may succeed; logged once.
                catch (Exception cause) when (cause is not OperationCanceledException)
#pragma warning restore CA1031
                {
                    if (!failing)
                        LogFailed(logger, cause);
                    failing = true;
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops.
        }
    }

    [LoggerMessage(EventId = 5001, Level = LogLevel.Information, Message = "{Count} coupon codes that were reserved and never given are back in stock; {Pools} pools were looked at.")]
    private static partial void LogReturned(ILogger logger, int count, int pools);

    [LoggerMessage(EventId = 5002, Level = LogLevel.Warning, Message = "The stock of coupons could not be swept; codes that were reserved and never given wait for the next turn.")]
    private static partial void LogFailed(ILogger logger, Exception cause);
}
