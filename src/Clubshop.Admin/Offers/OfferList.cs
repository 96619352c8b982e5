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
    private readonly ShopOffers _ofShops = new(shops);

    /// <summary>How near an end is near.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(7);

    /// <summary>The filter's value for offers without any club, neither their own nor their shop's, or without any category.</summary>
    public const string None = "none";

    /// <summary>What the list shows.</summary>
    public ListPage<OfferRow> Load(ListQuery query) => ListPage<OfferRow>.Of(offers, query, QueryOf(query));

    /// <summary>Every row that the list shows on all its pages, in its order.</summary>
    public IReadOnlyList<OfferRow> LoadAll(ListQuery query) => offers.Search(QueryOf(query) with
    {
        Text = query.Text,
        Only = ListPage<OfferRow>.OnlyOf(query),
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
    public int EndingSoon() => offers.Search(new() { Filter = OfferShape.EndWithin(time.GetUtcNow(), Soon), Order = OfferShape.ByTitle, Take = 0 }).Total;

    /// <summary>The filters of a query; null for none.</summary>
    public RowFilter<OfferRow>? FilterOf(ListQuery query)
    {
        var now = time.GetUtcNow();
        List<RowFilter<OfferRow>> all = [];
        if (query.Filter(OfferUrls.SeenFilter) == OfferUrls.Nobody)
            all.Add(RowFilters.Ids<OfferRow>(unseen.Ids()));
        if (EnumReader.Read<Phase>(query.Filter(OfferUrls.PhaseFilter)) is { } phase)
            all.Add(OfferShape.In(phase, now));
        if (query.Filter(OfferUrls.EndingFilter) == OfferUrls.Soon)
            all.Add(OfferShape.EndWithin(now, Soon));
        if (query.Filter(OfferUrls.StockFilter) is { } stock)
            all.Add(RowFilters.Ids<OfferRow>(WithStock(stock == OfferUrls.Empty)));
        if (query.Filter(OfferUrls.HindiFilter) == OfferUrls.Missing)
            all.Add(OfferShape.LackingHindi);
        if (query.Filter(OfferUrls.ShopFilter) is { } shop)
            all.Add(OfferShape.Shop.In([shop]));
        if (query.Filter(OfferUrls.ClubFilter) is { } club)
            all.Add(club == None ? OfNoClub() : OfClubs(OfferUrls.ClubsIn(club)));
        if (query.Filter(OfferUrls.CategoryFilter) is { } category)
            all.Add(category == None ? OfferShape.Category.None : OfferShape.Category.In(new CategoryTree(categories.All()).Within(category)));

        return all.Count == 0 ? null : RowFilters.All(all);
    }

    /// <summary>The offers of the shops that have a word in their name; null where no shop has. What is typed is looked for there too.</summary>
    public RowFilter<OfferRow>? OfShopsNamed(string word) => _ofShops.Named(word);

    // Without any: neither its own nor its shop's, so that no club limits it.
    private RowFilter<OfferRow> OfNoClub() => _ofShops.OfAnyClub() is { } limited ? RowFilters.All(OfferShape.Club.None, RowFilters.Not(limited)) : OfferShape.Club.None;

    // An offer without clubs of its own has its shop's.
    private RowFilter<OfferRow> OfClubs(IReadOnlyList<string> clubs) => _ofShops.OfClubs(clubs) is { } theirs
        ? RowFilters.Any(OfferShape.Club.In(clubs), RowFilters.All(OfferShape.Club.None, theirs))
        : OfferShape.Club.In(clubs);

    private HashSet<string> WithStock(bool empty) => _stocks.SelectMany(known => known.OfferIds)
        .Where(id => StockOf(id) is { } left && (empty ? left.Left <= 0 : left.IsLow)).ToHashSet(StringComparer.Ordinal);

    private IndexQuery<OfferRow> QueryOf(ListQuery query) => new()
    {
        Also = OfShopsNamed,
        Filter = FilterOf(query),
        Rank = query.Sort switch
        {
            "shop" => _ofShops.Rank(),
            "status" => OfferShape.Statuses,
            "phase" => OfferShape.Phases(time.GetUtcNow()),
            _ => null,
        },
        Order = query.Sort switch
        {
            "title" or "shop" or "status" or "phase" => OfferShape.ByTitle,

            // Without an end comes last, whichever way the ends are sorted.
            "ends" => query.Descending ? OfferShape.ByEndOpenFirst : OfferShape.Ends.Order,
            _ => OfferShape.ByChange,
        },
    };
}
