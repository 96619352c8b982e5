using System.Collections.Concurrent;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Offers;

/// <summary>Finds and orders offers by the names of their shops; what was made of those is good for as long as no shop changes.</summary>
/// <param name="shops">The shops.</param>
internal sealed class ShopNames(RecordIndex<ShopRow> shops)
{
    private const int Remembered = 32;

    private volatile Made? _made;

    /// <summary>Offers in groups by the name of their shop; those of a shop that is not known come last. Shops of the same name are one.</summary>
    public RowRank<OfferRow> Rank() => Current().Rank.Value;

    /// <summary>The offers of the shops that have a word in their name; null where no shop has.</summary>
    /// <param name="word">The word, folded.</param>
    public RowFilter<OfferRow>? Having(string word)
    {
        var found = Current().Found;
        if (found.TryGetValue(word, out var known))
            return known;

        List<string> ids = [.. shops.All().Where(row => row.NameKey.Contains(word, StringComparison.Ordinal)).Select(row => row.Id)];
        if (found.Count >= Remembered)
            found.Clear();

        return found[word] = ids.Count == 0 ? null : OfferShape.Shop.In(ids);
    }

    private Made Current()
    {
        var edits = shops.Edits; // before the rows: what changes meanwhile is looked at again
        if (_made is { } made && made.Edits == edits)
            return made;

        return _made = new(edits, new(() => RankOf(shops.Search(new() { Order = ShopShape.ByName, Take = int.MaxValue }).Rows)));
    }

    private static RowRank<OfferRow> RankOf(IReadOnlyList<ShopRow> byName)
    {
        var (groups, ranks, from) = (new List<RowFilter<OfferRow>>(), new Dictionary<string, int>(StringComparer.Ordinal), 0);
        for (var to = 1; to <= byName.Count; to++)
        {
            if (to < byName.Count && byName[to].NameKey == byName[from].NameKey)
                continue;

            string[] named = [.. byName.Skip(from).Take(to - from).Select(row => row.Id)];
            foreach (var id in named)
                ranks[id] = groups.Count;
            groups.Add(OfferShape.Shop.In(named));
            from = to;
        }

        return new(row => ranks.GetValueOrDefault(row.ShopId, groups.Count), groups);
    }

    private sealed record Made(long Edits, Lazy<RowRank<OfferRow>> Rank)
    {
        public ConcurrentDictionary<string, RowFilter<OfferRow>?> Found { get; } = new(StringComparer.Ordinal);
    }
}
