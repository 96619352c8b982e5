namespace Clubshop.Admin.SignIn.Sessions;

/// <summary>Checks every second which sessions of circuits in this instance were ended by another instance.</summary>
internal sealed class SessionEndListener(SessionService sessions, TimeProvider time, ILogger<SessionEndListener> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await sessions.ApplyRemoteEndsAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.LogEndsNotRead(exception);
            }
        }
    }
}
