using Clubshop.Admin.MasterData.Publishing.Cache;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Memcached;

namespace Clubshop.Admin.MasterData.Publishing.Verification;

/// <summary>How a node's copy of a record compares with the database.</summary>
public enum CopyState
{
    /// <summary>The database's version.</summary>
    Same,

    /// <summary>An older version.</summary>
    Older,

    /// <summary>A newer version than the database has, as after a table was restored from a backup.</summary>
    Newer,

    /// <summary>No copy: readers read the database.</summary>
    Missing,

    /// <summary>Not a Clubshop value, or unreadable: readers ignore it.</summary>
    Foreign,

    /// <summary>In a schema that this portal does not know: readers of this portal's schema ignore it.</summary>
    UnknownSchema,

    /// <summary>The node does not answer.</summary>
    NoAnswer,
}

/// <summary>One node's copy of a record.</summary>
/// <param name="Node">The node.</param>
/// <param name="IsOwner">Whether the record belongs to this node; readers ask no other node for it.</param>
/// <param name="State">How it compares with the database.</param>
/// <param name="Version">The copy's version; 0 without one.</param>
/// <param name="Shown">Whether the copy lets end users see the record.</param>
/// <param name="WrittenAt">When it was written, by the writer's clock.</param>
/// <param name="TimeLeft">Time until the copy expires.</param>
/// <param name="Detail">Details for a person to read: why the value is not ours, what the node's problem is.</param>
/// <param name="Since">Since when the node does not answer.</param>
public sealed record NodeCopy(
    string Node, bool IsOwner, CopyState State, long Version = 0, bool Shown = false, DateTimeOffset? WrittenAt = null, TimeSpan? TimeLeft = null, string? Detail = null,
    DateTimeOffset? Since = null);

/// <summary>Whether what was published can be read back.</summary>
/// <param name="Seen">Nodes on which every key of the record is up to date.</param>
/// <param name="Nodes">Nodes that hold the record, its slug or one of its lists.</param>
/// <param name="Lists">Number of lists read.</param>
/// <param name="Problem">The first problem; null when everything was read back.</param>
public sealed record ReadBack(int Seen, int Nodes, int Lists, string? Problem);

/// <summary>What an end user's server reads under a record's key.</summary>
/// <param name="Key">The key; null when no generation is cached.</param>
/// <param name="Node">The node that it belongs to.</param>
/// <param name="Value">The bytes; null for a miss.</param>
/// <param name="Problem">Why no node answered; null when one did, even with a miss.</param>
public sealed record CacheAnswer(string? Key, string? Node, byte[]? Value, string? Problem);

/// <summary>Reads copies as an end user's server does: key by key, and only from the nodes.</summary>
internal sealed class CacheCopyReader(MemcachedCluster cluster, CacheKeys keys, Generations generations)
{
    /// <summary>The node that a record belongs to; null while its generation is not known.</summary>
    public MemcachedNode? OwnerOf(string kind, string id) =>
        generations.Known(kind) is { } generation ? cluster.NodeOf(keys.Record(kind, generation, id)) : null;

    /// <summary>Every node's copy of a record, the owner's first.</summary>
    public async Task<IReadOnlyList<NodeCopy>> CopiesAsync(PublishedKind kind, Item source, CancellationToken cancellationToken)
    {
        var key = keys.Record(kind.Kind, await generations.CurrentAsync(kind.Kind, cancellationToken), source.Id);
        var owner = cluster.NodeOf(key);
        var copies = await Task.WhenAll(cluster.Nodes.Select(node => CopyAsync(node, node == owner, key, kind.Kind, source, cancellationToken)));
        return [.. copies.OrderBy(copy => !copy.IsOwner).ThenBy(copy => copy.Node, StringComparer.Ordinal)];
    }

    /// <summary>What an end user's server reads of a record, beginning with the generation, as docs/cache-contract.md says.</summary>
    public async Task<CacheAnswer> ReadAsServerAsync(PublishedKind kind, string id, CancellationToken cancellationToken)
    {
        var copies = await Task.WhenAll(Enumerable.Range(0, CacheKeys.GenerationCopies).Select(copy => TryGetAsync(keys.Generation(kind.Kind, copy), cancellationToken)));
        if (copies.Max(copy => Generations.Number(copy.Item)) is not { } generation)
            return new(null, null, null, copies.Select(copy => copy.Problem).FirstOrDefault(problem => problem is not null) ?? L["The cache holds no generation."]);

        var key = keys.Record(kind.Kind, generation, id);
        var (item, problem) = await TryGetAsync(key, cancellationToken);
        return new(key, cluster.NodeOf(key).Address, item?.Value.ToArray(), problem);
    }

