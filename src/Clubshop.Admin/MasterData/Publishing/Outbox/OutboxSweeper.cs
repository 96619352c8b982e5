using Clubshop.Admin.MasterData.Publishing.Cache;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Memcached;

namespace Clubshop.Admin.MasterData.Publishing.Outbox;

/// <summary>
/// Publishes what is left in the outbox: by an instance that ended, or because a node did not answer. Every instance does this without
/// coordination: publishing twice does no harm.
/// </summary>
internal sealed partial class OutboxSweeper(
    PublishingOutbox outbox, Publisher publisher, PublishingStatus status, PublishedKinds kinds, Generations generations, CacheKeys keys, MemcachedCluster cluster,
    TableReader reader, TimeProvider time, ILogger<OutboxSweeper> logger) : BackgroundService
{
    /// <summary>How long a row is left to the instance that made it. A row dated in the future is taken at once: some clock jumped.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>How often rows are looked for that are dated in the future.</summary>
    private static readonly TimeSpan AheadInterval = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan BusyPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan IdlePause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StuckPause = TimeSpan.FromSeconds(4);
    private const int Batch = 200;

    private readonly SemaphoreSlim _signal = new(0);
    private readonly OutboxCursor _cursor = new();
    private DateTimeOffset _aheadAt;

    /// <summary>Sweeps at once, because a node is back.</summary>
    public void Wake()
    {
        _aheadAt = default;
        _signal.Release();
    }

    /// <summary>Publishes what is due.</summary>
    /// <returns>Number of rows that remain.</returns>
    internal async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var rows = await outbox.ReadDueAndNextAsync(now - Grace, _cursor, cancellationToken);
        if (now - _aheadAt >= AheadInterval || now < _aheadAt)
        {
            rows = [.. rows, .. await outbox.ReadAheadAsync(now - Grace, cancellationToken)];
            _aheadAt = now;
        }

        status.SetPending(rows);
        var due = rows.Where(row => !publisher.IsUnderWay(row.Key) && (now - row.At >= Grace || row.At > now + Grace)).ToList();
        var done = 0;
        foreach (var batch in due.GroupBy(row => (row.Kind, row.Id)).Chunk(Batch))
        {
            var reachable = new List<OutboxRow>();
            foreach (var record in batch)
            {
                if (await FindDownNodeAsync(record.Key.Kind, record.Key.Id, cancellationToken) is { } node)
                    RecordFailures(record, node);
                else
                    reachable.AddRange(record);
            }

            done += await publisher.PublishAsync(reachable, reader, cancellationToken);
        }

        if (done > 0)
            status.SetPending(await outbox.ReadDueAsync(now - Grace, cancellationToken));
        return rows.Count - done;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (failing, remained) = (false, 0);
        var pause = BusyPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Backs off while the number of rows does not shrink; a node that comes back wakes the sweeper.
                var remains = await SweepAsync(stoppingToken);
                pause = remains == 0 ? IdlePause : remains < remained || remained == 0 ? BusyPause : pause < StuckPause ? pause * 2 : StuckPause;
                (failing, remained) = (false, remains);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The rows stay, and the next attempt may succeed; logged once.
            catch (Exception cause)
#pragma warning restore CA1031
            {
                if (!failing)
                    LogSweepFailed(logger, cause);
                failing = true;
            }

            try
            {
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await Task.WhenAny(Task.Delay(pause, time, waiting.Token), _signal.WaitAsync(waiting.Token));
                await waiting.CancelAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _signal.Dispose();
    }

    // The record's node when it is known to be down; then reading the record would be in vain.
    private async Task<MemcachedNode?> FindDownNodeAsync(string kind, string id, CancellationToken cancellationToken)
    {
        if (kinds.Find(kind) is null)
            return null;

        var node = cluster.NodeOf(keys.Record(kind, await generations.CurrentAsync(kind, cancellationToken), id));
        return node.State.Condition == NodeCondition.Down ? node : null;
    }

    private void RecordFailures(IEnumerable<OutboxRow> rows, MemcachedNode node)
    {
        foreach (var row in rows.Where(row => status.NoteOf(row.Key) is null))
            status.RecordFailure(row.Key, node.Address, node.State.Problem ?? L.Later("does not answer"));
    }

    [LoggerMessage(EventId = 2113, Level = LogLevel.Warning, Message = "Publishing from the outbox failed; retrying.")]
    private static partial void LogSweepFailed(ILogger logger, Exception cause);
}
