using System.Collections.Concurrent;
using System.Threading.Channels;
using Clubshop.Admin.MasterData.Publishing.Cache;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData.Publishing.Outbox;

/// <summary>
/// Publishes what this instance commits, at once: the records first, in parallel, then their lists in batches. What cannot be published stays
/// in the outbox for the <see cref="OutboxSweeper"/>.
/// </summary>
internal sealed partial class Publisher(
    PublishedKinds kinds, PublishingOutbox outbox, RecordPublisher records, ListRenewer lists, PublishingStatus status, TimeProvider time, ILogger<Publisher> logger)
    : BackgroundService, ICommitObserver
{
    // Each takes what is waiting: many changes at once are read back with few calls, and a single one does not wait for others.
    private const int Workers = 4;
    private const int RecordsAtOnce = 100;

    // A list is written as a whole, whether one entry of it changed or a hundred: the more changes are taken at once, the less often each is.
    private const int ListsOfAtOnce = 4_000;

    // So many changes at once are an import: then their lists are left to gather for twice as long as the last ones took, within what nobody notices.
    private const int Many = 100;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    // Changes beyond this limit stay in the outbox for the sweeper, so that an import faster than the cache does not fill the memory.
    private const int QueueLimit = 10_000;

    private readonly Channel<ToPublish> _committed = Channel.CreateBounded<ToPublish>(QueueLimit);
    private readonly Channel<PublishedRecord> _written = Channel.CreateBounded<PublishedRecord>(new BoundedChannelOptions(QueueLimit) { SingleReader = true });
    private readonly ConcurrentDictionary<ItemKey, bool> _underWay = new();
    private volatile bool _started;

    /// <inheritdoc/>
    public void Committed(Table table, Item item)
    {
        // In a process that does not publish (such as an ops command), the row stays in the outbox for an instance that does.
        if (!_started || kinds.Of(table, item) is not { } kind)
            return;

        var row = KeyOf(kind, item);
        _underWay[row] = true;
        if (!_committed.Writer.TryWrite(new(kind, item)))
            _underWay.TryRemove(row, out _);
    }

    /// <inheritdoc/>
    public void Recorded(Item entry)
    {
    }

    /// <summary>Whether this publisher is working on a row.</summary>
    public bool IsUnderWay(ItemKey row) => _underWay.ContainsKey(row);

    /// <summary>Publishes rows left in the outbox: their records as they are in the database now, then their lists; then deletes the rows.</summary>
    /// <param name="rows">All rows of the records concerned.</param>
    /// <param name="reader">Reads the records.</param>
    /// <param name="cancellationToken">Cancels publishing.</param>
    /// <returns>Number of rows done.</returns>
    internal async Task<int> PublishAsync(IReadOnlyList<OutboxRow> rows, TableReader reader, CancellationToken cancellationToken)
    {
        var known = rows.Where(row => kinds.Find(row.Kind) is not null).ToList();
        var items = await reader.ReadManyAsync(known.Select(row => kinds.Find(row.Kind)!.KeyOf(row.Id)), cancellationToken);
        var todo = known.DistinctBy(row => (row.Kind, row.Id))
            .Select(row => (Kind: kinds.Find(row.Kind)!, Item: items.GetValueOrDefault(kinds.Find(row.Kind)!.KeyOf(row.Id))))
            .Where(record => record.Item is not null).Select(record => new ToPublish(record.Kind, record.Item!)).ToList();
        foreach (var record in todo)
            record.Kind.Merge(record.Item);

        var forced = known.Where(row => row.Force).Select(row => (row.Kind, row.Id)).ToHashSet();
        var published = new List<PublishedRecord>(todo.Count);
        foreach (var some in todo.GroupBy(record => forced.Contains((record.Kind.Kind, record.Item.Id))))
            published.AddRange(await records.PublishAsync([.. some], some.Key, cancellationToken));
        var failed = published.Where(record => record.Problem is not null).ToDictionary(record => (record.Kind.Kind, record.Item.Id));
        foreach (var row in known.Where(row => failed.ContainsKey((row.Kind, row.Id))))
            status.RecordFailure(row.Key, failed[(row.Kind, row.Id)].Node, failed[(row.Kind, row.Id)].Problem!);

        foreach (var record in published.Where(record => record.Problem is null))
            record.Kind.Merge(record.Item);
        return await FinishAsync([.. known.Where(row => !failed.ContainsKey((row.Kind, row.Id)))], atOnce: false, cancellationToken);
    }

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _started = true;
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll([RenewAsync(stoppingToken), .. Enumerable.Range(0, Workers).Select(_ => PublishAsync(stoppingToken))]);

    private async Task PublishAsync(CancellationToken stopping)
    {
        try
        {
            while (await _committed.Reader.WaitToReadAsync(stopping))
            {
                var taken = new List<ToPublish>();
                while (taken.Count < RecordsAtOnce && _committed.Reader.TryRead(out var record))
                    taken.Add(record);

                // Two changes of one record one after the other.
                foreach (var round in taken.GroupBy(record => (record.Kind.Kind, record.Item.Id)).SelectMany(changes => changes.Select((record, turn) => (record, turn))).GroupBy(change => change.turn))
                    await PublishAsync([.. round.Select(change => change.record)], stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    private async Task PublishAsync(IReadOnlyList<ToPublish> some, CancellationToken cancellationToken)
    {
        var left = some.ToDictionary(record => (record.Kind.Kind, record.Item.Id));
        try
        {
            foreach (var published in await records.PublishAsync(some, force: false, cancellationToken))
            {
                var record = left[(published.Kind.Kind, published.Item.Id)];
                if (published.Problem is not null)
                {
                    status.RecordFailure(KeyOf(record.Kind, record.Item), published.Node, published.Problem);
                    continue;
                }

                record.Kind.Merge(published.Item);
                if (_written.Writer.TryWrite(published with { Item = record.Item }))
                    left.Remove((published.Kind.Kind, published.Item.Id));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // The rows stay in the outbox, and the sweeper publishes them.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            LogNotPublished(logger, cause, some.Count);
        }

        foreach (var record in left.Values)
            _underWay.TryRemove(KeyOf(record.Kind, record.Item), out _);
    }

    private async Task RenewAsync(CancellationToken stopping)
    {
        while (await _written.Reader.WaitToReadAsync(stopping))
        {
            var (rows, started) = (new List<ItemKey>(), time.GetTimestamp());
            while (rows.Count < ListsOfAtOnce && _written.Reader.TryRead(out var record))
                rows.Add(KeyOf(record.Kind, record.Item));

            try
            {
                await FinishAsync(await outbox.ReadAsync(rows, stopping), atOnce: true, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // As above.
            catch (Exception cause)
#pragma warning restore CA1031
            {
                LogListsNotRenewed(logger, cause, rows.Count);
            }

            foreach (var row in rows)
                _underWay.TryRemove(row, out _);
            if (rows.Count < Many)
                continue;

            try
            {
                var taken = time.GetElapsedTime(started);
                await Task.Delay(taken * 2 < LongestPause ? taken * 2 : LongestPause, time, stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    // The records of these rows are in the cache; renews their lists and deletes the rows. A list that was new when its row was written may have entries by now.
    private async Task<int> FinishAsync(IReadOnlyList<OutboxRow> saved, bool atOnce, CancellationToken cancellationToken)
    {
        var rows = atOnce ? saved : [.. saved.Select(row => row with { Lists = [.. row.Lists.Select(list => list with { IsNew = false })] })];
        var failed = await lists.RenewAsync([.. rows.SelectMany(row => row.Lists)], cancellationToken);
        var done = new List<OutboxRow>(rows.Count);
        foreach (var row in rows)
        {
            if (row.Lists.FirstOrDefault(failed.ContainsKey) is { } list)
                status.RecordFailure(row.Key, failed[list].Node, failed[list].Problem);
            else
                done.Add(row);
        }

        await outbox.RemoveAsync(done, cancellationToken);
        status.Clear(done.Select(row => row.Key));
        return done.Count;
    }

    private static ItemKey KeyOf(PublishedKind kind, Item item) => PublishingOutbox.KeyOf(kind.Kind, item.Id, item.Version, item.GetTime(Attributes.UpdatedAt) ?? default);

    [LoggerMessage(EventId = 2111, Level = LogLevel.Warning, Message = "{Count} changes could not be published at once; they stay in the outbox.")]
    private static partial void LogNotPublished(ILogger logger, Exception cause, int count);

    [LoggerMessage(EventId = 2112, Level = LogLevel.Warning, Message = "The lists of {Count} changes could not be renewed at once; they stay in the outbox.")]
    private static partial void LogListsNotRenewed(ILogger logger, Exception cause, int count);
}