    private async Task<(CacheItem? Item, string? Problem)> TryGetAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            return (await cluster.GetAsync(key, cancellationToken), null);
        }
        catch (MemcachedException problem)
        {
            return (null, problem.Message);
        }
    }

    /// <summary>Reads back everything that was published of a record.</summary>
    public async Task<ReadBack> ReadBackAsync(PublishedKind kind, Item source, CancellationToken cancellationToken)
    {
        var row = kind.Read(source);
        var generation = await generations.CurrentAsync(kind.Kind, cancellationToken);
        var slug = source.GetString("slug");
        List<(string Key, Func<ReadOnlyMemory<byte>, Task<bool>> Right)> wanted =
        [
            (keys.Record(kind.Kind, generation, source.Id),
                value => Task.FromResult(CacheValue.Read(value, "record", kind.Kind) is CacheReading.Known known && known.Id == source.Id && known.Version >= source.Version)),
        ];
        if (row.Shown && slug.Length > 0)
        {
            wanted.Add((keys.Slug(kind.Kind, generation, slug),
                value => Task.FromResult(CacheValue.Read(value, "slug", kind.Kind) is CacheReading.Known known && known.Id == source.Id)));
        }

        var lists = row.Shown ? row.Lists : [];
        foreach (var name in lists)
            wanted.Add((keys.List(kind.Kind, generation, name, 0, 1), value => IsListedAsync(kind.Kind, generation, name, source, value, cancellationToken)));

        var nodes = await Task.WhenAll(wanted.GroupBy(one => cluster.NodeOf(one.Key)).Select(async owned =>
        {
            try
            {
                foreach (var (key, right) in owned)
                {
                    if (await owned.Key.GetAsync(key, cancellationToken) is not { } item || !await right(item.Value))
                        return L[$"{owned.Key.Address} does not have it yet"];
                }

                return null;
            }
            catch (MemcachedException problem)
            {
                return $"{problem.Node}: {problem.Problem}";
            }
        }));
        return new(nodes.Count(problem => problem is null), nodes.Length, lists.Count, nodes.FirstOrDefault(problem => problem is not null));
    }

    private async Task<bool> IsListedAsync(string kind, long generation, string name, Item source, ReadOnlyMemory<byte> head, CancellationToken cancellationToken)
    {
        if (CacheValue.Read(head, "list", kind) is not CacheReading.List list)
            return false;

        var page = list.Pages == 1 ? 0 : TableSchemas.PartOf(source.Id, list.Pages);
        if (page > 0)
        {
            if (await cluster.GetAsync(keys.List(kind, generation, name, page, list.Pages), cancellationToken) is not { } item
                || CacheValue.Read(item.Value, "list", kind) is not CacheReading.List other)
                return false;

            list = other;
        }

        return list.Entries.Any(entry => entry.Id == source.Id && entry.Version >= source.Version);
    }

    private static async Task<NodeCopy> CopyAsync(MemcachedNode node, bool isOwner, string key, string kind, Item source, CancellationToken cancellationToken)
    {
        try
        {
            if (await node.GetAsync(key, cancellationToken) is not { } item)
                return new(node.Address, isOwner, CopyState.Missing);

            return CacheValue.Read(item.Value, "record", kind) switch
            {
                CacheReading.Known known when known.Id == source.Id => new(
                    node.Address,
                    isOwner,
                    known.Version == source.Version ? CopyState.Same : known.Version < source.Version ? CopyState.Older : CopyState.Newer,
                    known.Version,
                    known.Shown,
                    known.WrittenAt,
                    item.TimeToLive),
                CacheReading.Known => new(node.Address, isOwner, CopyState.Foreign, TimeLeft: item.TimeToLive, Detail: L["It belongs to another record."]),
                CacheReading.UnknownSchema other => new(
                    node.Address, isOwner, CopyState.UnknownSchema, other.Version, TimeLeft: item.TimeToLive, Detail: L[$"Schema {other.Number}; this portal writes {CacheValue.Schema}."]),
                CacheReading.Foreign foreign => new(node.Address, isOwner, CopyState.Foreign, TimeLeft: item.TimeToLive, Detail: foreign.Why),
                _ => new(node.Address, isOwner, CopyState.Foreign, TimeLeft: item.TimeToLive, Detail: L["It is a list."]),
            };
        }
        catch (MemcachedException problem)
        {
            return new(node.Address, isOwner, CopyState.NoAnswer, Detail: problem.Problem, Since: node.State.Condition == NodeCondition.Down ? node.State.Since : null);
        }
    }
}
