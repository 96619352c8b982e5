using System.Globalization;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData.Publishing.Outbox;

/// <summary>What is still to be published of one change.</summary>
/// <param name="Key">The row's key.</param>
/// <param name="Kind">The record's kind.</param>
/// <param name="Id">The record's id.</param>
/// <param name="Version">The version that the change made.</param>
/// <param name="At">When, by the clock of the instance that made it.</param>
/// <param name="Lists">The lists to renew.</param>
/// <param name="Force">Whether a person asked for it: then it replaces whatever is there.</param>
internal sealed record OutboxRow(ItemKey Key, string Kind, string Id, long Version, DateTimeOffset At, IReadOnlyList<ListRef> Lists, bool Force);

/// <summary>
/// The outbox: every change of a published kind leaves a row in its own transaction; the row goes when the change is in the cache. What
/// remains is what is pending, whichever instance made it and whether or not that one still runs. Rows are in order of their time, so that
/// whoever looks for what is due reads nothing else.
/// </summary>
internal sealed class PublishingOutbox(PublishedKinds kinds, TableReader reader, UnauditedWriter unaudited, TimeProvider time) : IChangeCompanion
{
    /// <summary>Rows of a part that one look for what is due reads at most; what is behind them comes with the next look, or the next of everything.</summary>
    public const int MostOfAPart = 1000;

    // A partition takes 1,000 writes a second; an import may come near that.
    private const int Shards = 4;

    // Underscored, so that the audit log leaves them out of what changed.
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

    /// <summary>The row with which a person has a record published again, whatever the cache has of it.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="row">The record.</param>
    /// <param name="token">The token of the submit.</param>
    public Item RequestOf(PublishedKind kind, PublishedRow row, string token)
    {
        var now = time.GetUtcNow();
        var key = KeyOf(kind.Kind, row.Id, row.Version, now);
        return ItemOf(key with { Sk = key.Sk + "#" + token }, kind.Kind, row.Id, row.Version, now, row.Lists.Select(name => new ListRef(kind.Kind, name, row.Id))).Set(Force, true);
    }

    private static Item ItemOf(ItemKey key, string kind, string id, long version, DateTimeOffset at, IEnumerable<ListRef> lists) => new Item(key.Pk, key.Sk)
        .Set(Kind, kind).Set(Of, id).Set(Version, version).Set(At, at).SetSet(Lists, lists.Select(list => list.ToText()));

    /// <summary>The key of the row of a version of a record. The rows of a record are in order of its versions, and all rows in order of time.</summary>
    public static ItemKey KeyOf(string kind, string id, long version, DateTimeOffset at) =>
        new(Table.System, "OUTBOX#" + TableSchemas.ShardOf(id, Shards), string.Create(CultureInfo.InvariantCulture, $"{Times.ToText(at)}#{kind}#{id}#{version:D12}"));

    /// <summary>All rows, the oldest first: those of an instance whose clock is ahead, and those that an older portal left, too.</summary>
    public Task<IReadOnlyList<OutboxRow>> ReadAsync(CancellationToken cancellationToken) => ReadAsync(to: null, int.MaxValue, cancellationToken);

    /// <summary>The rows of changes that were made before an instant, the oldest first; at most <see cref="MostOfAPart"/> of each part.</summary>
    public Task<IReadOnlyList<OutboxRow>> ReadDueAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        ReadAsync(Times.ToText(before), MostOfAPart, cancellationToken);

    private async Task<IReadOnlyList<OutboxRow>> ReadAsync(string? to, int most, CancellationToken cancellationToken)
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, Shards).Select(async shard =>
        {
            var rows = new List<OutboxRow>();
            var query = new ItemQuery(Table.System, "OUTBOX#" + shard.ToString(CultureInfo.InvariantCulture)) { Consistent = true, To = to };
            await foreach (var item in reader.QueryAllAsync(query, cancellationToken))
            {
                rows.Add(RowOf(item));
                if (rows.Count == most)
                    break;
            }

            return rows;
        }));
        return [.. shards.SelectMany(rows => rows)];
    }

    /// <summary>Those of the rows that are still there.</summary>
    public async Task<IReadOnlyList<OutboxRow>> ReadAsync(IEnumerable<ItemKey> rows, CancellationToken cancellationToken) =>
        [.. (await reader.ReadManyAsync(rows, cancellationToken)).Values.Select(RowOf)];

    /// <summary>Takes rows off: what they ask for is in the cache.</summary>
    public Task DoneAsync(IEnumerable<OutboxRow> rows, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        rows,
        new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancellationToken },
        async (row, token) => await unaudited.DeleteAsync(row.Key, null, token));

    /// <summary>The row in an item.</summary>
    public static OutboxRow RowOf(Item item) => new(
        new(Table.System, item.Pk, item.Sk),
        item.GetString(Kind),
        item.GetString(Of),
        item.GetLong(Version),
        item.GetTime(At) ?? default,
        [.. item.GetSet(Lists).Select(text => ListRef.Parse(text, item.GetString(Of)))],
        item.GetBool(Force));
}
