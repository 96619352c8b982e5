using Bunit;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Ui;

namespace Clubshop.Admin.Tests.Shops;

public sealed class ShopListPageTests : PageTest
{
    private IRenderedComponent<ShopListPage> OpenList(string uri = "/shops", Role role = Role.Administrators)
    {
        Navigation.NavigateTo(uri);
        return Open<ShopListPage>(CatalogWorld.Person(role, "some-club"));
    }

    private static IEnumerable<string> Names(IRenderedComponent<ShopListPage> page) => page.FindAll("tbody a.name").Select(link => link.TextContent);

    [Fact]
    public void List_Empty_LeadsToTheFirstOne()
    {
        var page = OpenList();
        Assert.Equal("Shops", page.Find("h1").TextContent);
        Assert.Equal("No shops yet", page.Find(".state h2").TextContent);
        Assert.NotEmpty(page.FindAll(".state a[href='/shops/new']"));
    }

    [Fact]
    public async Task List_Full_ShowsRowsCountsAndOneSearch()
    {
        await World.SaveAsync(World.NewShop("Tata"));
        await World.SaveAsync(World.NewShop("<b>bold</b>"));
        var page = OpenList();
        Assert.Equal(["<b>bold</b>", "Tata"], Names(page));
        Assert.Single(page.FindAll("input[aria-label=Search]"));
        Assert.Contains("Published 2", string.Join("|", page.FindAll(".views a").Select(tab => tab.TextContent.Trim().Replace("Published2", "Published 2", StringComparison.Ordinal))), StringComparison.Ordinal);
        page.OpenMenus();
        Assert.Equal(["/shops/export", "/shops/export?as=xlsx", "/shops/export"], page.FindAll("a[download]").Select(link => link.GetAttribute("href")));
        Assert.Empty(page.FindAll("tbody b"));
    }

    [Fact]
    public async Task List_WithNothingThatMatches_SaysHowManyThereAreWithoutFilters()
    {
        await World.SaveAsync(World.NewShop("Tata"));
        var page = OpenList("/shops?q=tat&status=draft");
        Assert.Equal("No shop matches “tat”", page.Find(".state h2").TextContent);
        Assert.Contains("There is 1 shop without the filters", page.Find(".state p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void List_WhileTheIndexIsRead_ShowsASkeleton()
    {
        ((IRecordIndex)World.ShopIndex).SetState(IndexState.Loading);
        Assert.NotEmpty(OpenList().FindAll("tbody .sk"));
    }

    [Fact]
    public void List_ThatCouldNotBeRead_SaysSoAndKeepsTheFilters()
    {
        ((IRecordIndex)World.ShopIndex).SetState(IndexState.Problem);
        var page = OpenList("/shops?q=tata");
        Assert.Equal("The shops did not load", page.Find("[role=alert] h2").TextContent);
        Assert.Equal("tata", page.Find("input[aria-label=Search]").GetAttribute("value"));
    }

    [Fact]
    public async Task Search_Typed_IsInTheAddressAndNarrowsTheRows()
    {
        await World.SaveAsync(World.NewShop("Tata"));
        await World.SaveAsync(World.NewShop("Croma"));
        var page = OpenList();
        page.Type("input[aria-label=Search]", "crom");
        Assert.EndsWith("/shops?q=crom", Navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal(["Croma"], Names(page)));
    }

    [Fact]
    public async Task List_WhileAnotherSavesAShop_ShowsIt()
    {
        var page = OpenList();
        await World.SaveAsync(World.NewShop("Tata"), CatalogWorld.Rohan);
        page.WaitForAssertion(() => Assert.Equal(["Tata"], Names(page)), TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(Role.Administrators, true)]
    [InlineData(Role.ClubAdministrators, true)]
    [InlineData(Role.Support, false)]
    [InlineData(Role.ReadOnly, false)]
    public void List_OffersNewAndImportToWhoMay(Role role, bool may)
    {
        var page = OpenList(role: role);
        Assert.Equal(may, page.FindAll(".head a[href='/shops/new']").Count == 1);
        Assert.Equal(may, page.FindAll(".head a[href='/shops/import']").Count == 1);
    }

    [Fact]
    public async Task RowMenu_Archive_IsDoneAtOnceAndConfirmed()
    {
        await World.SaveAsync(World.NewShop("Tata"));
        var page = OpenList();
        page.OpenRowMenu();
        page.FindAll("[role=menuitem]").Single(item => item.TextContent.Trim() == "Archive").Click();
        page.WaitForAssertion(() => Assert.Equal("Archived", page.Find("tbody .pill").TextContent.Trim()), TimeSpan.FromSeconds(10));
        Assert.Empty(Dialogs.Asked);
        Assert.Equal(["Shop archived. Tata"], Toasts.Done);
    }

    [Fact]
    public async Task RowMenu_ForThoseWhoMayNotEdit_OnlyOpens()
    {
        await World.SaveAsync(World.NewShop("Tata"));
        var page = OpenList(role: Role.ReadOnly);
        page.OpenRowMenu();
        Assert.Equal(["Open"], page.FindAll("[role=menu][id^=menu-of] [role=menuitem]").Select(item => item.TextContent.Trim()));
    }
}
