namespace Clubshop.Admin.Staff.Accounts;

/// <summary>Completes interrupted Cognito changes, at start and once a minute.</summary>
internal sealed partial class StaffSettlement(StaffService staff, TimeProvider time, ILogger<StaffSettlement> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                if (await staff.SettleAsync(stoppingToken) is > 0 and var settled)
                    LogSettled(settled);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // Any failure may be gone in a minute.
                LogNotSettled(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 1205, Level = LogLevel.Warning, Message = "{Count} changes of staff that were cut off have been settled from the pool's state")]
    private partial void LogSettled(int count);

    [LoggerMessage(EventId = 1206, Level = LogLevel.Error, Message = "Changes of staff that were cut off could not be settled; tried again in a minute")]
    private partial void LogNotSettled(Exception exception);
}
