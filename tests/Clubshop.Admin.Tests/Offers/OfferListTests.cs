using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Common;
using CsCheck;
using static Clubshop.Admin.Tests.Offers.OfferSamples;

namespace Clubshop.Admin.Tests.Offers;

public sealed class OfferListTests
{
    private readonly TestClock _clock = new(Now);
    private readonly RecordIndex<OfferRow> _offers;
    private readonly RecordIndex<ShopRow> _shops;
    private readonly RecordIndex<CategoryRow> _categories;
    private readonly Stocks _stocks = new();
    private readonly OfferList _list;

    public OfferListTests()
    {
        _offers = new(OfferKind.Table, OfferStore.Row, _clock);
        _shops = new(ShopKind.Table, ShopStore.Row, _clock);
        _categories = new(CategoryKind.Table, CategoryStore.Row, _clock);
        RecordIndex<ClubRow> clubs = new(ClubKind.Table, ClubStore.Row, _clock);
        _list = new(_offers, _shops, _categories, new(_offers, _shops, clubs, new(_shops, clubs), _clock), [_stocks], _clock);
        Put(new Shop { Id = ShopId, Name = "Croma", ClubIds = [ClubA] });
        Put(new Shop { Id = Id(900), Name = "Nykaa", ClubIds = [ClubB] });
        _categories.Merge(CategoryRow.Of(new Category { Id = Id(800), Name = "Fashion", Stamp = Saved }));
        _categories.Merge(CategoryRow.Of(new Category { Id = Id(801), Name = "Sarees", ParentId = Id(800), Stamp = Saved }));
    }

    private static Stamp Saved => new(1, Now, "M", Now, "M");

    private static ListQuery Query(string address = "") => ListQuery.Parse(OfferUrls.Spec, address);

    [Fact]
    public void Load_Plain_AllButDeletedNewestChangeFirst()
    {
        Put(Draft(1), changed: -2);
        Put(Draft(2), changed: -1);
        Put(Draft(3) with { Status = EditorialStatus.Deleted });

        var page = _list.Load(Query());

        Assert.Equal([Id(2), Id(1)], Shown(page));
        Assert.Equal((2, 1), (page.Undeleted, page.Counts[(int)EditorialStatus.Deleted]));
        Assert.Equal([Id(3)], Shown(_list.Load(Query("?status=deleted"))));
    }

    [Theory]
    [InlineData("?stock=low", new[] { 2, 3 })]
    [InlineData("?stock=none", new[] { 3 })]
    [InlineData("?stock=many", new[] { 1, 2, 3, 4 })]
    public void Load_ByWhatIsLeftOfTheCodes_IsOfOffersThatHaveAny(string query, int[] expected)
    {
        for (var n = 1; n <= 4; n++)
            Put(Draft(n));
        _stocks[Id(1)] = new(40, IsLow: false);
        _stocks[Id(2)] = new(12, IsLow: true);
        _stocks[Id(3)] = new(0, IsLow: true);

        Assert.Equal(expected.Select(Id).Order(StringComparer.Ordinal), Shown(_list.Load(Query(query))).Order(StringComparer.Ordinal));
        Assert.Equal("12 left", _list.StockOf(Id(2))!.Value.Text);
        Assert.Equal("None left", _list.StockOf(Id(3))!.Value.Text);
        Assert.Null(_list.StockOf(Id(4)));
    }

    // What the capability of coupons says.
    private sealed class Stocks : Dictionary<string, OfferStock>, IOfferStocks
    {
        public OfferStock? Of(string offerId) => TryGetValue(offerId, out var stock) ? stock : null;

        public IEnumerable<string> OfferIds => Keys;
    }

    [Fact]
    public void Load_HindiMissing_IsOfOffersWithATextInEnglishAlone()
    {
        Put(Draft(1));
        Put(Draft(2) with { TitleHi = "₹1,500 की छूट", DescriptionHi = "सभी फ़ोन पर।", TermsHi = "हर व्यक्ति को एक।" });
        Put(Draft(3) with { Title = "दिवाली ऑफर", Description = "", Terms = "" });

        Assert.Equal([Id(1)], Shown(_list.Load(Query("?hindi=missing"))));
        Assert.Equal([Id(2)], Shown(_list.Load(Query().WithText("₹1,500 की छूट"))));
    }

