using Bunit;
using Clubshop.Admin.Account;
using Clubshop.Admin.Common;
using Clubshop.Admin.Dashboard;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Offers;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Dashboard;

public sealed class DashboardPageTests : PageTest
{
    // The notice of a password that grows old asks the pool, which these figures have nothing to do with.
    public DashboardPageTests() => ComponentFactories.AddStub<PasswordExpiryNotice>();

    private static string Tile(IRenderedComponent<DashboardPage> page, string label) =>
        page.FindAll(".tile").Single(tile => tile.QuerySelector("dt")!.TextContent == label).QuerySelector("dd")!.TextContent.Trim();

    private async Task<OfferWorld> FillAsync()
    {
        var world = await OfferWorld.FillAsync(World);
        var published = world.Draft() with { Status = EditorialStatus.Published };
        await world.SaveAsync(published with { Id = World.NewId(), Title = "Ends tonight", Ends = OfferSamples.India(2026, 11, 20, 23, 59) });
        await world.SaveAsync(published with { Id = World.NewId(), Title = "Ends tomorrow", Ends = OfferSamples.India(2026, 11, 21, 23, 59) });
        await world.SaveAsync(published with { Id = World.NewId(), Title = "Open", Ends = null });
        await world.SaveAsync(published with { Id = World.NewId(), Title = "Coming", Starts = OfferSamples.India(2026, 12, 1), Ends = null });
        await world.SaveAsync(world.Draft("Draft") with { Id = World.NewId() });
        return world;
    }

    [Fact]
    public async Task Figures_OfTheCatalog_CountItsRecords()
    {
        await FillAsync();
        var page = Open<DashboardPage>(CatalogWorld.Meera);
        Assert.Equal("Dashboard", page.Find("h1").TextContent);
        Assert.Contains("Friday, 20 November. 1 offer ends today.", page.Markup, StringComparison.Ordinal);
        Assert.Equal(("3", "1", "1", "2"), (Tile(page, "Live offers"), Tile(page, "Scheduled"), Tile(page, "Drafts"), Tile(page, "Ending in 7 days")));
        Assert.Equal(["Ends tonight", "Ends tomorrow"], page.FindAll(".rows a.name").Select(link => link.TextContent));
        Assert.Equal(["Tonight, 11:59 pm", "Tomorrow"], page.FindAll(".rows time").Select(time => time.TextContent));
        var row = page.FindAll("tbody tr").Single(one => one.TextContent.Contains("Offers", StringComparison.Ordinal));
        Assert.Equal(["Offers", "4", "1", "0", "0", "5"], row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public async Task Figures_WithAPausedShop_CountItsLiveOffersAsNotVisible()
    {
        var world = await FillAsync();
        OfferWorld.Value(await World.Shops.SaveAsync(CatalogWorld.Meera, world.Shop with { Status = EditorialStatus.Paused }, world.Submit(), CancellationToken.None));
        var page = Open<DashboardPage>(CatalogWorld.Meera);
        Assert.Contains("3 not visible", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_WhileAnIndexLoads_AreNotShown()
    {
        await OfferWorld.ReadyAsync(World);
        ((IRecordIndex)World.Get<RecordIndex<ShopRow>>()).SetState(IndexState.Loading);
        var page = Open<DashboardPage>(CatalogWorld.Meera);
        Assert.Equal("–", Tile(page, "Live offers"));
        Assert.NotEmpty(page.FindAll(".sk"));

        ((IRecordIndex)World.Get<RecordIndex<ShopRow>>()).SetState(IndexState.Ready);
        page.WaitForAssertion(() => Assert.Equal("0", Tile(page, "Live offers")), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Figures_WhenAnIndexHasAProblem_SayTheyMayBeOld()
    {
        await OfferWorld.ReadyAsync(World);
        ((IRecordIndex)World.Get<RecordIndex<OfferRow>>()).SetState(IndexState.Problem);
        Assert.Contains("These figures may be old", Open<DashboardPage>(CatalogWorld.Meera).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LastChanges_ForEachRole_ShowWhatItMaySee()
    {
        await FillAsync();
        var page = Open<DashboardPage>(CatalogWorld.Meera);
        page.WaitForAssertion(() => Assert.Contains("You created the offer Draft", Words(page), StringComparison.Ordinal));

        var support = Open<DashboardPage>(CatalogWorld.Person(Role.Support));
        support.WaitForAssertion(() => Assert.Contains("You have not changed anything yet.", support.Markup, StringComparison.Ordinal));
    }

    private static string Words(IRenderedComponent<DashboardPage> page) =>
        string.Join(' ', page.Find(".log").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
