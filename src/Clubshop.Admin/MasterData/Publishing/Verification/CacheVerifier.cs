using System.Security.Cryptography;
using Clubshop.Admin.MasterData.Publishing.Cache;
using Clubshop.Admin.MasterData.Publishing.Outbox;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Memcached;

namespace Clubshop.Admin.MasterData.Publishing.Verification;

/// <summary>
/// Verifies all copies in rounds: compares each with the index, extends the lifetime of up-to-date values, and publishes what is missing, old
/// or not ours. Rounds run at an even pace, and without pauses after a node was restarted.
/// </summary>
internal sealed partial class CacheVerifier(
    PublishedKinds kinds, Generations generations, CacheKeys keys, MemcachedCluster cluster, RecordPublisher publisher, ListRenewer lists,
    PublishingStatus status, TableReader reader, TimeProvider time, ILogger<CacheVerifier> logger) : BackgroundService
{
    private const int Batch = 100;
    private const int ListBatch = 200;
    private static readonly TimeSpan BatchPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RoundPause = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _signal = new(0);
    private volatile bool _fast;

    /// <summary>Starts a round at once, and runs it without pauses.</summary>
    public void StartFastRound()
    {
        _fast = true;
        _signal.Release();
    }

    /// <summary>Runs one round over all records and lists.</summary>
    internal async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        _fast |= _signal.CurrentCount > 0;
        while (await _signal.WaitAsync(0, cancellationToken))
        {
            // This round answers all signals until now.
        }

        var figures = new List<KindFigures>();
        foreach (var kind in kinds.All)
        {
            await kind.WhenReadyAsync(cancellationToken);
            var round = new Round(kind);
            foreach (var ids in FromAnywhere(kind.Ids()).Chunk(Batch))
            {
                await CompareAsync(round, ids, cancellationToken);
                await PauseAsync(cancellationToken);
            }

            figures.Add(round.Figures(time.GetUtcNow()));
            status.SetFigures([.. figures, .. status.Figures.Where(old => figures.All(one => one.Kind != old.Kind))]);
        }

        foreach (var kind in kinds.All)
        {
            foreach (var some in kinds.ListNamesOf(kind).Chunk(ListBatch))
            {
                await lists.RenewAsync([.. some.Select(name => new ListRef(kind.Kind, name))], cancellationToken);
                await PauseAsync(cancellationToken);
            }
        }

        if (_signal.CurrentCount == 0)
            _fast = false;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunRoundAsync(stoppingToken);
                failing = false;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The next round may succeed; logged once.
            catch (Exception cause)
#pragma warning restore CA1031
            {
                if (!failing)
                    LogRoundFailed(logger, cause);
                failing = true;
            }

            try
            {
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                var call = _signal.WaitAsync(waiting.Token);
                if (await Task.WhenAny(Task.Delay(RoundPause, time, waiting.Token), call) == call)
                    _signal.Release();
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

    // Each instance begins elsewhere: ten that fill an empty node find what the others have filled instead of reading the same records ten times.
    private static IEnumerable<string> FromAnywhere(IReadOnlyList<string> ids)
    {
        var first = ids.Count == 0 ? 0 : RandomNumberGenerator.GetInt32(ids.Count);
        return ids.Skip(first).Concat(ids.Take(first));
    }

    private async Task CompareAsync(Round round, string[] ids, CancellationToken cancellationToken)
    {
        var kind = round.Kind;
        var generation = await generations.CurrentAsync(kind.Kind, cancellationToken);
        var byKey = ids.ToDictionary(id => keys.Record(kind.Kind, generation, id), StringComparer.Ordinal);
        var (held, unreachable) = await GetAsync(byKey.Keys, cancellationToken);
        var wrong = new List<string>();
        var slugs = new Dictionary<string, (string Slug, string Id, bool Aging)>(StringComparer.Ordinal);
        foreach (var (key, id) in byKey)
        {
            if (kind.Find(id) is not { } row)
                continue;

            round.Records++;
            if (unreachable.Contains(key))
            {
                round.Unreachable++;
                continue;
            }

            var item = held.GetValueOrDefault(key);
            switch (item is null ? null : CacheValue.Read(item.Value, "record", kind.Kind))
            {
                case CacheReading.Known known when known.Id == id && known.Version >= row.Version:
                    round.CountUpToDate(known.WrittenAt, item!.Value.Length);
                    if (CacheWriter.IsAging(item) && known.Version == row.Version)
                        await TryAsync(() => cluster.TouchAsync(key, CacheWriter.NextLifetime(), cancellationToken));
                    if (known.Shown && known.Slug.Length > 0)
                        slugs[keys.Slug(kind.Kind, generation, known.Slug)] = (known.Slug, id, CacheWriter.IsAging(item));
                    break;
                case CacheReading.UnknownSchema other when other.Id == id && other.Version >= row.Version:
                    round.Foreign++;
                    break;
                case var reading:
                    if (reading is CacheReading.Foreign or CacheReading.UnknownSchema)
                        round.Foreign++;
                    wrong.Add(id);
                    break;
            }
        }

        var (heldSlugs, unreachableSlugs) = await GetAsync(slugs.Keys, cancellationToken);
        foreach (var (key, slug) in slugs.Where(slug => !unreachableSlugs.Contains(slug.Key)))
        {
            if (heldSlugs.GetValueOrDefault(key) is not { } value || CacheWriter.IsAging(value) || CacheValue.Read(value.Value, "slug", kind.Kind) is not CacheReading.Known known || known.Id != slug.Id)
                wrong.Add(slug.Id);
        }

        if (wrong.Count == 0)
            return;

        var items = await reader.ReadManyAsync(wrong.Distinct(StringComparer.Ordinal).Select(kind.KeyOf), cancellationToken);
        var published = await publisher.PublishAsync([.. items.Values.Select(item => new ToPublish(kind, item))], force: false, cancellationToken);
        foreach (var record in published)
            kind.Merge(record.Item);
        round.Refilled += published.Count(record => record.Write == CacheWrite.Written);
        round.Unreachable += published.Count(record => record.Problem is not null);
    }

    // What the nodes hold, and the keys whose node does not answer.
    private async Task<(Dictionary<string, CacheItem> Held, HashSet<string> Unreachable)> GetAsync(IEnumerable<string> wanted, CancellationToken cancellationToken)
    {
        var (found, unreachable) = (new Dictionary<string, CacheItem>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        await Task.WhenAll(wanted.GroupBy(cluster.NodeOf).Select(async owned =>
        {
            try
            {
                var items = await owned.Key.GetManyAsync([.. owned], cancellationToken);
                lock (found)
                {
                    foreach (var (key, item) in items)
                        found[key] = item;
                }
            }
            catch (MemcachedException)
            {
                lock (found)
                    unreachable.UnionWith(owned);
            }
        }));
        return (found, unreachable);
    }

    private static async Task TryAsync(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (MemcachedException)
        {
            // The next round tries again.
        }
    }

    private Task PauseAsync(CancellationToken cancellationToken) => _fast ? Task.CompletedTask : Task.Delay(BatchPause, time, cancellationToken);

    private sealed class Round(PublishedKind kind)
    {
        private int _upToDate;
        private long _bytes;
        private DateTimeOffset? _oldest;

        public PublishedKind Kind => kind;

        public int Records { get; set; }

        public int Refilled { get; set; }

        public int Foreign { get; set; }

        public int Unreachable { get; set; }

        public void CountUpToDate(DateTimeOffset? writtenAt, int bytes)
        {
            _upToDate++;
            _bytes += bytes;
            if (writtenAt is { } at && !(_oldest < at))
                _oldest = at;
        }

        public KindFigures Figures(DateTimeOffset now) => new(kind.Kind, kind.Many, Records, _upToDate, Refilled, Foreign, Unreachable, _bytes, _oldest, now);
    }

    [LoggerMessage(EventId = 2116, Level = LogLevel.Warning, Message = "A verification round of the cache failed; retrying.")]
    private static partial void LogRoundFailed(ILogger logger, Exception cause);
}
