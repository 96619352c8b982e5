using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Offers.Planned;

/// <summary>
/// Carries out planned changes whose time has come: on one instance, whichever holds the lease. What is due is in the database, so what fell into a downtime
/// is done at once afterwards. The lease saves work; that nothing is done twice, <see cref="PlanExecutor"/> sees to.
/// </summary>
internal sealed partial class PlanRunner(
    PlanExecutor executor, PlanBoard board, RecordIndex<OfferRow> offers, RecordIndex<ShopRow> shops, TableReader reader, UnauditedWriter unaudited, TimeProvider time,
    ILogger<PlanRunner> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Lease _lease = new("planned-changes", TimeSpan.FromMinutes(1), reader, unaudited, time);

    /// <summary>Carries out what is due, the earliest first.</summary>
    /// <returns>How many plans were carried out or refused here.</returns>
    internal async Task<int> RunDueAsync(CancellationToken cancellationToken)
    {
        await board.RefreshAsync(cancellationToken);
        var now = time.GetUtcNow();
        var due = board.Plans.Values.Where(plan => plan.DueAt <= now).OrderBy(plan => plan.DueAt).ThenBy(plan => plan.Id, StringComparer.Ordinal).Select(plan => plan.Id).ToList();
        if (due.Count == 0 || offers.State != IndexState.Ready || shops.State != IndexState.Ready)
            return 0; // without its shop an offer would be nobody's

        var done = 0;
        Exception? failure = null;
        foreach (var id in due)
        {
            if (!await _lease.HoldAsync(cancellationToken))
                break;

            try
            {
                if (await executor.RunAsync(id, cancellationToken) is { } plan)
                {
                    done++;
                    LogCarriedOut(logger, plan.Id, plan.State, plan.OfferId);
                }
            }
#pragma warning disable CA1031 // One that cannot be carried out now does not hold the others up; it is tried again at the next tick.
            catch (Exception cause) when (cause is not OperationCanceledException)
#pragma warning restore CA1031
            {
                failure = cause;
            }
        }

        return failure is null ? done : throw new PlansNotRunException(failure);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failed = false;
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
                failed = !await TryAsync(failed, stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The portal stops.
        }
    }

    private async Task<bool> TryAsync(bool failedBefore, CancellationToken stopping)
    {
        try
        {
            await RunDueAsync(stopping);
            return true;
        }
#pragma warning disable CA1031 // It is made up for at the next tick; the log has the first cause.
        catch (Exception cause) when (cause is not OperationCanceledException || !stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            if (!failedBefore)
                LogNotRun(logger, cause);
            return false;
        }
    }

    [LoggerMessage(EventId = 2460, Level = LogLevel.Information, Message = "Planned change {Plan} of offer {Offer}: {State}.")]
    private static partial void LogCarriedOut(ILogger logger, string plan, PlanState state, string offer);

    [LoggerMessage(EventId = 2461, Level = LogLevel.Warning, Message = "Planned changes could not be carried out; they are tried again.")]
    private static partial void LogNotRun(ILogger logger, Exception cause);
}

internal static partial class PlanLog
{
    [LoggerMessage(EventId = 2462, Level = LogLevel.Error, Message = "What was asked of a planned change could not be done; the person was given the reference {Reference}.")]
    public static partial void NotDone(this ILogger logger, Exception cause, string reference);
}

/// <summary>Some of the planned changes that are due could not be carried out now.</summary>
internal sealed class PlansNotRunException(Exception cause) : Exception("Planned changes that are due could not be carried out: " + cause.Message, cause);
