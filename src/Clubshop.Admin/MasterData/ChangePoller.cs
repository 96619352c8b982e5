using System.Security.Cryptography;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData;

/// <summary>
/// Loads every index at start, in the background, and keeps it up to date: reads the changes of other instances every 4 seconds, and everything
/// about once an hour (a purge leaves no change to read). Instances that started together do not do that together. Failures are retried with a backoff of up to 30 seconds.
/// </summary>
internal sealed partial class ChangePoller(IEnumerable<IRecordIndex> indexes, TableReader reader, TimeProvider time, ILogger<ChangePoller> logger) : BackgroundService
{
    // So that every instance knows a change within 5 seconds, including the lag of DynamoDB's index and the read itself.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ReadAgain = TimeSpan.FromMinutes(45);
    private static readonly TimeSpan Spread = TimeSpan.FromMinutes(30);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(indexes.Select(index => FeedAsync(new(index, reader, time, logger), stoppingToken)));

    private async Task FeedAsync(IndexFeed feed, CancellationToken stopping)
    {
        await Task.Yield();
        var failures = 0;
        var again = NextReread();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (feed.ReadAt == default || time.GetUtcNow() - feed.ReadAt >= again)
                {
                    await feed.LoadAsync(stopping);
                    again = NextReread();
                }
                else
                {
                    await feed.PollAsync(stopping);
                }

                failures = 0;
                feed.Index.SetState(IndexState.Ready);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Polling must go on after any failure; the state and the log report it.
            catch (Exception cause)
#pragma warning restore CA1031
            {
                if (failures++ == 0)
                    LogBehind(logger, cause, feed.Index.Table);
                // At start the tables may not exist yet.
                if (feed.ReadAt != default || failures > 3)
                    feed.Index.SetState(IndexState.Problem);
            }

            try
            {
                await Task.Delay(failures == 0 ? Interval : Backoff(failures), time, stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>How long after a complete read the next one follows: 45 to 75 minutes, drawn anew for each index and each time.</summary>
    internal static TimeSpan NextReread() => ReadAgain + (Spread * (RandomNumberGenerator.GetInt32(1_000) / 1_000.0));

    private static TimeSpan Backoff(int failures)
    {
        var delay = TimeSpan.FromMilliseconds(250 << Math.Min(failures, 8));
        return delay < Longest ? delay : Longest;
    }

    [LoggerMessage(EventId = 2102, Level = LogLevel.Warning, Message = "The index of {Table} cannot be updated; retrying.")]
    private static partial void LogBehind(ILogger logger, Exception cause, Table table);
}
