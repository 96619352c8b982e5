using Clubshop.Admin.Jobs;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Pictures;

/// <summary>
/// Takes away pictures that were uploaded and that no record was saved with within <see cref="Kept"/>: longer than a draft of a form is kept. One instance at a time, every
/// hour. A picture is first marked as going, so that no save can begin to use it; then it is looked at again; then its files go.
/// </summary>
internal sealed partial class PictureSweeper(
    PictureStore store, TableReader reader, UnauditedWriter unaudited, TimeProvider time, ILogger<PictureSweeper> logger) : BackgroundService
{
    /// <summary>How long what no record was saved with is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly Lease _lease = new("pictures", TimeSpan.FromMinutes(10), reader, unaudited, time);

    /// <summary>Goes over all that waits, if this instance may.</summary>
    /// <returns>How many pictures were taken away.</returns>
    internal async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        if (!store.Exists || !await _lease.HoldAsync(cancellationToken))
            return 0;

        var (taken, before) = (0, time.GetUtcNow() - Kept);
        await foreach (var row in reader.QueryAllAsync(new(Table.System, PictureRows.WaitingPk) { Consistent = true }, cancellationToken))
        {
            if (row.GetTime(PictureRows.At) > before)
                continue;
            if (!await _lease.HoldAsync(cancellationToken))
                break;
            if (await TakeAsync(row.Sk, before, cancellationToken))
                taken++;
        }

        if (taken > 0)
            LogTaken(logger, taken);
        return taken;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TryAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The portal stops.
        }
    }

    private async Task TryAsync(CancellationToken stopping)
    {
        try
        {
            await SweepAsync(stopping);
        }
#pragma warning disable CA1031 // S3 or DynamoDB may be away for a while; the next hour goes on where it stopped.
        catch (Exception cause) when (!stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotSwept(logger, cause);
        }
    }

    private async Task<bool> TakeAsync(string name, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (key, waiting) = (PictureRows.Of(name), PictureRows.Waiting(name));
        if (await reader.ReadAsync(PictureRows.Used(name), cancellationToken) is not null)
        {
            await unaudited.DeleteAsync(waiting, null, cancellationToken);
            return false;
        }

        var row = await reader.ReadAsync(key, cancellationToken);
        var version = row?.Version ?? 0;
        var going = (row?.Copy() ?? new Item(key.Pk, key.Sk)).Set(PictureRows.State, PictureRows.Going).Set(Attributes.Version, version + 1);
        if (!await unaudited.PutAsync(key.Table, going, new RowCondition.AtVersion(version), cancellationToken))
            return false;

        // What was saved or uploaded before the mark is seen now; what comes after the mark is refused.
        if (await reader.ReadAsync(PictureRows.Used(name), cancellationToken) is not null || (await reader.ReadAsync(waiting, cancellationToken))?.GetTime(PictureRows.At) > before)
        {
            var atMark = new RowCondition.AtVersion(version + 1);
            if (row is null)
                await unaudited.DeleteAsync(key, atMark, cancellationToken);
            else
                await unaudited.PutAsync(key.Table, row.Copy().Set(PictureRows.State, PictureRows.Ready).Set(Attributes.Version, version + 2), atMark, cancellationToken);
            return false;
        }

        await store.DeleteAsync(name, cancellationToken);
        await unaudited.DeleteAsync(waiting, null, cancellationToken);
        await unaudited.DeleteAsync(key, new RowCondition.AtVersion(version + 1), cancellationToken);
        return true;
    }

    [LoggerMessage(EventId = 1903, Level = LogLevel.Information, Message = "{Count} pictures that no record was saved with were taken away.")]
    private static partial void LogTaken(ILogger logger, int count);

    [LoggerMessage(EventId = 1904, Level = LogLevel.Warning, Message = "Pictures that no record was saved with could not be taken away; it is tried again in an hour.")]
    private static partial void LogNotSwept(ILogger logger, Exception cause);
}
