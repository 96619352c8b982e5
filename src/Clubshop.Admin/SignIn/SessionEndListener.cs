namespace Clubshop.Admin.SignIn;

/// <summary>Hears, once a second, which of the sessions that circuits here stand on were ended by another instance.</summary>
internal sealed class SessionEndListener(Sessions sessions, TimeProvider time, ILogger<SessionEndListener> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sessions.HearAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogNotHeard(exception);
            }
        }
    }
}
