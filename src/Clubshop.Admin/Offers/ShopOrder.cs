using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Offers;

/// <summary>Groups offers by the name of their shop; made once for as long as no shop changes. Offers of a shop that is not known come last.</summary>
/// <param name="shops">The shops.</param>
internal sealed class ShopOrder(RecordIndex<ShopRow> shops)
{
    private volatile Made? _made;

    /// <summary>The groups of now. Shops of the same name are one.</summary>
    public RowRank<OfferRow> Rank()
    {
        var edits = shops.Edits; // before the rows: what changes meanwhile is looked at again
        if (_made is { } made && made.Edits == edits)
            return made.Rank;

        var (groups, ranks) = (new List<RowFilter<OfferRow>>(), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var named in ByName())
        {
            foreach (var id in named)
                ranks[id] = groups.Count;
            groups.Add(OfferShape.Shop.In(named));
        }

        var rank = new RowRank<OfferRow>(row => ranks.GetValueOrDefault(row.ShopId, groups.Count), groups);
        _made = new(edits, rank);
        return rank;
    }

    private IEnumerable<List<string>> ByName()
    {
        var (key, ids) = ("", new List<string>());
        foreach (var row in shops.Search(new() { Order = ShopShape.ByName, Take = int.MaxValue }).Rows)
        {
            if (row.NameKey != key && ids.Count > 0)
            {
                yield return ids;
                ids = [];
            }

            key = row.NameKey;
            ids.Add(row.Id);
        }

        if (ids.Count > 0)
            yield return ids;
    }

    private sealed record Made(long Edits, RowRank<OfferRow> Rank);
}
