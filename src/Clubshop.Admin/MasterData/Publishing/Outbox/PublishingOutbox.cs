using System.Globalization;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData.Publishing.Outbox;

/// <summary>What is still to be published of one change.</summary>
/// <param name="Key">The row's key.</param>
/// <param name="Kind">The record's kind.</param>
/// <param name="Id">The record's id.</param>
/// <param name="Version">The version that the change made.</param>
/// <param name="At">When it was made, by the clock of the instance that made it.</param>
/// <param name="Lists">The lists to renew.</param>
/// <param name="Force">Whether a person asked for it; then it replaces whatever the cache holds.</param>
internal sealed record OutboxRow(ItemKey Key, string Kind, string Id, long Version, DateTimeOffset At, IReadOnlyList<ListRef> Lists, bool Force);

/// <summary>
/// The transactional outbox of the cache: every change of a published kind writes a row in its own transaction; the row is deleted once the change
/// is in the cache. Remaining rows are the pending changes, whichever instance made them and whether or not it still runs. Rows are sorted by time,
/// so that reading the due rows reads no others.
/// </summary>
internal sealed class PublishingOutbox(PublishedKinds kinds, TableReader reader, UnauditedWriter unaudited, TimeProvider time) : IChangeCompanion
{
    /// <summary>Maximum number of rows that <see cref="ReadDueAsync"/> reads of each shard; later rows come with later reads.</summary>
    public const int MaxRowsPerShard = 1000;

    // A partition takes 1,000 writes a second; an import may come near that.
    internal const int Shards = 4;

    private const int RemovedAtOnce = 100;

    // With an underscore, so that the audit log does not list them as changes.
    private const string Kind = "_kind", Of = "_of", Version = "_version", At = "_at", Lists = "_lists", Force = "_force";

    /// <inheritdoc/>
    public IEnumerable<ChangeStep> StepsOf(Change change, DateTimeOffset at)
    {
        var (table, before, after) = change.Entity;
        if (kinds.Of(table, after) is not { } kind)
            return [];

        var (was, now) = (before is null ? null : kind.Read(before), kind.Read(after));
        var lists = new HashSet<ListRef>();
        foreach (var row in new[] { was, now }.OfType<PublishedRow>().Where(row => row.Shown))
            lists.UnionWith(row.Lists.Select(name => new ListRef(kind.Kind, name, row.Id)));
        if (now.Shown && was is not { Shown: true })
            lists.UnionWith(kinds.ListsOf(kind.Kind, now.Id).Select(list => list with { IsNew = was is null }));
        foreach (var other in kinds.All)
            lists.UnionWith(other.Follows?.Invoke(kind, was, now) ?? []);

        var version = (before?.Version ?? 0) + 1;
        return [new ChangeStep.Put(Table.System, ItemOf(KeyOf(kind.Kind, after.Id, version, at), kind.Kind, after.Id, version, at, lists))];
    }

    /// <summary>The row that requests a record to be published again, whatever the cache holds.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="row">The record.</param>
    /// <param name="token">The token of the submit.</param>
    public Item RequestRow(PublishedKind kind, PublishedRow row, string token)
    {
        var now = time.GetUtcNow();
        var key = KeyOf(kind.Kind, row.Id, row.Version, now);
        return ItemOf(key with { Sk = key.Sk + "#" + token }, kind.Kind, row.Id, row.Version, now, row.Lists.Select(name => new ListRef(kind.Kind, name, row.Id))).Set(Force, true);
    }

    private static Item ItemOf(ItemKey key, string kind, string id, long version, DateTimeOffset at, IEnumerable<ListRef> lists) => new Item(key.Pk, key.Sk)
        .Set(Kind, kind).Set(Of, id).Set(Version, version).Set(At, at).SetSet(Lists, lists.Select(list => list.ToText()));

    /// <summary>The key of the row for one version of a record. Rows are sorted by time, the rows of one record by version.</summary>
    public static ItemKey KeyOf(string kind, string id, long version, DateTimeOffset at) =>
        new(Table.System, "OUTBOX#" + TableSchemas.ShardOf(id, Shards), string.Create(CultureInfo.InvariantCulture, $"{Times.ToText(at)}#{kind}#{id}#{version:D12}"));