    [Fact]
    public void Load_WithoutAnyClub_LeavesOutThoseWithTheClubsOfTheirShop()
    {
        Put(new Shop { Id = Id(901), Name = "Orange City Sports" });
        Put(Draft(1));
        Put(Draft(2) with { ShopId = Id(901) });
        Put(Draft(3) with { ShopId = Id(901), ClubIds = [ClubA] });

        Assert.Equal([Id(2)], Shown(_list.Load(Query("?club=none"))));
    }

    [Theory]
    [InlineData("flat", new[] { 1 })]
    [InlineData("CROMA", new[] { 1 })]
    [InlineData("nyk", new[] { 2 })]
    [InlineData("nykaa दिवाली", new[] { 2 })]
    [InlineData("nykaa flat", new int[0])]
    [InlineData("code-2", new[] { 2 })]
    public void Load_Text_FoundInTitleCodeAndShop(string text, int[] expected)
    {
        Put(Draft(1) with { Code = "code-1" });
        Put(Draft(2) with { Title = "दिवाली ऑफर", ShopId = Id(900), Code = "code-2" });
        Assert.Equal(expected.Select(Id), Shown(_list.Load(Query().WithText(text))));
    }

    [Fact]
    public void Load_ShopRenamed_FoundByItsNewName()
    {
        Put(Draft(1));
        Put(new Shop { Id = ShopId, Name = "Infiniti Retail", ClubIds = [ClubA] }, version: 2);
        Assert.Equal([Id(1)], Shown(_list.Load(Query("?q=infiniti"))));
        Assert.Empty(Shown(_list.Load(Query("?q=croma"))));
    }

    [Fact]
    public void Load_Phase_OfPublishedOffersAlone()
    {
        var published = Draft() with { Status = EditorialStatus.Published };
        Put(published with { Id = Id(1) });
        Put(published with { Id = Id(2), Starts = Now.AddDays(1) });
        Put(published with { Id = Id(3), Ends = Now });
        Put(Draft(4));
        Assert.Equal([Id(1)], Shown(_list.Load(Query("?phase=live"))));
        Assert.Equal([Id(2)], Shown(_list.Load(Query("?phase=scheduled"))));
        Assert.Equal([Id(3)], Shown(_list.Load(Query("?phase=ended"))));

        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal([Id(1), Id(2)], Shown(_list.Load(Query("?phase=live&sort=title"))).Order());
    }

    [Fact]
    public void Load_Club_OwnOrItsShops()
    {
        Put(Draft(1));
        Put(Draft(2) with { ClubIds = [ClubB] });
        Put(Draft(3) with { ShopId = Id(900) });
        Assert.Equal([Id(1)], Shown(_list.Load(Query("?club=" + ClubA))));
        Assert.Equal([Id(2), Id(3)], Shown(_list.Load(Query("?club=" + ClubB))).Order());
        Assert.Empty(Shown(_list.Load(Query("?club=none"))));
    }

    [Fact]
    public void Load_Category_AndThoseInsideIt()
    {
        Put(Draft(1) with { CategoryIds = [Id(801)] });
        Put(Draft(2) with { CategoryIds = [Id(800)] });
        Put(Draft(3));
        Assert.Equal([Id(1), Id(2)], Shown(_list.Load(Query("?category=" + Id(800)))).Order());
        Assert.Equal([Id(1)], Shown(_list.Load(Query("?category=" + Id(801)))));
        Assert.Equal([Id(3)], Shown(_list.Load(Query("?category=none"))));
    }

    [Fact]
    public void Load_Ending_WithinSevenDaysAndNotPast()
    {
        var published = Draft() with { Status = EditorialStatus.Published };
        Put(published with { Id = Id(1), Ends = Now.AddDays(7) });
        Put(published with { Id = Id(2), Ends = Now.AddDays(7).AddSeconds(1) });
        Put(published with { Id = Id(3), Ends = Now });
        Put(published with { Id = Id(4), Ends = null });
        Put(published with { Id = Id(5), Ends = Now.AddHours(1), Status = EditorialStatus.Paused });
        Put(published with { Id = Id(6), Ends = Now.AddHours(1) });
        Assert.Equal([Id(6), Id(1)], Shown(_list.Load(Query(OfferUrls.EndingSoon))));
        Assert.Equal(2, _list.EndingSoon());
    }

