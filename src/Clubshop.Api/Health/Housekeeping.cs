using Clubshop.Api.Cache;
using Clubshop.Api.Catalog;
using Clubshop.Api.Coupons;
using Clubshop.Api.Http;
using Clubshop.Api.Tables;

namespace Clubshop.Api.Health;

/// <summary>From time to time: looks whether cache and tables answer, and lets go of what nobody asks for any more.</summary>
internal sealed partial class Housekeeping(
    HealthState health, StartHelp help, CatalogTables tables, CatalogReader reader, CatalogLists lists, Callers callers, CustomerTokens tokens, TimeProvider time, ILogger<Housekeeping> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    // No record has it: the read costs half a unit and shows that the table answers.
    private const string NoRecord = "00000000000000000000000000000000";

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var told = false;
        do
        {
            await LookAsync(stoppingToken);
            if (help.Hint is { } hint && !told)
            {
                told = true;
                LogHelp(logger, hint);
            }

            reader.Sweep();
            lists.Sweep();
            callers.Sweep();
            tokens.Sweep();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(health.LookAsync(cancellationToken), tables.RecordAsync(RecordKind.Offer, NoRecord));
        }
        catch (BusyException)
        {
            // the gate has it
        }
    }

    [LoggerMessage(5101, LogLevel.Warning, "{Hint}")]
    private static partial void LogHelp(ILogger logger, string hint);
}
