using System.Collections.Concurrent;
using System.Globalization;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Memcached;

namespace Clubshop.Admin.MasterData.Publishing.Cache;

/// <summary>
/// Maintains the lists of docs/cache-contract.md. Entries are merged by their record's version: newer entries of another instance stay, so that
/// two instances that renew one list at the same time lose nothing.
/// </summary>
internal sealed class ListRenewer(PublishedKinds kinds, Generations generations, CacheKeys keys, MemcachedCluster cluster, TimeProvider time)
{
    /// <summary>Maximum number of entries on one page; about 400 KB.</summary>
    public const int PageLimit = 4000;

    private const int Parallelism = 16;

    // Readers leave out ended offers by their own clock. Keeping them for a day means that a clock that jumps ahead removes nothing too early.
    private static readonly TimeSpan EndedKept = TimeSpan.FromDays(1);

    /// <summary>Renews lists. Where one node does not answer, the lists of the other nodes are renewed all the same.</summary>
    /// <param name="lists">Whole lists, or single records' entries.</param>
    /// <param name="cancellationToken">Cancels the renewal.</param>
    /// <returns>The lists that could not be renewed, each with the node and the reason.</returns>
    public async Task<IReadOnlyDictionary<ListRef, (string Node, string Problem)>> RenewAsync(IReadOnlyCollection<ListRef> lists, CancellationToken cancellationToken)
    {
        var failed = new ConcurrentDictionary<ListRef, (string, string)>();
        var whole = new ConcurrentBag<IGrouping<(string Kind, string Name), ListRef>>();
        var groups = lists.Distinct().GroupBy(list => (list.Kind, list.Name)).ToList();
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken };

        await Parallel.ForEachAsync(groups, options, async (group, token) =>
        {
            if (group.All(list => list.IsNew))
                await CatchFailuresAsync(group, failed, () => CreateEmptyAsync(group.Key.Kind, group.Key.Name, token));
            else if (group.Any(list => list.Id is null && !list.IsNew))
                whole.Add(group);
            else
                await CatchFailuresAsync(group, failed, async () =>
                {
                    if (!await PatchAsync(group.Key.Kind, group.Key.Name, [.. group.Select(list => list.Id).OfType<string>()], token))
                        whole.Add(group);
                });
        });
        if (whole.IsEmpty)
            return failed;

        foreach (var kind in whole.Select(group => group.Key.Kind).Distinct())
            await Kind(kind).WhenReadyAsync(cancellationToken);

