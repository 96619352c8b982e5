using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.Shops;

public sealed class ShopListTests
{
    private readonly RecordIndex<ShopRow> _shops = new(ShopKind.Table, ShopStore.Row, TimeProvider.System);
    private readonly RecordIndex<CategoryRow> _categories = new(CategoryKind.Table, CategoryStore.Row, TimeProvider.System);

    private ShopList List => new(_shops, _categories);

    private void Add(int number, string name, string city = "", EditorialStatus status = EditorialStatus.Published, string[]? clubs = null, string[]? categories = null) =>
        _shops.Merge(ShopRow.Of(new()
        {
            Id = number.ToString("x32", System.Globalization.CultureInfo.InvariantCulture),
            Name = name,
            Slug = "s" + number,
            Code = "c" + number,
            City = city,
            Status = status,
            ClubIds = clubs ?? [],
            CategoryIds = categories ?? [],
            Stamp = new(1, CatalogWorld.Now, "M", CatalogWorld.Now.AddMinutes(number), "M"),
        }));

    private IEnumerable<string> Names(string query) => List.Load(ListQuery.Parse(ShopList.Spec, query)).Rows.Select(row => row.Name);

    [Fact]
    public void Load_WithoutAQuery_ShowsAllButTheDeletedByName()
    {
        Add(1, "Tata");
        Add(2, "apple");
        Add(3, "Gone", status: EditorialStatus.Deleted);
        Add(4, "Lakmé", status: EditorialStatus.Draft);
        Assert.Equal(["apple", "Lakmé", "Tata"], Names(""));
        Assert.Equal(["Gone"], Names("?status=deleted"));
        var page = List.Load(ListQuery.Parse(ShopList.Spec, ""));
        Assert.Equal((3, 3, 1), (page.Total, page.Undeleted, page.Counts[(int)EditorialStatus.Draft]));
    }

    [Theory]
    [InlineData("?q=LAKME", "Lakmé")]
    [InlineData("?q=mith", "Mithai")]
    [InlineData("?q=मिठाई", "दिवाली मिठाई")]
    [InlineData("?q=c2", "Lakmé")]
    [InlineData("?q=new+del", "Mithai")]
    public void Load_WithText_FindsAnyPartOfNameCodeOrCity(string query, string name)
    {
        Add(1, "Mithai", "New Delhi");
        Add(2, "Lakmé");
        Add(3, "दिवाली मिठाई");
        Assert.Equal([name], Names(query));
    }

    [Fact]
    public void Load_OfACategory_HasWhatIsInsideItToo()
    {
        foreach (var (id, parent) in new[] { ("top", ""), ("low", "top"), ("other", "") })
            _categories.Merge(CategoryRow.Of(new() { Id = id, Name = id, ParentId = parent, Status = EditorialStatus.Published, Stamp = new(1, CatalogWorld.Now, "", CatalogWorld.Now, "") }));

        Add(1, "In low", categories: ["low"]);
        Add(2, "In other", categories: ["other"]);
        Add(3, "Nowhere");
        Assert.Equal(["In low"], Names("?category=top"));
        Assert.Equal(["Nowhere"], Names("?category=none"));
    }

    [Fact]
    public void Load_OfAClub_HasItsShops()
    {
        Add(1, "A", clubs: ["x", "y"]);
        Add(2, "B", clubs: ["y"]);
        Add(3, "C");
        Assert.Equal(["A"], Names("?club=x"));
        Assert.Equal(["C"], Names("?club=none"));
    }

    [Fact]
    public void Load_SortedByChange_HasTheOrderBothWays()
    {
        Add(1, "A");
        Add(2, "B");
        Assert.Equal(["A", "B"], Names("?sort=changed"));
        Assert.Equal(["B", "A"], Names("?sort=changed&dir=desc"));
    }

    [Fact]
    public void Load_OfAPageBeyondTheEnd_ShowsTheLastOne()
    {
        for (var i = 0; i < 60; i++)
            Add(i, $"Shop {i:00}");

        var page = List.Load(ListQuery.Parse(ShopList.Spec, "?page=9"));
        Assert.Equal((3, 51, 60, 60), (page.Query.Page, page.First, page.Last, page.Total));
        Assert.Equal(3, page.Pages);
    }

    [Fact]
    public void Load_OfEveryPage_ShowsEachShopOnce()
    {
        for (var i = 0; i < 130; i++)
            Add(i, "Same name");

        var seen = Enumerable.Range(1, 6).SelectMany(page => List.Load(ListQuery.Parse(ShopList.Spec, $"?page={page}")).Rows.Select(row => row.Id)).Distinct(StringComparer.Ordinal);
        Assert.Equal(130, seen.Count());
    }
}