    [Fact]
    public void Load_SortedByEnds_OpenOnesLastBothWays()
    {
        Put(Draft(1) with { Ends = null });
        Put(Draft(2) with { Ends = Now.AddDays(2) });
        Put(Draft(3) with { Ends = Now.AddDays(1) });
        Assert.Equal([Id(3), Id(2), Id(1)], Shown(_list.Load(Query("?sort=ends&dir=asc"))));
        Assert.Equal([Id(2), Id(3), Id(1)], Shown(_list.Load(Query("?sort=ends&dir=desc"))));
    }

    [Theory]
    [InlineData("title", new[] { 2, 1, 3 })]
    [InlineData("shop", new[] { 1, 3, 2 })]
    [InlineData("status", new[] { 1, 2, 3 })]
    [InlineData("phase", new[] { 3, 2, 1 })]
    public void Load_Sorted_ByEachColumn(string sort, int[] expected)
    {
        Put(Draft(1) with { Title = "B" });
        Put(Draft(2) with { Title = "a", ShopId = Id(900), Status = EditorialStatus.Published, Ends = Now });
        Put(Draft(3) with { Title = "C", Status = EditorialStatus.Published });
        Assert.Equal(expected.Select(Id), Shown(_list.Load(Query("?dir=asc&sort=" + sort))));
        Assert.Equal(expected.Select(Id).Reverse(), Shown(_list.Load(Query("?dir=desc&sort=" + sort))));
    }

    [Fact]
    public void Load_Pages_CoverTheListOnce()
    {
        for (var i = 1; i <= 60; i++)
            Put(Draft(i), changed: i % 7);

        var seen = Enumerable.Range(1, 3).SelectMany(page => Shown(_list.Load(Query($"?page={page}")))).ToList();

        Assert.Equal(60, seen.Distinct().Count());
        Assert.Equal(seen, _list.LoadAll(Query()).Select(row => row.Id));
        Assert.Equal(3, _list.Load(Query("?page=99")).Query.Page);
    }

    [Fact]
    public void Address_OfAnyQuery_ReadsBackAsItself() => Gen.Select(
        Gen.OneOf("", "दिवाली 20%", "a&b=c#d", "+ ?"), Gen.Int[-5, 4], Gen.OneOf([.. OfferUrls.Spec.Sorts]), Gen.Bool, Gen.Int[1, 3], Gen.OneOf([.. ListQuery.Sizes]),
        Gen.Int[-9, 8].Array[OfferUrls.Spec.Filters.Count]).Sample((text, status, sort, descending, page, size, filters) =>
    {
        var query = Query() with
        {
            Text = text,
            Status = status < 0 ? null : (EditorialStatus)status,
            Sort = sort,
            Descending = descending,
            Page = page,
            Size = size,
            Filters = OfferUrls.Spec.Filters.Zip(filters).Where(filter => filter.Second >= 0 && OfferUrls.Spec.Knows(filter.First, Id(filter.Second))).ToDictionary(filter => filter.First, filter => Id(filter.Second)),
        };
        var back = Query(query.Href);
        Assert.Equal(query.Href, back.Href);
        Assert.Equal((query.Text, query.Status, query.Sort, query.Descending, query.Page, query.Size), (back.Text, back.Status, back.Sort, back.Descending, back.Page, back.Size));
        Assert.Equal(query.Filters.OrderBy(pair => pair.Key), back.Filters.OrderBy(pair => pair.Key));
    }, iter: 300);

    [Theory]
    [InlineData("?status=9&phase=&sort=drop+table&page=-1&size=1000000&q=%00")]
    [InlineData("?phase=tomorrow&ending=never")]
    public void Load_AddressThatMakesNoSense_ShowsTheList(string address)
    {
        Put(Draft(1));
        Assert.Equal([Id(1)], Shown(_list.Load(Query(address))));
    }

    private void Put(Offer offer, int changed = 0) =>
        _offers.Merge(OfferRow.Of(offer with { Slug = offer.Slug.Length > 0 ? offer.Slug : "s", Stamp = new(1, Now, "M", Now.AddMinutes(changed), "M") }));

    private void Put(Shop shop, long version = 1) => _shops.Merge(ShopRow.Of(shop with { Status = EditorialStatus.Published, Stamp = Saved with { Version = version } }));

    private static IEnumerable<string> Shown(ListPage<OfferRow> page) => page.Rows.Select(row => row.Id);
}
