namespace Clubshop.Admin.Dashboard.Waiting;

/// <summary>Keeps the <see cref="WaitingBoard"/> up to date: a look at the catalog two seconds after it changed, at the notifications every 20 seconds.</summary>
internal sealed class WaitingPoller(WaitingBoard board, TimeProvider time, ILogger<WaitingPoller> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Reread = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Clock = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (readAt, lookedAt, failed) = (DateTimeOffset.MinValue, DateTimeOffset.MinValue, false);
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var now = time.GetUtcNow();
                var always = now - lookedAt >= Clock;
                board.LookAtOffers(always);
                lookedAt = always ? now : lookedAt;
                if (now - readAt < Reread)
                    continue;

                readAt = now;
                failed = !await TryReadAsync(failed, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The portal stops.
        }
    }

    private async Task<bool> TryReadAsync(bool failedBefore, CancellationToken stopping)
    {
        try
        {
            await board.ReadApprovalsAsync(stopping);
            return true;
        }
#pragma warning disable CA1031 // Polling goes on after any failure; what is known stays, and the log has the first cause.
        catch (Exception cause) when (cause is not OperationCanceledException)
#pragma warning restore CA1031
        {
            if (!failedBefore)
                logger.ApprovalsNotRead(cause);
            return false;
        }
    }
}
