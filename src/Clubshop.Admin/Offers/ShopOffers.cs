using System.Collections.Concurrent;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Offers;

/// <summary>Finds and orders offers by what their shops are; what was found of those is good for as long as no shop changes.</summary>
/// <param name="shops">The shops.</param>
internal sealed class ShopOffers(RecordIndex<ShopRow> shops)
{
    private const int Remembered = 64;

    private volatile Made? _made;

    /// <summary>Offers in groups by the name of their shop; those of a shop that is not known come last. Shops of the same name are one.</summary>
    public RowRank<OfferRow> Rank() => Current().Rank.Value;

    /// <summary>The offers of the shops that have a word in their name; null where no shop has.</summary>
    /// <param name="word">The word, folded.</param>
    public RowFilter<OfferRow>? Named(string word) =>
        Of("name " + word, () => shops.All().Where(row => row.NameKey.Contains(word, StringComparison.Ordinal)));

    /// <summary>The offers of the shops of any of some clubs; null where no shop is.</summary>
    /// <param name="clubs">Ids of the clubs.</param>
    public RowFilter<OfferRow>? OfClubs(IReadOnlyList<string> clubs) => Of("clubs " + string.Join(',', clubs), () => All(ShopShape.Club.In(clubs)));

    /// <summary>The offers of the shops that have any club; null where no shop has.</summary>
    public RowFilter<OfferRow>? OfAnyClub() => Of("", () => All(RowFilters.Not(ShopShape.Club.None)));

    private RowFilter<OfferRow>? Of(string what, Func<IEnumerable<ShopRow>> find)
    {
        var found = Current().Found;
        if (found.TryGetValue(what, out var known))
            return known;

        string[] ids = [.. find().Select(row => row.Id)];
        if (found.Count >= Remembered)
            found.Clear();

        return found[what] = ids.Length == 0 ? null : OfferShape.Shop.In(ids);
    }

    private IReadOnlyList<ShopRow> All(RowFilter<ShopRow>? filter) => shops.Search(new() { Filter = filter, Order = ShopShape.ByName, Take = int.MaxValue }).Rows;

    private Made Current()
    {
        var edits = shops.Edits; // before the rows: what changes meanwhile is looked at again
        if (_made is { } made && made.Edits == edits)
            return made;

        return _made = new(edits, new(() => RankOf(All(null))));
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
