using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Offers;

/// <summary>The list of offers: search, status, phase, shop, club, category, near end, order and page over the index.</summary>
public sealed class OfferList(
    RecordIndex<OfferRow> offers, RecordIndex<ShopRow> shops, RecordIndex<CategoryRow> categories, UnseenOffers unseen, IEnumerable<IOfferStocks> stocks, TimeProvider time)
{
    private readonly IOfferStocks[] _stocks = [.. stocks];

    /// <summary>How near an end is near.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    /// <summary>The filter's value for offers without any club, neither their own nor their shop's, or without any category.</summary>
    public const string None = "none";

    /// <summary>What the list shows.</summary>
    public ListPage<OfferRow> Load(ListQuery query)
    {
        // The text is looked for in the shop's name too, which is no part of the offer's row: the filter does it, not the index.
        var page = ListPage<OfferRow>.Of(offers, query with { Text = "" }, WhereOf(query), OrderOf(query));
        return page with { Query = page.Query with { Text = query.Text } };
    }

    /// <summary>Every row that the list shows on all its pages, in its order.</summary>
    public IReadOnlyList<OfferRow> LoadAll(ListQuery query) => offers.Search(new()
    {
        Where = WhereOf(query),
        Only = bucket => query.Status is { } status ? bucket == (int)status : bucket != (int)EditorialStatus.Deleted,
        Order = OrderOf(query),
        Descending = query.Descending,
        Take = int.MaxValue,
    }).Rows;

    /// <summary>What is left of an offer's own coupon codes, as of a minute ago at most while it is live; null where it has none.</summary>
    public OfferStock? StockOf(string offerId)
    {
        foreach (var known in _stocks)
        {
            if (known.Of(offerId) is { } stock)
                return stock;
        }

        return null;
    }

    /// <summary>How many published offers end within <see cref="Soon"/>.</summary>
    public int EndingSoon() => offers.All().Count(row => row.EndsWithin(time.GetUtcNow(), Soon));

    /// <summary>The filters of a query and what was typed, which is looked for in the shop's name too; null for none.</summary>
    public Func<OfferRow, bool>? WhereOf(ListQuery query)
    {
        var now = time.GetUtcNow();
        List<Func<OfferRow, bool>> all = [];

        // First, because it leaves the fewest: who sees what is known, and is not asked again for each letter typed.
        if (query.Filter(OfferUrls.SeenFilter) == OfferUrls.Nobody && unseen.Ids() is var hidden)
            all.Add(row => hidden.Contains(row.Id));
        if (EnumReader.Read<Phase>(query.Filter(OfferUrls.PhaseFilter)) is { } phase)
            all.Add(row => row.PhaseAt(now) == phase);
        if (query.Filter(OfferUrls.EndingFilter) == OfferUrls.Soon)
            all.Add(row => row.EndsWithin(now, Soon));
        if (query.Filter(OfferUrls.StockFilter) is { } stock)
            all.Add(row => StockOf(row.Id) is { } left && (stock == OfferUrls.Empty ? left.Left <= 0 : left.IsLow));
        if (query.Filter(OfferUrls.HindiFilter) == OfferUrls.Missing)
            all.Add(row => row.HindiMissing > 0);
        if (query.Filter(OfferUrls.ShopFilter) is { } shop)
            all.Add(row => row.ShopId == shop);
        if (query.Filter(OfferUrls.ClubFilter) is None)
        {
            // Without any: neither its own nor its shop's, so that no club limits it.
            var limited = shops.All().Where(row => row.ClubIds.Count > 0).Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
            all.Add(row => row.ClubIds.Count == 0 && !limited.Contains(row.ShopId));
        }
        else if (query.Filter(OfferUrls.ClubFilter) is { } filter)
        {
            var clubs = OfferUrls.ClubsIn(filter);
            var theirs = shops.All().Where(row => row.ClubIds.Any(clubs.Contains)).Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
            all.Add(row => row.ClubIds.Count > 0 ? row.ClubIds.Any(clubs.Contains) : theirs.Contains(row.ShopId));
        }

        if (query.Filter(OfferUrls.CategoryFilter) is None)
        {
            all.Add(row => row.CategoryIds.Count == 0);
        }
        else if (query.Filter(OfferUrls.CategoryFilter) is { } category)
        {
            var within = new CategoryTree(categories.All()).Within(category);
            all.Add(row => row.CategoryIds.Any(within.Contains));
        }

        foreach (var term in Fold.Terms(query.Text))
        {
            var named = shops.All().Where(row => row.NameKey.Contains(term, StringComparison.Ordinal)).Select(row => row.Id).ToHashSet(StringComparer.Ordinal);
            all.Add(row => row.Folded.Contains(term, StringComparison.Ordinal) || named.Contains(row.ShopId));
        }

        return all.Count == 0 ? null : row => all.TrueForAll(one => one(row));
    }

    private Comparison<OfferRow> OrderOf(ListQuery query)
    {
        var now = time.GetUtcNow();

        // Without an end comes last, whichever way the ends are sorted.
        var open = query.Descending ? DateTimeOffset.MinValue : DateTimeOffset.MaxValue;
        return query.Sort switch
        {
            "title" => ByTitle,
            "shop" => ByShop(),
            "status" => (left, right) => left.Status != right.Status ? left.Status.CompareTo(right.Status) : ByTitle(left, right),
            "phase" => (left, right) => PhaseOrder(left, now).CompareTo(PhaseOrder(right, now)) is not 0 and var order ? order : ByTitle(left, right),
            "ends" => (left, right) => (left.Ends ?? open).CompareTo(right.Ends ?? open),
            _ => (left, right) => left.UpdatedAt.CompareTo(right.UpdatedAt),
        };
    }

    private Comparison<OfferRow> ByShop()
    {
        var names = shops.All().ToDictionary(row => row.Id, row => row.NameKey, StringComparer.Ordinal);
        return (left, right) => left.ShopId != right.ShopId
            && string.CompareOrdinal(names.GetValueOrDefault(left.ShopId, ""), names.GetValueOrDefault(right.ShopId, "")) is not 0 and var order
                ? order : ByTitle(left, right);
    }

    // The folded text begins with the title.
    private static int ByTitle(OfferRow left, OfferRow right) => string.CompareOrdinal(left.Folded, right.Folded);

    private static int PhaseOrder(OfferRow row, DateTimeOffset now) => row.PhaseAt(now) switch { Phase.Live => 0, Phase.Scheduled => 1, Phase.Ended => 2, _ => 3 };
}
