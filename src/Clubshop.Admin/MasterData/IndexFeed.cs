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
        await Task.WhenAll(Shards().Select(shard => ReadAsync(shard, from: null, found, cancellationToken)));
        index.KeepOnly(found, started - Grace);
        ReadAt = _horizon = started;
    }

    /// <summary>Reads the changes since the last read.</summary>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var from = Times.ToText((_horizon < started ? _horizon : started) - Overlap);
        var latest = await Task.WhenAll(Shards().Select(shard => ReadAsync(shard, from, found: null, cancellationToken)));
        var seen = latest.Max();
        var far = started - Skew;
        _horizon = Later(_horizon, Later(seen, far));
    }

    private async Task<DateTimeOffset> ReadAsync(string shard, string? from, HashSet<string>? found, CancellationToken cancellationToken)
    {
        var latest = DateTimeOffset.MinValue;
        var batch = new List<Item>(BatchSize);
        var query = new ItemQuery(index.Table, shard) { Index = TableSchemas.ByChange, From = from };
        await foreach (var item in reader.QueryAllAsync(query, cancellationToken))
        {
            latest = Later(latest, item.GetTime(Attributes.UpdatedAt) ?? latest);
            batch.Add(item);
            if (batch.Count == BatchSize)
                Merge(batch, found);
        }

        Merge(batch, found);
        return latest;
    }

    private void Merge(List<Item> batch, HashSet<string>? found)
    {
        foreach (var (id, cause) in index.Merge(batch))
            LogUnread(logger, cause, index.Table, id);

        if (found is not null)
        {
            lock (found)
                found.UnionWith(batch.Select(item => item.Id));
        }

        batch.Clear();
    }

    private IEnumerable<string> Shards() =>
        Enumerable.Range(0, index.Table.ChangeShards).Select(shard => shard.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "Record {Id} of {Table} cannot be read; lists do not show it.")]
    private static partial void LogUnread(ILogger logger, Exception cause, Table table, string id);
}
