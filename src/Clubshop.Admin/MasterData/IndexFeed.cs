using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData;

/// <summary>Reads one index from its table: all of it, and then what changed since.</summary>
internal sealed partial class IndexFeed(IRecordIndex index, TableReader reader, TimeProvider time, ILogger logger)
{
    // An index of DynamoDB follows its table within milliseconds, at times seconds; the clocks of two instances differ as well.
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    // How far the clock of another instance may be behind before its changes are only found by the hourly reading.
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(50);

    // Rows taken in this shortly before a complete reading may be missing from it.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    private const int BatchSize = 500;

    private DateTimeOffset _horizon;

    /// <summary>The index.</summary>
    public IRecordIndex Index => index;

    /// <summary>When the last complete reading began.</summary>
    public DateTimeOffset ReadAt { get; private set; }

    /// <summary>Reads everything. Rows can be searched as they come in; those that are gone are dropped at the end.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var met = new HashSet<string>(StringComparer.Ordinal);
        await Task.WhenAll(Shards().Select(shard => ReadAsync(shard, from: null, met, cancellationToken)));
        index.KeepOnly(met, started - Grace);
        ReadAt = _horizon = started;
    }

    /// <summary>Reads what changed since the last reading.</summary>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        var started = time.GetUtcNow();
        var from = Times.ToText((_horizon < started ? _horizon : started) - Overlap);
        var latest = await Task.WhenAll(Shards().Select(shard => ReadAsync(shard, from, met: null, cancellationToken)));
        var seen = latest.Max();
        var far = started - Skew;
        _horizon = Later(_horizon, Later(seen, far));
    }

    private async Task<DateTimeOffset> ReadAsync(string shard, string? from, HashSet<string>? met, CancellationToken cancellationToken)
    {
        var latest = DateTimeOffset.MinValue;
        var batch = new List<Item>(BatchSize);
        var query = new ItemQuery(index.Table, shard) { Index = TableSchemas.ByChange, From = from };
        await foreach (var item in reader.QueryAllAsync(query, cancellationToken))
        {
            latest = Later(latest, item.GetTime(Attributes.UpdatedAt) ?? latest);
            batch.Add(item);
            if (batch.Count == BatchSize)
                Take(batch, met);
        }

        Take(batch, met);
        return latest;
    }

    private void Take(List<Item> batch, HashSet<string>? met)
    {
        foreach (var (id, cause) in index.Take(batch))
            LogUnread(logger, cause, index.Table, id);

        if (met is not null)
        {
            lock (met)
                met.UnionWith(batch.Select(item => item.Id));
        }

        batch.Clear();
    }

    private IEnumerable<string> Shards() =>
        Enumerable.Range(0, index.Table.ChangeShards).Select(shard => shard.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "Record {Id} of {Table} cannot be read; lists leave it out.")]
    private static partial void LogUnread(ILogger logger, Exception cause, Table table, string id);
}
