using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Watch;

/// <summary>When the check ran last, and whether somebody waits for one.</summary>
/// <param name="StartedAt">When the last one began (UTC); null before the first.</param>
/// <param name="FinishedAt">When the last one that was completed ended (UTC).</param>
/// <param name="AskedAt">When somebody asked for one (UTC).</param>
/// <param name="Found">How many it found of each kind.</param>
public sealed record WatchState(DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, DateTimeOffset? AskedAt, IReadOnlyDictionary<FindingKind, int> Found)
{
    /// <summary>Before the first check.</summary>
    public static WatchState None { get; } = new(null, null, null, new Dictionary<FindingKind, int>());

    /// <summary>Whether one was asked for that has not been completed.</summary>
    public bool IsWaiting => AskedAt is { } asked && !(StartedAt >= asked && FinishedAt >= StartedAt);

    internal static WatchState Read(Item? item) => item is null ? None : new(
        item.GetTime("startedAt"), item.GetTime("finishedAt"), item.GetTime("askedAt"),
        Enum.GetValues<FindingKind>().ToDictionary(kind => kind, kind => (int)item.GetLong(CountOf(kind))));

    internal static string CountOf(FindingKind kind) => "n" + kind;
}

/// <summary>
/// Runs the check every night from 02:30 IST on, and when somebody asks for it: on one instance, whichever holds the lease. What is due is in the
/// database, so a night that was missed, or a check that was interrupted, is made up for.
/// </summary>
internal sealed partial class WatchRunner(
    WatchRun run, WatchBoard board, IEnumerable<CatalogIndex> indexes, TableReader reader, UnauditedWriter unaudited, TimeProvider time, ILogger<WatchRunner> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan NightBegins = new(2, 30, 0);

    private readonly Lease _lease = new("watch", TimeSpan.FromMinutes(2), reader, unaudited, time);

    /// <summary>Runs the check if it is due and this instance may.</summary>
    /// <returns>Whether it ran to its end.</returns>
    internal async Task<bool> RunIfDueAsync(CancellationToken cancellationToken)
    {
        if (!IsDue(WatchState.Read(await reader.ReadAsync(FindingItems.Run, cancellationToken)), time.GetUtcNow()) || !await _lease.HoldAsync(cancellationToken))
            return false;

        // Once more: another instance may have ended it before this one got the lease.
        var item = await reader.ReadAsync(FindingItems.Run, cancellationToken);
        if (!IsDue(WatchState.Read(item), time.GetUtcNow()))
            return false;

        if (indexes.Any(index => index.State != IndexState.Ready))
            return false; // without its shop an offer would look hidden

        var started = time.GetUtcNow();
        var counts = await run.RunAsync(() => PulseAsync(cancellationToken), cancellationToken);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            item = await reader.ReadAsync(FindingItems.Run, cancellationToken);
            var version = item?.Version ?? 0;
            var after = (item?.Copy() ?? new Item(FindingItems.Run.Pk, FindingItems.Run.Sk)).Set("startedAt", started).Set("finishedAt", time.GetUtcNow()).Set(Attributes.Version, version + 1);
            foreach (var (kind, count) in counts)
                after.Set(WatchState.CountOf(kind), (long)count);
            if (await unaudited.PutAsync(Table.System, after, new RowCondition.AtVersion(version), cancellationToken))
                break;
        }

        var found = counts.Values.Sum();
        LogRan(logger, found);
        await board.ReadAsync(cancellationToken);
        return true;
    }

    /// <summary>Whether a check is due: somebody waits for one, or none began since the last night did.</summary>
    internal static bool IsDue(WatchState state, DateTimeOffset now)
    {
        var local = Ist.From(now);
        var night = Ist.ToUtc((local.TimeOfDay >= NightBegins ? local.Date : local.Date.AddDays(-1)) + NightBegins);
        return state.IsWaiting || state.FinishedAt is null || !(state.StartedAt >= night && state.FinishedAt >= state.StartedAt);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failed = false;
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                failed = !await TryAsync(failed, stoppingToken);
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
            await RunIfDueAsync(stopping);
            await board.RefreshAsync(stopping);
            return true;
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return true; // another instance took over
        }
#pragma warning disable CA1031 // The check is made up for at the next tick; the log has the first cause.
        catch (Exception cause) when (cause is not OperationCanceledException)
#pragma warning restore CA1031
        {
            if (!failedBefore)
                LogNotRun(logger, cause);
            return false;
        }
    }

    private async Task PulseAsync(CancellationToken cancellationToken)
    {
        if (!await _lease.HoldAsync(cancellationToken))
            throw new OperationCanceledException("Another instance took the check over.");
    }

    [LoggerMessage(EventId = 5101, Level = LogLevel.Information, Message = "The nightly check ran: {Found} findings.")]
    private static partial void LogRan(ILogger logger, int found);

    [LoggerMessage(EventId = 5102, Level = LogLevel.Warning, Message = "The nightly check could not be run; it is tried again.")]
    private static partial void LogNotRun(ILogger logger, Exception cause);
}
