using System.Collections.Concurrent;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Catalog.Lists;

/// <summary>Counts links over an index, once for as long as it does not change: lists ask at each letter that is typed.</summary>
/// <typeparam name="TRow">The rows that have the links.</typeparam>
public sealed class LinkCounts<TRow>
    where TRow : class, IIndexRow
{
    private readonly ConcurrentDictionary<string, (int Version, DependantCounts? Counts)> _kept = new(StringComparer.Ordinal);
    private readonly RecordIndex<TRow> _index;
    private readonly string _title;
    private readonly Func<string, Func<TRow, IEnumerable<string>>?> _linksOf;
    private int _version;

    /// <summary>Follows an index for as long as that lives.</summary>
    /// <param name="index">The index.</param>
    /// <param name="title">The head of the column.</param>
    /// <param name="linksOf">For a kind, the ids of that kind that a row is linked to; null where it has no such links.</param>
    public LinkCounts(RecordIndex<TRow> index, string title, Func<string, Func<TRow, IEnumerable<string>>?> linksOf)
    {
        (_index, _title, _linksOf) = (index, title, linksOf);
        index.Changed += (_, _) => Interlocked.Increment(ref _version);
    }

    /// <summary>The counts for a kind; null where rows have no links of it.</summary>
    public DependantCounts? Of(string kind)
    {
        var version = Volatile.Read(ref _version);
        if (_kept.TryGetValue(kind, out var kept) && kept.Version == version)
            return kept.Counts;

        var counts = _linksOf(kind) is { } links ? Count(links) : null;
        _kept[kind] = (version, counts);
        return counts;
    }

    private DependantCounts Count(Func<TRow, IEnumerable<string>> links)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in _index.All())
        {
            if (row.Status == Common.EditorialStatus.Deleted)
                continue;

            foreach (var id in links(row))
                counts[id] = counts.GetValueOrDefault(id) + 1;
        }

        return new(_title, counts);
    }
}
