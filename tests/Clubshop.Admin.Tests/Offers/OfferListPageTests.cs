using Bunit;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Ui;
using Clubshop.Admin.Tests.Catalog;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Offers;

public sealed class OfferListPageTests : PageTest
{
    private IRenderedComponent<OfferListPage> OpenList(string uri = "/offers", Actor? actor = null)
    {
        Navigation.NavigateTo(uri);
        return Open<OfferListPage>(actor ?? CatalogWorld.Meera);
    }

    private static IEnumerable<string> Titles(IRenderedComponent<OfferListPage> page) => page.FindAll("tbody a.name").Select(link => link.TextContent);

    [Fact]
    public async Task List_Empty_LeadsToTheFirstOne()
    {
        await OfferWorld.ReadyAsync(World);
        var page = OpenList();
        Assert.Equal("Offers", page.Find("h1").TextContent);
        page.WaitForAssertion(() => Assert.Equal("No offers yet", page.Find(".state h2").TextContent), TimeSpan.FromSeconds(10));
        Assert.NotEmpty(page.FindAll(".state a[href='/offers/new']"));
    }

    [Fact]
    public async Task List_EmptyForSomebodyWhoMayNotWrite_DoesNotAskThemTo()
    {
        await OfferWorld.ReadyAsync(World);
        var page = OpenList(actor: CatalogWorld.Person(Role.ReadOnly));
        page.WaitForAssertion(() => Assert.Equal("No offers yet", page.Find(".state h2").TextContent), TimeSpan.FromSeconds(10));
        Assert.Equal("They appear here as soon as somebody creates or imports them.", page.Find(".state p").TextContent);
        Assert.Empty(page.FindAll(".state a"));
    }

