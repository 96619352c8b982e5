using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;
using Clubshop.Coupons;

namespace Clubshop.Admin.Coupons.Jobs;

/// <summary>
/// Deletes the coupons of offers whose time has passed, once a day on one instance: those that ended or were archived <see cref="Kept"/> ago, and those that
/// are gone, <see cref="TransactionPlan.DeletedKept"/> after they were deleted. Each has an audit entry before the first row is deleted.
/// </summary>
internal sealed partial class CouponRetention(
    CouponRemover remover, PoolWatch watch, OfferService offers, RecordIndex<OfferRow> index, WriteUnit writes, TableReader reader, UnauditedWriter unaudited,
    TimeProvider time, ILogger<CouponRetention> logger) : BackgroundService
{
    /// <summary>How long the coupons of an offer are kept after it ended or was archived.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(730);

    private static readonly TimeSpan Interval = TimeSpan.FromDays(1);
    private static readonly TimeSpan Look = TimeSpan.FromHours(1);

    // A little less than the interval, so that the next turn of whichever instance comes first finds it free.
    private readonly Lease _lease = new("coupon-retention", Interval - TimeSpan.FromMinutes(30), reader, unaudited, time);
    private DateTimeOffset _next;

    /// <summary>Deletes what has passed, unless another instance did within the last turn.</summary>
    /// <returns>Offers whose coupons were deleted; null where another instance does it.</returns>
    internal async Task<int?> RemoveAsync(CancellationToken cancellationToken)
    {
        if (!await _lease.HoldAsync(cancellationToken))
            return null;

        var removed = 0;
        await foreach (var (offerId, goneSince) in watch.AllAsync(cancellationToken))
        {
            if (await WhyAsync(offerId, goneSince, cancellationToken) is not { } why)
                continue;

            if (await remover.HasAnyAsync(offerId, cancellationToken))
            {
                var row = index.Find(offerId);
                await writes.RecordAsync(Actor.System, Ids.New(time), CouponAudit.Draft(CouponAudit.Remove, new(offerId, row?.Title ?? "a deleted offer", row?.ClubIds ?? []), why), cancellationToken);
                var rows = await remover.RemoveAsync(offerId, cancellationToken);
                LogRemoved(logger, offerId, rows);
                removed++;
            }

            await watch.DropAsync(offerId, cancellationToken);
        }

        return removed;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        try
        {
            await index.WhenReadyAsync(stoppingToken);
            using var timer = new PeriodicTimer(Look, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (time.GetUtcNow() < _next)
                    continue;

                try
                {
                    await RemoveAsync(stoppingToken);
                    (_next, failing) = (time.GetUtcNow() + Interval, false);
                }
#pragma warning disable CA1031 // The next turn goes on where this one ended; logged once.
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

    // Why the coupons of an offer are kept no longer; null while they are. A deleted one can be restored with its coupons while it is in its table.
    private async Task<string?> WhyAsync(string offerId, DateTimeOffset? goneSince, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (index.Find(offerId) is not { Status: not EditorialStatus.Deleted } row)
        {
            var found = await offers.FindAsync(Actor.System, offerId, cancellationToken);
            if (found is { Ok: true, Value.Status: not EditorialStatus.Deleted })
                return null;

            if (goneSince is null)
                await watch.MarkAsync(offerId, now, cancellationToken);
            var isGone = !found.Ok && found.Problems[0].Code == Problem.NotFound;
            return isGone && goneSince <= now - TransactionPlan.DeletedKept ? $"The offer was deleted more than {TransactionPlan.DeletedKept.Days} days ago" : null;
        }

        if (goneSince is not null)
            await watch.MarkAsync(offerId, null, cancellationToken);
        return row.Status switch
        {
            EditorialStatus.Archived when row.UpdatedAt <= now - Kept => $"The offer was archived more than {Kept.Days} days ago",
            _ when row.Ends <= now - Kept => $"The offer ended more than {Kept.Days} days ago",
            _ => null,
        };
    }

    [LoggerMessage(EventId = 5003, Level = LogLevel.Information, Message = "The coupons of the offer {OfferId} were kept long enough: {Rows} rows are deleted.")]
    private static partial void LogRemoved(ILogger logger, string offerId, long rows);

    [LoggerMessage(EventId = 5004, Level = LogLevel.Warning, Message = "Coupons that were kept long enough could not be deleted; the next turn goes on.")]
    private static partial void LogFailed(ILogger logger, Exception cause);
}
