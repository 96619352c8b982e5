using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData;

/// <summary>Feeds one index from its table: reads everything once, then the changes.</summary>
internal sealed partial class IndexFeed(IRecordIndex index, TableReader reader, TimeProvider time, ILogger logger)
{
    // A DynamoDB index lags behind its table by milliseconds, sometimes seconds; and the clocks of two instances differ.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    // How far another instance's clock may be behind; beyond that its changes are found by the hourly read only.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(50);

    // Rows merged this shortly before a complete read may be missing from it.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    private const int BatchSize = 500;

    // What tells whether a record is known already.
    private static readonly string[] Versions = [Attributes.Pk, Attributes.Sk, Attributes.Version, Attributes.UpdatedAt, Attributes.PurgeAt];

    private DateTimeOffset _horizon;

    /// <summary>The index.</summary>
    public IRecordIndex Index => index;

    /// <summary>When the last complete read began.</summary>
    public DateTimeOffset ReadAt { get; private set; }

    /// <summary>Reads everything. Rows can be searched as they arrive; rows that no longer exist are removed at the end.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var found = new HashSet<string>(StringComparer.Ordinal);
        await Task.WhenAll(Shards().Select(shard => ReadAsync(shard, found, cancellationToken)));
        index.KeepOnly(found, started - Grace);
        ReadAt = _horizon = started;
    }

    /// <summary>Reads the changes since the last read.</summary>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var from = Times.ToText((_horizon < started ? _horizon : started) - Overlap);
        var latest = await Task.WhenAll(Shards().Select(shard => ReadChangesAsync(shard, from, cancellationToken)));
        var seen = latest.Max();
        var far = started - Skew;
        _horizon = Later(_horizon, Later(seen, far));
    }

    private async Task ReadAsync(string shard, HashSet<string> found, CancellationToken cancellationToken)
    {
        var batch = new List<Item>(BatchSize);
        await foreach (var item in reader.QueryAllAsync(new(index.Table, shard) { Index = TableSchemas.ByChange }, cancellationToken))
        {
            batch.Add(item);
            if (batch.Count == BatchSize)
                Take();
        }

        Take();

        void Take()
        {
            Merge(batch);
            lock (found)
                found.UnionWith(batch.Select(item => item.Id));
            batch.Clear();
        }
    }

    // Most changes are this instance's own, or were read the time before: of those only the version is read again, however long an import goes on.
    private async Task<DateTimeOffset> ReadChangesAsync(string shard, string from, CancellationToken cancellationToken)
    {
        var latest = DateTimeOffset.MinValue;
        var unknown = new List<ItemKey>();
        var query = new ItemQuery(index.Table, shard) { Index = TableSchemas.ByChange, From = from, Only = Versions };
        await foreach (var item in reader.QueryAllAsync(query, cancellationToken))
        {
            latest = Later(latest, item.GetTime(Attributes.UpdatedAt) ?? latest);
            if (!index.Has(item.Id, item.Version))
                unknown.Add(new(index.Table, item.Pk, item.Sk));
        }

        foreach (var batch in unknown.Chunk(BatchSize))
            Merge((await reader.ReadManyAsync(batch, cancellationToken)).Values);

        return latest;
    }

    private void Merge(IEnumerable<Item> items)
    {
        foreach (var (id, cause) in index.Merge(items))
            LogUnread(logger, cause, index.Table, id);
    }

    private IEnumerable<string> Shards() =>
        Enumerable.Range(0, index.Table.ChangeShards).Select(shard => shard.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "Record {Id} of {Table} cannot be read; lists do not show it.")]
    private static partial void LogUnread(ILogger logger, Exception cause, Table table, string id);
}
