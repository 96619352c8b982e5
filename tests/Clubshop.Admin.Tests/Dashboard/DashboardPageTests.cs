using Bunit;
using Clubshop.Admin.Account;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Common;
using Clubshop.Admin.Dashboard;
using Clubshop.Admin.Dashboard.Waiting;
using Clubshop.Admin.Localization;
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
        // A collection is not asked of the world: bUnit answers with what it has of it itself, which is none.
        foreach (var source in World.Get<IEnumerable<IWaitingSource>>())
            Services.AddSingleton(source);
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
        var ending = Card(page, "Offers ending in 7 days");
        Assert.Equal(["Ends tonight", "Ends tomorrow"], ending.QuerySelectorAll("a.name").Select(link => link.TextContent));
        Assert.Equal(["Tonight, 11:59 pm", "Tomorrow"], ending.QuerySelectorAll("time").Select(time => time.TextContent));
        Assert.Equal(["1", "1"], Card(page, "Published offers that end, next 14 days").QuerySelectorAll(".numbers td").Select(cell => cell.TextContent).Take(2));
        var row = page.FindAll("tbody tr").Single(one => one.TextContent.Contains("Offers", StringComparison.Ordinal));
        Assert.Equal(["Offers", "4", "1", "0", "0", "5"], row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()));
    }

    [Fact]
    public async Task Page_InHindi_IsHindi()
    {
        await FillAsync();
        Languages.Use(Languages.Hindi);
        var page = Open<DashboardPage>(CatalogWorld.Meera);
        Assert.Equal("डैशबोर्ड", page.Find("h1").TextContent);
        Assert.Contains("शुक्रवार, 20 नवंबर। आज 1 ऑफ़र समाप्त हो रहा है।", page.Markup, StringComparison.Ordinal);
        Assert.Equal("3", Tile(page, "चालू ऑफ़र"));
    }

    [Fact]
    public async Task Figures_WithAPausedShop_CountItsLiveOffersAsNotVisible()
    {
        var world = await FillAsync();
        OfferWorld.Value(await World.Shops.SaveAsync(CatalogWorld.Meera, world.Shop with { Status = EditorialStatus.Paused }, world.Submit(), CancellationToken.None));
        var page = Open<DashboardPage>(CatalogWorld.Meera);
        Assert.Contains("3 that nobody sees", page.Markup, StringComparison.Ordinal);
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

    public static TheoryData<Role, string, string> Parts => new()
    {
        { Role.Administrators, "Live offers, Scheduled, Drafts, Ending in 7 days", "Published offers that end, next 14 days, Offers ending in 7 days, The catalog, Notifications, Waiting for you, Last changes" },
        { Role.ClubAdministrators, "Live offers, Scheduled, Drafts, Ending in 7 days", "Published offers that end, next 14 days, Offers ending in 7 days, Your clubs, Waiting for you, Last changes" },
        { Role.Support, "", "Customers you helped lately, Waiting for you, Last changes" },
        { Role.ServiceProviders, "Drafts, Waiting for approval, Scheduled, Being sent", "Notifications, Waiting for you, Last changes" },
        { Role.ReadOnly, "Live offers, Scheduled, Drafts, Ending in 7 days", "Published offers that end, next 14 days, Offers ending in 7 days, The catalog, Last changes" },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task Page_ForEachRole_IsMadeOfItsWork(Role role, string tiles, string cards)
    {
        var world = await FillAsync();
        var page = Open<DashboardPage>(CatalogWorld.Person(role, world.First.Id));
        Assert.Equal(tiles, string.Join(", ", page.FindAll(".tile dt").Select(tile => tile.TextContent)));
        Assert.Equal(cards, string.Join(", ", page.FindAll(".card-head h2").Select(heading => heading.TextContent)));
    }

    [Fact]
    public async Task Figures_OfAClubAdministrator_AreOfTheirClubsAlone()
    {
        var world = await FillAsync();
        var elsewhere = await world.SaveAsync(World.NewShop("Elsewhere") with { ClubIds = [world.Second.Id] });
        await world.SaveAsync(world.Draft("Theirs") with { ShopId = elsewhere.Id, Status = EditorialStatus.Published, Ends = OfferSamples.India(2026, 11, 22) });
        await world.SaveAsync(world.Draft("Shared") with { ShopId = elsewhere.Id, ClubIds = [world.First.Id, world.Second.Id], Status = EditorialStatus.Published, Ends = null });

        var page = Open<DashboardPage>(CatalogWorld.Person(Role.ClubAdministrators, world.First.Id));
        Assert.Equal(("4", "1", "1", "2"), (Tile(page, "Live offers"), Tile(page, "Scheduled"), Tile(page, "Drafts"), Tile(page, "Ending in 7 days")));
        Assert.DoesNotContain("Theirs", page.Markup, StringComparison.Ordinal);
        Assert.Contains("1 offer of your clubs ends today.", page.Markup, StringComparison.Ordinal);
        Assert.Equal("4 live · 1 draft · 2 end in 7 days", Card(page, "Your clubs").QuerySelector("li .tiny")!.TextContent);
        Assert.Equal($"/offers?phase=live&club={world.First.Id}", page.Find(".tile a").GetAttribute("href"));

        // The list that a figure leads to has as many.
        var both = Open<DashboardPage>(CatalogWorld.Person(Role.ClubAdministrators, world.First.Id, world.Second.Id));
        Assert.Equal("5", Tile(both, "Live offers"));
        var query = ListQuery.Parse(OfferUrls.Spec, both.Find(".tile a").GetAttribute("href")!);
        Assert.Equal(5, World.Get<OfferList>().Load(query).Total);
    }

    [Fact]
    public async Task LastChanges_OfThePortalItself_AreNotShown()
    {
        var world = await FillAsync();
        await World.Clubs.SaveAsync(Actor.System, new() { Id = World.NewId(), Name = "Seeded" }, world.Submit(), CancellationToken.None);
        World.IndexesFollow();
        var page = Open<DashboardPage>(CatalogWorld.Meera);
        page.WaitForAssertion(() => Assert.Contains("You created the offer Draft", Words(page), StringComparison.Ordinal));
        Assert.DoesNotContain("Seeded", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_OfOffersThatNobodySees_IsALineWithItsOffer_AndFollowsChanges()
    {
        var world = await FillAsync();
        var mine = CatalogWorld.Person(Role.ClubAdministrators, world.First.Id);
        var page = Open<DashboardPage>(mine);
        page.WaitForAssertion(() => Assert.Contains("Nothing waits for you.", Card(page, "Waiting for you").TextContent, StringComparison.Ordinal));

        var shop = OfferWorld.Value(await World.Shops.SaveAsync(CatalogWorld.Meera, world.Shop with { Status = EditorialStatus.Paused }, world.Submit(), CancellationToken.None));
        World.Get<WaitingBoard>().LookAtOffers(always: false);
        page.WaitForAssertion(() =>
        {
            var lines = Card(page, "Waiting for you").QuerySelectorAll("li");
            Assert.Equal(3, lines.Length);
            Assert.Contains("Nobody sees “", lines[0].TextContent, StringComparison.Ordinal);
            Assert.Contains("Croma: its shop is not published", lines[0].TextContent, StringComparison.Ordinal);
            Assert.StartsWith("/offers/", lines[0].QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
        });
        page.WaitForAssertion(() => Assert.Contains("3 things wait for you.", page.Find(".head").TextContent, StringComparison.Ordinal));

        OfferWorld.Value(await World.Shops.SaveAsync(CatalogWorld.Meera, shop with { Status = EditorialStatus.Published }, world.Submit(), CancellationToken.None));
        World.Get<WaitingBoard>().LookAtOffers(always: false);
        page.WaitForAssertion(() => Assert.Contains("Nothing waits for you.", Card(page, "Waiting for you").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Waiting_WhenOneKindCannotBeRead_SaysWhichAndShowsTheOthers()
    {
        var world = await FillAsync();
        OfferWorld.Value(await World.Shops.SaveAsync(CatalogWorld.Meera, world.Shop with { Status = EditorialStatus.Paused }, world.Submit(), CancellationToken.None));
        World.Get<WaitingBoard>().LookAtOffers(always: false);

        // There is no pool of staff in this world, so their invitations cannot be read.
        var page = Open<DashboardPage>(CatalogWorld.Meera);
        page.WaitForAssertion(() => Assert.Contains("The invitations could not be read.", Card(page, "Waiting for you").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Equal(3, Card(page, "Waiting for you").QuerySelectorAll("li a.name").Length);
        Assert.Equal("3", Tile(page, "Live offers"));
    }

    private static AngleSharp.Dom.IElement Card(IRenderedComponent<DashboardPage> page, string title) =>
        page.FindAll(".card").Single(card => card.QuerySelector(".card-head h2")?.TextContent == title);

    private static string Words(IRenderedComponent<DashboardPage> page) =>
        string.Join(' ', page.Find(".log").TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