    [Fact]
    public async Task List_Empty_HasOneLoudButton()
    {
        await OfferWorld.ReadyAsync(World);
        var page = OpenList();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".state .b.main")), TimeSpan.FromSeconds(10));
        Assert.Single(page.FindAll(".b.main"));
    }

    [Fact]
    public async Task List_Full_ShowsWhatAnOfferIs()
    {
        var world = await OfferWorld.FillAsync(World);
        await world.SaveAsync(world.Draft("<b>बड़ी छूट</b>") with { Status = EditorialStatus.Published, Ends = OfferSamples.India(2026, 11, 21, 23, 59) });
        var page = OpenList();
        Assert.Equal(["<b>बड़ी छूट</b>"], Titles(page));
        var cells = page.FindAll("tbody td:not(.chk)").Select(cell => cell.TextContent.Trim()).ToList();
        Assert.Equal(["Croma", "Published", "Live", "Tomorrow"], cells[1..5]);
        Assert.Contains("You", cells[5], StringComparison.Ordinal);
        Assert.Single(page.FindAll("input[aria-label=Search]"));
        Assert.Equal("/offers/export", page.Find("a[download]").GetAttribute("href"));
    }

    [Fact]
    public async Task List_WhileTheIndexIsRead_ShowsASkeleton()
    {
        await OfferWorld.ReadyAsync(World);
        ((IRecordIndex)World.Get<RecordIndex<OfferRow>>()).SetState(IndexState.Loading);
        Assert.NotEmpty(OpenList().FindAll("tbody .sk"));
    }

    [Fact]
    public async Task List_ThatCouldNotBeRead_SaysSoAndKeepsTheFilters()
    {
        await OfferWorld.ReadyAsync(World);
        ((IRecordIndex)World.Get<RecordIndex<OfferRow>>()).SetState(IndexState.Problem);
        var page = OpenList("/offers?phase=live");
        Assert.Equal("The offers did not load", page.Find("[role=alert] h2").TextContent);
        Assert.Contains("live", page.Find(".chip.on").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_WithNothingThatMatches_SaysHowManyThereAreWithoutFilters()
    {
        var world = await OfferWorld.FillAsync(World);
        await world.SaveAsync(world.Draft());
        var page = OpenList("/offers?q=flat&phase=live");
        Assert.Equal("No offer matches “flat”", page.Find(".state h2").TextContent);
        Assert.Contains("There is 1 offer without the filters", page.Find(".state p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_InTheAddress_AreShownAsSentencesAndCanBeTakenOff()
    {
        var world = await OfferWorld.FillAsync(World);
        await world.SaveAsync(world.Draft());
        var page = OpenList($"/offers?shop={world.Shop.Id}&club={world.First.Id}&ending=7&stock=low");
        Assert.Equal(["Ends: in 7 days", "Coupons: running low", "Shop: Croma", "Club: Infosys Pune"], page.FindAll(".chip.on .cut").Select(chip => chip.GetAttribute("title")));
        Assert.Empty(Titles(page));

        Navigation.NavigateTo(page.Find("[aria-label='Remove filter: Ends']").GetAttribute("href")!);
        Assert.Empty(Titles(page));
        Navigation.NavigateTo(page.Find("[aria-label='Remove filter: Coupons']").GetAttribute("href")!);
        page.WaitForAssertion(() => Assert.Single(Titles(page)));
    }

    [Fact]
    public async Task RowMenu_Publish_PublishesAndShowsIt()
    {
        var world = await OfferWorld.FillAsync(World);
        await world.SaveAsync(world.Draft());
        var page = OpenList();
        page.OpenRowMenu();
        page.FindAll("[role=menuitem]").Single(item => item.TextContent.Trim() == "Publish").Click();
        page.WaitForAssertion(() => Assert.Equal("Live", page.Find("tbody .phase").TextContent.Trim()), TimeSpan.FromSeconds(10));
        Assert.Equal(["Offer published. Flat ₹1,500 off"], Toasts.Done);

        await UndoAsync(page);
        Assert.Equal("Flat ₹1,500 off is a draft again", Toasts.Done[^1]);
        Assert.Equal(EditorialStatus.Draft, Assert.Single(world.Index.All()).Status);
    }

    [Fact]
    public async Task RowMenu_PublishThatIsRefused_SaysWhy()
    {
        var world = await OfferWorld.FillAsync(World);
        await world.SaveAsync(world.Draft() with { Starts = null });
        var page = OpenList();
        page.OpenRowMenu();
        page.FindAll("[role=menuitem]").Single(item => item.TextContent.Trim() == "Publish").Click();
        page.WaitForAssertion(() => Assert.Contains("say when the offer starts", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task RowMenu_Delete_IsDoneAtOnce_AndTakenBack()
    {
        var world = await OfferWorld.FillAsync(World);
        await world.SaveAsync(world.Draft());
        var page = OpenList();
        page.OpenRowMenu();
        page.FindAll("[role=menuitem]").Single(item => item.TextContent.Trim() == "Delete").Click();
        page.WaitForAssertion(() => Assert.Equal(["Offer deleted. Flat ₹1,500 off"], Toasts.Done));
        Assert.Empty(Dialogs.Asked);
        Assert.Equal(EditorialStatus.Deleted, Assert.Single(world.Index.All()).Status);

        await UndoAsync(page);
        Assert.Equal("Flat ₹1,500 off is a draft again", Toasts.Done[^1]);
        Assert.Equal(EditorialStatus.Draft, Assert.Single(world.Index.All()).Status);
    }

    [Fact]
    public async Task RowMenu_Order_OpensFirstAndRemovesLast()
    {
        var world = await OfferWorld.FillAsync(World);
        await world.SaveAsync(world.Draft());
        var page = OpenList();
        page.OpenRowMenu();
        Assert.Equal(
            ["Open", "Duplicate", "Offers of this shop", "–", "Publish", "Archive", "–", "Delete"],
            page.Find("[role=menu][id^=menu-of]").Children.Select(item => item.GetAttribute("role") == "separator" ? "–" : item.TextContent.Trim()));
        Assert.Equal("Delete", page.Find(".mi.danger").TextContent.Trim());
    }

    [Theory]
    [InlineData(EditorialStatus.Paused, 20, 22, "Within its dates")]
    [InlineData(EditorialStatus.Draft, 25, 26, "Not started")]
    [InlineData(EditorialStatus.Archived, 10, 12, "Past its end")]
    public async Task Phase_OfWhatIsNotPublished_TellsItsDates(EditorialStatus status, int from, int until, string told)
    {
        var world = await OfferWorld.FillAsync(World);
        await world.SaveAsync(world.Draft() with { Status = status, Starts = OfferSamples.India(2026, 11, from, 0, 0), Ends = OfferSamples.India(2026, 11, until, 0, 0) });
        var page = OpenList();
        Assert.Equal(told, page.FindAll("tbody td.card-top")[1].TextContent.Trim());
        Assert.Empty(page.FindAll("tbody .phase"));
    }

    [Theory]
    [InlineData("/offers?page=999", "/offers")]
    [InlineData("/offers?status=bogus&q=flat", "/offers?q=flat")]
    [InlineData("/offers?phase=bogus&ending=8", "/offers")]
    public async Task Address_OfWhatThereIsNot_IsCorrected(string address, string corrected)
    {
        var world = await OfferWorld.FillAsync(World);
        await world.SaveAsync(world.Draft());
        var page = OpenList(address);
        Assert.Single(Titles(page));
        Assert.Equal(corrected, new Uri(Navigation.Uri).PathAndQuery);
    }

    [Theory]
    [InlineData(Role.ClubAdministrators, true)]
    [InlineData(Role.ServiceProviders, false)]
    public async Task RowMenu_OffersStepsToWhoMay(Role role, bool may)
    {
        var world = await OfferWorld.FillAsync(World);
        await world.SaveAsync(world.Draft());
        var page = OpenList(actor: CatalogWorld.Person(role, world.First.Id));
        page.OpenRowMenu();
        Assert.Equal(may, page.FindAll("[role=menuitem]").Any(item => item.TextContent.Trim() == "Publish"));
        Assert.Equal(may, page.FindAll(".head a[href='/offers/new']").Count == 1);
    }
}