        var members = MembersOf([.. whole.Select(group => group.Key)]);
        await Parallel.ForEachAsync(whole, options, async (group, token) =>
            await CatchFailuresAsync(group, failed, () => RebuildAsync(group.Key.Kind, group.Key.Name, members[group.Key], token)));
        return failed;
    }

    private static async Task CatchFailuresAsync(IEnumerable<ListRef> group, ConcurrentDictionary<ListRef, (string, string)> failed, Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (MemcachedException problem)
        {
            foreach (var list in group)
                failed[list] = (problem.Node, problem.Problem);
        }
    }

    // Creates an empty list unless one exists: collecting entries would be a pass over the whole kind for each new record.
    private async Task CreateEmptyAsync(string kindName, string name, CancellationToken cancellationToken)
    {
        while (true)
        {
            var generation = await generations.CurrentAsync(kindName, cancellationToken);
            if (await PageAsync(kindName, generation, name, 0, 1, cancellationToken) is null)
                await SwapAsync(Kind(kindName), generation, name, 0, 1, held => held is null ? [] : null, cancellationToken);

            if (await generations.CurrentAsync(kindName, cancellationToken) == generation)
                return;
        }
    }

    // False when there is no list to patch.
    private async Task<bool> PatchAsync(string kindName, string name, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var kind = Kind(kindName);
        while (true)
        {
            var generation = await generations.CurrentAsync(kindName, cancellationToken);
            if (await PageAsync(kindName, generation, name, 0, 1, cancellationToken) is not { } head)
                return false;

            foreach (var onPage in ids.GroupBy(id => PageOf(id, head.Pages)))
            {
                if (!await SwapAsync(kind, generation, name, onPage.Key, head.Pages, held => held is null ? null : Patched(kind, name, held, onPage), cancellationToken))
                    return false;
            }

            if (await generations.CurrentAsync(kindName, cancellationToken) == generation)
                return true;
        }
    }

    private static List<ListEntry>? Patched(PublishedKind kind, string name, IReadOnlyList<ListEntry> held, IEnumerable<string> ids)
    {
        var entries = held.ToDictionary(entry => entry.Id, StringComparer.Ordinal);
        foreach (var id in ids)
        {
            // Not known here, or known in an older version: the entry in the cache stays.
            if (kind.Find(id) is not { } row || entries.TryGetValue(id, out var entry) && entry.Version > row.Version)
                continue;

            if (row.Shown && row.Lists.Contains(name))
                entries[id] = EntryOf(row);
            else
                entries.Remove(id);
        }

        return entries.Count <= PageLimit ? [.. entries.Values] : null;
    }

    private async Task RebuildAsync(string kindName, string name, List<PublishedRow> members, CancellationToken cancellationToken)
    {
        var kind = Kind(kindName);
        var generation = await generations.CurrentAsync(kindName, cancellationToken);
        var head = await PageAsync(kindName, generation, name, 0, 1, cancellationToken);
        var needed = 1;
        while (members.Count > needed * PageLimit / 2)
            needed *= 2;

        var pages = Math.Max(needed, head is { Pages: <= 4096 } ? head.Pages : 1);
        var before = new List<ListEntry>();
        if (head is not null && head.Pages != pages)
        {
            before.AddRange(head.Entries);
            for (var page = 1; page < head.Pages; page++)
                before.AddRange((await PageAsync(kindName, generation, name, page, head.Pages, cancellationToken))?.Entries ?? []);
        }

        // The first page last: it says how many pages there are.
        var (mine, carried) = (members.ToLookup(row => PageOf(row.Id, pages)), before.ToLookup(entry => PageOf(entry.Id, pages)));
        for (var page = pages - 1; page >= 0; page--)
        {
            var (entries, moved) = (mine[page].Select(EntryOf).ToList(), carried[page]);
            await SwapAsync(kind, generation, name, page, pages, held => Merged(kind, entries, [.. held ?? [], .. moved]), cancellationToken);
        }
    }

    private static List<ListEntry> Merged(PublishedKind kind, List<ListEntry> mine, List<ListEntry> held)
    {
        var entries = mine.ToDictionary(entry => entry.Id, StringComparer.Ordinal);
        foreach (var entry in held)
        {
            if (kind.Find(entry.Id) is not { } row || row.Version < entry.Version)
                entries[entry.Id] = entry;
        }

        return [.. entries.Values];
    }

    // Compare-and-set of one page. The change receives the held entries (null when nothing is readable) and returns the new entries; null aborts.
    private async Task<bool> SwapAsync(
        PublishedKind kind, long generation, string name, int page, int pages, Func<IReadOnlyList<ListEntry>?, List<ListEntry>?> change, CancellationToken cancellationToken)
    {
        var key = keys.List(kind.Kind, generation, name, page, pages);
        while (true)
        {
            var item = await cluster.GetAsync(key, cancellationToken);
            var held = item is null ? null : CacheValue.Read(item.Value, "list", kind.Kind) as CacheReading.List;
            var entries = held is not null && held.Pages == pages ? held.Entries : null;
            if (change(entries) is not { } next)
                return false;

            if (entries is not null && SameEntries(entries, next))
            {
                if (CacheWriter.IsAging(item!))
                    await cluster.TouchAsync(key, CacheWriter.NextLifetime(), cancellationToken);

                return true;
            }

            var options = item is null
                ? new StoreOptions { Mode = StoreMode.Add, Lifetime = CacheWriter.NextLifetime() }
                : new StoreOptions { Cas = item.Cas, Lifetime = CacheWriter.NextLifetime() };
            var value = CacheValue.OfList(kind.Kind, name, page, pages, kind.Timed, next, time.GetUtcNow());
            if (await cluster.StoreAsync(key, value, options, cancellationToken) == StoreOutcome.Stored)
                return true;
        }
    }

    private async Task<CacheReading.List?> PageAsync(string kind, long generation, string name, int page, int pages, CancellationToken cancellationToken) =>
        await cluster.GetAsync(keys.List(kind, generation, name, page, pages), cancellationToken) is { } item
            ? CacheValue.Read(item.Value, "list", kind) as CacheReading.List
            : null;

    // One pass over each kind for however many lists.
    private Dictionary<(string Kind, string Name), List<PublishedRow>> MembersOf(IReadOnlyList<(string Kind, string Name)> wanted)
    {
        var members = wanted.ToDictionary(list => list, _ => new List<PublishedRow>());
        var endedBefore = time.GetUtcNow() - EndedKept;
        foreach (var kindName in wanted.Select(list => list.Kind).Distinct())
        {
            foreach (var row in Kind(kindName).All().Where(row => row.Shown && !(row.Ends < endedBefore)))
            {
                foreach (var name in row.Lists)
                {
                    if (members.TryGetValue((kindName, name), out var list))
                        list.Add(row);
                }
            }
        }

        return members;
    }

    private static bool SameEntries(IReadOnlyList<ListEntry> left, List<ListEntry> right) => left.Count == right.Count && left.ToHashSet().SetEquals(right);

    private static ListEntry EntryOf(PublishedRow row) => new(row.Id, row.Version, Milliseconds(row.Starts), Milliseconds(row.Ends));

    // Rounded as the stored value is, so that comparing finds no difference.
    private static DateTimeOffset? Milliseconds(DateTimeOffset? time) => time is { } exact && Times.TryParse(Times.ToText(exact), out var cut) ? cut : null;

    private static int PageOf(string id, int pages) => pages == 1 ? 0 : TableSchemas.PartOf(id, pages);

    private PublishedKind Kind(string name) => kinds.Find(name) ?? throw new InvalidOperationException($"{name} is not published.");
}
