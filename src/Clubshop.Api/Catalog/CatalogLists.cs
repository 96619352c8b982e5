using System.Collections.Concurrent;
using Clubshop.Api.Cache;
using Clubshop.Api.Tables;
using Microsoft.Extensions.Options;

namespace Clubshop.Api.Catalog;

/// <summary>
/// The lists of candidates, in the order of the answers. A list that the cache does not have comes from the last copy of it, up to an hour old, and
/// otherwise from DynamoDB.
/// </summary>
internal sealed class CatalogLists(CacheReader cache, TableLists tables, IOptions<CatalogOptions> options, TimeProvider time)
{
    private static readonly TimeSpan OldestCopy = TimeSpan.FromHours(1);

    // A list has up to 8 MB here; those that nobody asks for go.
    private static readonly TimeSpan KeptUnused = TimeSpan.FromMinutes(10);
    private const int MostCopies = 5_000;

    private readonly ConcurrentDictionary<(RecordKind Kind, string List), HeldList> _lists = new();

    /// <summary>What a list names.</summary>
    /// <param name="kind">The kind of what it names.</param>
    /// <param name="list">Its name, such as <c>all</c> or <c>of-club:{id}</c>, of a club, shop or category that is shown.</param>
    /// <exception cref="BusyException">It cannot be said now.</exception>
    public async ValueTask<ListEntry[]> ListAsync(RecordKind kind, string list)
    {
        var held = _lists.Count < MostCopies ? _lists.GetOrAdd((kind, list), static _ => new()) : _lists.GetValueOrDefault((kind, list)) ?? new();
        held.UsedAt = time.GetTimestamp();
        var copy = held.TryGet(time, out var known) ? known : await held.GetAsync(time, before => ReadAsync(kind, list, before));
        return copy!.Entries;
    }

    /// <summary>Lets go of lists that nobody asked for in a while.</summary>
    public void Sweep()
    {
        foreach (var (key, held) in _lists)
        {
            if (time.GetElapsedTime(held.UsedAt) > KeptUnused)
                _lists.TryRemove(key, out _);
        }
    }

    private async Task<(Copy? Value, TimeSpan KeepFor)> ReadAsync(RecordKind kind, string list, Copy? before)
    {
        var readAt = time.GetTimestamp();
        if (await cache.ListAsync(kind, list) is { } entries)
            return (new(Sorted(entries), readAt), options.Value.KeepLists);
        if (before is not null && time.GetElapsedTime(before.ReadAt) < OldestCopy)
            return (before, options.Value.KeepLists);
        return (new(Sorted(await tables.ListAsync(kind, list)), readAt), options.Value.KeepLists);
    }

    private static ListEntry[] Sorted(List<ListEntry> entries)
    {
        ListEntry[] sorted = [.. entries];
        Array.Sort(sorted, ListEntry.Order);
        return sorted;
    }

    private sealed record Copy(ListEntry[] Entries, long ReadAt);

    private sealed class HeldList : Held<Copy>
    {
        private long _usedAt;

        public long UsedAt
        {
            get => Volatile.Read(ref _usedAt);
            set => Volatile.Write(ref _usedAt, value);
        }
    }
}
