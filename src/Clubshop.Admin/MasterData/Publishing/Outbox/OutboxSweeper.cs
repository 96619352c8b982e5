using Clubshop.Admin.MasterData.Publishing.Cache;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Memcached;

namespace Clubshop.Admin.MasterData.Publishing.Outbox;

/// <summary>
/// Takes up what is left in the outbox: of an instance that ended, and of nodes that did not answer. Every instance does, without asking
/// the others: publishing twice does no harm.
/// </summary>
internal sealed partial class OutboxSweeper(
    PublishingOutbox outbox, Publisher publisher, PublishingStatus board, PublishedKinds kinds, Generations generations, CacheKeys keys, MemcachedCluster cluster,
    TableReader reader, TimeProvider time, ILogger<OutboxSweeper> logger) : BackgroundService
{
    /// <summary>How long a row is left to the instance that made it. One from the future is nobody's: some clock jumped.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>How often everything is read, and not only what is due: rows from the future, rows behind a thousand that are stuck.</summary>
    private static readonly TimeSpan Whole = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Stuck = TimeSpan.FromSeconds(4);
    private const int Batch = 200;

    private readonly SemaphoreSlim _called = new(0);
    private DateTimeOffset _wholeAt;

    /// <summary>Looks at once, at everything: a node is back.</summary>
    public void Call()
    {
        _wholeAt = default;
        _called.Release();
    }

    /// <summary>Publishes what is due.</summary>
    /// <returns>Rows that remain.</returns>
    internal async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var whole = now - _wholeAt >= Whole || now < _wholeAt;
        var rows = whole ? await outbox.ReadAsync(cancellationToken) : await outbox.ReadDueAsync(now - Grace, cancellationToken);
        _wholeAt = whole ? now : _wholeAt;
        board.Show(rows);
        var due = rows.Where(row => !publisher.IsUnderWay(row.Key) && (now - row.At >= Grace || row.At > now + Grace)).ToList();
        var done = 0;
        foreach (var batch in due.GroupBy(row => (row.Kind, row.Id)).Chunk(Batch))
        {
            var reachable = new List<OutboxRow>();
            foreach (var record in batch)
            {
                if (await DownAsync(record.Key.Kind, record.Key.Id, cancellationToken) is { } node)
                    Mark(record, node);
                else
                    reachable.AddRange(record);
            }

            done += await publisher.PublishAsync(reachable, reader, cancellationToken);
        }

        if (done > 0)
            board.Show(await outbox.ReadDueAsync(now - Grace, cancellationToken));
        return rows.Count - done;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (failing, remained) = (false, 0);
        var pause = Busy;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // What does not get less is asked for less often; a node that comes back calls.
                var remains = await SweepAsync(stoppingToken);
                pause = remains == 0 ? Idle : remains < remained || remained == 0 ? Busy : pause < Stuck ? pause * 2 : Stuck;
                (failing, remained) = (false, remains);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it was, the rows are there and the next look may succeed; told once.
            catch (Exception cause)
#pragma warning restore CA1031
            {
                if (!failing)
                    LogBehind(logger, cause);
                failing = true;
            }

            try
            {
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await Task.WhenAny(Task.Delay(pause, time, waiting.Token), _called.WaitAsync(waiting.Token));
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
        _called.Dispose();
    }

    // The node of a record that is known not to answer: asking the source for its records would be in vain.
    private async Task<MemcachedNode?> DownAsync(string kind, string id, CancellationToken cancellationToken)
    {
        if (kinds.Find(kind) is null)
            return null;

        var node = cluster.NodeOf(keys.Record(kind, await generations.CurrentAsync(kind, cancellationToken), id));
        return node.State.Condition == NodeCondition.Down ? node : null;
    }

    private void Mark(IEnumerable<OutboxRow> rows, MemcachedNode node)
    {
        foreach (var row in rows.Where(row => board.NoteOf(row.Key) is null))
            board.Failed(row.Key, node.Address, node.State.Problem ?? "does not answer");
    }

    [LoggerMessage(EventId = 2113, Level = LogLevel.Warning, Message = "The outbox of the cache cannot be worked off; trying again.")]
    private static partial void LogBehind(ILogger logger, Exception cause);
}