    /// <summary>The rows of changes made before an instant, oldest first; up to <see cref="MaxRowsPerShard"/> of each shard.</summary>
    public async Task<IReadOnlyList<OutboxRow>> ReadDueAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        [.. (await ReadShardsAsync(_ => (null, Times.ToText(before)), cancellationToken)).SelectMany(rows => rows)];

    /// <summary>
    /// The same, and behind a shard's oldest <see cref="MaxRowsPerShard"/>, where there are so many, as many more: each time the next ones. No read is larger
    /// than that, however many rows wait, and none waits behind others that cannot be published.
    /// </summary>
    public async Task<IReadOnlyList<OutboxRow>> ReadDueAndNextAsync(DateTimeOffset before, OutboxCursor cursor, CancellationToken cancellationToken)
    {
        var oldest = await ReadShardsAsync(_ => (null, Times.ToText(before)), cancellationToken);
        var next = await ReadShardsAsync(
            shard => oldest[shard].Count < MaxRowsPerShard ? null : (Behind(Later(cursor.ReadTo[shard], oldest[shard][^1].Key.Sk)), Times.ToText(before)), cancellationToken);
        for (var shard = 0; shard < Shards; shard++)
            cursor.ReadTo[shard] = next[shard].Count < MaxRowsPerShard ? "" : next[shard][^1].Key.Sk;

        return [.. oldest.SelectMany(rows => rows), .. next.SelectMany(rows => rows)];
    }

    /// <summary>The rows dated after an instant, of an instance whose clock is ahead; up to <see cref="MaxRowsPerShard"/> of each shard.</summary>
    public async Task<IReadOnlyList<OutboxRow>> ReadAheadAsync(DateTimeOffset after, CancellationToken cancellationToken) =>
        [.. (await ReadShardsAsync(_ => (Behind(Times.ToText(after)), null), cancellationToken)).SelectMany(rows => rows)];

    // Null for a shard that is not read.
    private Task<IReadOnlyList<OutboxRow>[]> ReadShardsAsync(Func<int, (string? From, string? To)?> range, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Shards).Select(async shard =>
        {
            var rows = new List<OutboxRow>();
            if (range(shard) is not { } keys || (keys.From is { } from && keys.To is { } to && string.CompareOrdinal(from, to) > 0))
                return (IReadOnlyList<OutboxRow>)rows;

            var query = new ItemQuery(Table.System, "OUTBOX#" + shard.ToString(CultureInfo.InvariantCulture)) { Consistent = true, From = keys.From, To = keys.To };
            await foreach (var item in reader.QueryAllAsync(query, cancellationToken))
            {
                rows.Add(RowOf(item));
                if (rows.Count == MaxRowsPerShard)
                    break;
            }

            return rows;
        }));

    private static string Behind(string sk) => sk + "\u0001";

    private static string Later(string left, string right) => string.CompareOrdinal(left, right) > 0 ? left : right;

    /// <summary>The rows that still exist.</summary>
    public async Task<IReadOnlyList<OutboxRow>> ReadAsync(IEnumerable<ItemKey> rows, CancellationToken cancellationToken) =>
        [.. (await reader.ReadManyAsync(rows, cancellationToken)).Values.Select(RowOf)];

    /// <summary>Deletes rows whose changes are in the cache.</summary>
    public Task RemoveAsync(IEnumerable<OutboxRow> rows, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        rows.Select(row => row.Key).Chunk(RemovedAtOnce),
        new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken },
        async (keys, token) => await unaudited.DeleteManyAsync(Table.System, keys, token));

    /// <summary>Reads a row from an item.</summary>
    public static OutboxRow RowOf(Item item) => new(
        new(Table.System, item.Pk, item.Sk),
        item.GetString(Kind),
        item.GetString(Of),
        item.GetLong(Version),
        item.GetTime(At) ?? default,
        [.. item.GetSet(Lists).Select(text => ListRef.Parse(text, item.GetString(Of)))],
        item.GetBool(Force));
}

/// <summary>Up to which row a reader of the outbox has come, behind the oldest ones.</summary>
internal sealed class OutboxCursor
{
    /// <summary>The sort key for each shard; empty for the beginning.</summary>
    public string[] ReadTo { get; } = [.. Enumerable.Repeat("", PublishingOutbox.Shards)];
}
