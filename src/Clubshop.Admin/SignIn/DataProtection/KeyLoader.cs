using Microsoft.AspNetCore.DataProtection;

namespace Clubshop.Admin.SignIn.DataProtection;

/// <summary>Loads the data protection keys while the portal starts.</summary>
internal sealed partial class KeyLoader(IDataProtectionProvider protection, ILogger<KeyLoader> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        () =>
        {
            try
            {
                protection.CreateProtector("Clubshop.Admin.SignIn.KeyLoader").Protect([0]);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // A request that needs a key tries again, and fails for the same reason.
                LogNotLoaded(exception);
            }
        },
        stoppingToken);

    [LoggerMessage(EventId = 1105, Level = LogLevel.Error, Message = "The keys of data protection could not be loaded")]
    private partial void LogNotLoaded(Exception exception);
}
