using AngleSharp.Dom;
using Bunit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Catalog;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Clubshop.Admin.Tests.Ui;

namespace Clubshop.Admin.Tests.Offers;

public sealed class OfferEditPageTests : PageTest
{
    private async Task<(OfferWorld World, IRenderedComponent<OfferEditPage> Page)> OpenNewAsync(string query = "")
    {
        var world = await OfferWorld.FillAsync(World);
        Navigation.NavigateTo("/offers/new" + query.Replace("{shop}", world.Shop.Id, StringComparison.Ordinal));
        return (world, Ready(Open<OfferEditPage>(CatalogWorld.Meera)));
    }

    private async Task<(OfferWorld World, Offer Offer, IRenderedComponent<OfferEditPage> Page)> OpenSavedAsync(Func<Offer, Offer>? change = null, Actor? actor = null)
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync((change ?? (same => same))(world.Draft()));
        return (world, offer, Ready(Open<OfferEditPage>(actor ?? CatalogWorld.Meera, offer.Id)));
    }

    private static IRenderedComponent<OfferEditPage> Ready(IRenderedComponent<OfferEditPage> page)
    {
        page.WaitForElement(Settled);
        return page;
    }

    private static async Task<Offer> StoredAsync(OfferWorld world, string id) =>
        OfferWorld.Value(await world.Offers.FindAsync(CatalogWorld.Meera, id, CancellationToken.None));

    private static void Choose(IRenderedComponent<OfferEditPage> page, string label, string option)
    {
        var select = Field(page, label);
        select.Change(select.QuerySelectorAll("option").Single(one => one.TextContent == option).GetAttribute("value"));
    }

    [Fact]
    public async Task Form_HasALabelledInputForEveryField()
    {
        var (_, page) = await OpenNewAsync();
        foreach (var field in OfferFields.All)
            Assert.NotNull(Field(page, field.Label));
    }

    [Fact]
    public async Task Save_OfAnEmptyForm_TellsAtEachFieldAndCreatesNothing()
    {
        var (world, page) = await OpenNewAsync();
        page.Find("form").Submit();
        Assert.Contains("needs a title", ErrorAt(page, "Title"), StringComparison.Ordinal);
        Assert.Equal("Choose the shop that gives the offer.", ErrorAt(page, "Shop"));
        Assert.Contains("from 1 to 100", ErrorAt(page, "Value"), StringComparison.Ordinal);
        Assert.Contains("3 need fixing.", page.Find(".savebar").TextContent, StringComparison.Ordinal); // some are below what is seen
        Assert.Empty(world.Index.All());
    }

    [Theory]
    [InlineData("Landing page", "http://croma.com", "https://")]
    [InlineData("Value", "150", "at most 100")]
    [InlineData("Slug", "Big Sale", "“big-sale”")]
    public async Task Field_LeftWrong_IsToldBeforeSaving(string label, string typed, string words)
    {
        var (_, page) = await OpenNewAsync();
        Field(page, label).Change(typed);
        Assert.Contains(words, ErrorAt(page, label), StringComparison.Ordinal);
        Assert.Equal(typed, Field(page, label).GetAttribute("value"));
        Assert.Null(ErrorAt(page, "Title"));
    }

    [Fact]
    public async Task Ends_BeforeStarts_IsToldAtEnds()
    {
        var (_, page) = await OpenNewAsync();
        Field(page, "Starts").Change("30 Nov 2026");
        Field(page, "Ends").Change("25 Nov 2026");
        Assert.Contains("is before the start", ErrorAt(page, "Ends"), StringComparison.Ordinal);
        Field(page, "Ends").Change("5 Dec 2026");
        Assert.Null(ErrorAt(page, "Ends"));
    }

    [Fact]
    public async Task Save_OfANewOffer_StoresWhatWasTypedAndLeadsToItsPage()
    {
        var (world, page) = await OpenNewAsync("?shop={shop}");
        Assert.Equal("Croma", Field(page, "Shop").GetAttribute("value"));
        Field(page, "Title").Change("  दिवाली पर छूट ");
        Choose(page, "Benefit", "Amount off");
        Field(page, "Value").Change("1,500");
        Field(page, "Starts").Change("1/11/2026");
        Field(page, "Ends").Change("30/11/2026");
        Field(page, "Terms").Change("<script>alert(1)</script>");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(["Offer saved"], Toasts.Done));

        var stored = await StoredAsync(world, Assert.Single(world.Index.All()).Id);
        Assert.Equal(("दिवाली पर छूट", Benefit.AmountOff, 1500m, world.Shop.Id), (stored.Title, stored.Benefit, stored.Value!.Value, stored.ShopId));
        Assert.Equal((OfferSamples.India(2026, 11, 1), OfferSamples.India(2026, 12, 1)), (stored.Starts!.Value, stored.Ends!.Value));
        Assert.Equal("<script>alert(1)</script>", stored.Terms);
        Assert.EndsWith(OfferUrls.Edit(stored.Id), Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Benefit_WithoutAValue_TakesTheFieldAwayAndGivesItBack()
    {
        var (_, page) = await OpenNewAsync();
        Field(page, "Value").Change("20");
        Choose(page, "Benefit", "Free gift");
        Assert.True(Field(page, "Value").HasAttribute("disabled"));
        Assert.Null(ErrorAt(page, "Value"));
        Choose(page, "Benefit", "Percent off");
        Assert.Equal("20", Field(page, "Value").GetAttribute("value"));
    }

    [Fact]
    public async Task Preview_FollowsWhatIsTyped()
    {
        var (_, page) = await OpenNewAsync("?shop={shop}");
        Field(page, "Title").Change("Two for one");
        Choose(page, "Benefit", "Buy one get one");
        var ticket = page.Find("aside .coupon").TextContent;
        Assert.Contains("Two for one", ticket, StringComparison.Ordinal);
        Assert.Contains("Buy one get one", ticket, StringComparison.Ordinal);
        Assert.Contains("Croma", ticket, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2026, "Till 30 December.")]
    [InlineData(2036, "Till 30 December 2036.")]
    public async Task Preview_OfAnEnd_NamesItsYearWhereItIsNotThePresentOne(int year, string said)
    {
        var (_, _, page) = await OpenSavedAsync(offer => offer with { Ends = OfferSamples.India(year, 12, 31) });
        Assert.Contains(said, page.Find("aside .coupon").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfALiveOffer_ShowsItsDayStatusAndHistory()
    {
        var (_, _, page) = await OpenSavedAsync(offer => offer with { Status = EditorialStatus.Published });
        page.WaitForAssertion(() => Assert.Contains("created it", page.Find(".log").TextContent, StringComparison.Ordinal));
        Assert.Contains("day 20 of 30", page.Find("aside").TextContent, StringComparison.Ordinal);
        Assert.Equal("day 20 of 30", page.Find("svg.track").GetAttribute("aria-label"));
        Assert.Equal("Live", page.Find(".head .phase").TextContent.Trim());
    }

    [Fact]
    public async Task Page_OfALiveOfferOfAPausedShop_SaysThatNobodySeesIt()
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync(world.Draft() with { Status = EditorialStatus.Published });
        OfferWorld.Value(await World.Shops.SaveAsync(CatalogWorld.Meera, world.Shop with { Status = EditorialStatus.Paused }, world.Submit(), CancellationToken.None));
        var page = Ready(Open<OfferEditPage>(CatalogWorld.Meera, offer.Id));
        Assert.Contains("Customers do not see it", page.Find("aside").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_AfterAnotherChangedTheSameField_AsksAndKeepsWhatWasTyped()
    {
        var (world, offer, page) = await OpenSavedAsync();

        // On another instance, of which this one has not heard: otherwise what was not touched follows by itself.
        await using var another = await World.AnotherAsync();
        World.IndexesLag();
        OfferWorld.Value(await another.Get<OfferService>().SaveAsync(
            CatalogWorld.Rohan, offer with { Ends = OfferSamples.India(2026, 12, 10), Terms = "Theirs" }, another.Submit(), CancellationToken.None));
        Field(page, "Ends").Change("28 Nov 2026, 11:59 pm");
        Field(page, "Description").Change("typed");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Rohan Deshpande saved this offer while you were editing", page.Markup, StringComparison.Ordinal));
        Assert.Contains("9 Dec 2026, end of day IST", page.Markup, StringComparison.Ordinal);
        page.FindAll("input[type=radio]").Single(input => input.GetAttribute("aria-label")!.StartsWith("Ends: keep yours", StringComparison.Ordinal)).Change("on");
        Button(page, "Save this version").Click();

        page.WaitForAssertion(() => Assert.Single(Toasts.Done));
        var stored = await StoredAsync(world, offer.Id);
        Assert.Equal((OfferSamples.India(2026, 11, 28, 23, 59), "Theirs", "typed"), (stored.Ends!.Value, stored.Terms, stored.Description));
    }

    [Fact]
    public async Task Status_SetToPublishedWithoutAStart_IsToldAtStarts()
    {
        var (_, _, page) = await OpenSavedAsync(offer => offer with { Starts = null, Ends = null });
        Choose(page, "Status", "Published");
        page.Find("form").Submit();
        Assert.Contains("To publish, say when the offer starts", ErrorAt(page, "Starts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Starts_OfANewOffer_IsTheBeginningOfToday()
    {
        var (_, page) = await OpenNewAsync();
        Assert.Equal("20 Nov 2026, 12:00 am", Field(page, "Starts").GetAttribute("value"));
        Assert.Contains("not saved yet", page.Find(".savebar .what").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_OfAnOfferOfADraftShop_OffersToPublishTheShopToo()
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync(world.Draft());
        var shop = await world.SaveAsync(world.Shop with { Status = EditorialStatus.Draft });
        var page = Ready(Open<OfferEditPage>(CatalogWorld.Meera, offer.Id));
        Button(page, "Publish").Click();
        page.WaitForAssertion(() => Assert.Contains("Croma is a draft", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));

        Button(page, "Publish the shop too").Click();

        page.WaitForAssertion(() => Assert.Equal(["Croma is published", $"{offer.Title} is published"], Toasts.Done));
        Assert.Equal(EditorialStatus.Published, (await StoredAsync(world, offer.Id)).Status);
        Assert.Equal(EditorialStatus.Published, OfferWorld.Value(await World.Shops.FindAsync(CatalogWorld.Meera, shop.Id, CancellationToken.None)).Status);
    }

    [Fact]
    public async Task SaveAndPublish_OfAnOfferOfADraftShop_KeepsTheTypingAndOffersTheShop()
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync(world.Draft());
        await world.SaveAsync(world.Shop with { Status = EditorialStatus.Draft });
        var page = Ready(Open<OfferEditPage>(CatalogWorld.Meera, offer.Id));
        Field(page, "Terms").Change("typed");
        Button(page, "Save and publish").Click();
        page.WaitForAssertion(() => Assert.Contains("Croma is a draft", ErrorAt(page, "Shop"), StringComparison.Ordinal));

        Button(page, "Publish the shop too").Click();

        page.WaitForAssertion(() => Assert.Equal($"{offer.Title} is saved and published", Toasts.Done[^1]));
        Assert.Equal("typed", (await StoredAsync(world, offer.Id)).Terms);
    }

    [Fact]
    public async Task Publish_OfAnOfferOfAForeignDraftShop_OffersNoWayOut()
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync(world.Draft() with { ClubIds = [world.First.Id] });
        await world.SaveAsync(world.Shop with { Status = EditorialStatus.Draft, ClubIds = [world.Second.Id] });
        var page = Ready(Open<OfferEditPage>(CatalogWorld.Person(Role.ClubAdministrators, world.First.Id), offer.Id));
        Button(page, "Publish").Click();
        page.WaitForAssertion(() => Assert.Contains("Croma is a draft", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Contains("too", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Offer_WithoutAnyClub_SaysWhoSeesItAndAsksAtPublish()
    {
        var world = await OfferWorld.FillAsync(World);
        await world.SaveAsync(world.Shop with { ClubIds = [] });
        var offer = await world.SaveAsync(world.Draft());
        var page = Ready(Open<OfferEditPage>(CatalogWorld.Meera, offer.Id));
        Assert.Contains("Every customer: neither this offer nor Croma has a club", page.Find("form").TextContent, StringComparison.Ordinal);
        Button(page, "Publish").Click();
        Assert.Equal($"Publish {offer.Title} for everybody?", Assert.Single(Dialogs.Asked).Title);
        page.WaitForAssertion(() => Assert.Contains("Every customer sees it", page.Find("aside").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Duplicate_BeginsADraftWithAnAddressOfItsOwn()
    {
        var (world, offer, page) = await OpenSavedAsync(offer => offer with { Status = EditorialStatus.Published, Terms = "Once each." });
        page.OpenMenus();
        var link = page.FindAll("a[role=menuitem]").Single(item => item.TextContent.Trim() == "Duplicate offer");
        Navigation.NavigateTo(link.GetAttribute("href")!);
        var copy = Ready(Open<OfferEditPage>(CatalogWorld.Meera));
        Assert.Equal((offer.Title, "", "", "Once each."), (
            Field(copy, "Title").GetAttribute("value"), Field(copy, "Slug").GetAttribute("value") ?? "", Field(copy, "Code").GetAttribute("value") ?? "", Field(copy, "Terms").GetAttribute("value")));
        copy.Find("form").Submit();
        copy.WaitForAssertion(() => Assert.Equal(["Offer saved"], Toasts.Done));

        var made = await StoredAsync(world, world.Index.All().Single(row => row.Id != offer.Id).Id);
        Assert.Equal((EditorialStatus.Draft, offer.ShopId, offer.Value), (made.Status, made.ShopId, made.Value));
        Assert.NotEqual(offer.Slug, made.Slug);
        Assert.NotEqual(offer.Code, made.Code);
        var entry = Assert.Single(await World.HistoryAsync(OfferKind.Name, made.Id));
        Assert.Equal((AuditActions.Create, $"copied from “{offer.Title}” ({offer.Code})"), (entry.Action, entry.Note));
    }

    [Fact]
    public async Task Duplicate_TakesOnlyDatesThatAreStillToCome()
    {
        var (_, offer, _) = await OpenSavedAsync(offer => offer with { Starts = OfferSamples.India(2026, 11, 1, 0, 0), Ends = OfferSamples.India(2027, 1, 1, 0, 0) });
        Navigation.NavigateTo(OfferKind.Definition.CopyOf(offer.Id));
        var copy = Ready(Open<OfferEditPage>(CatalogWorld.Meera));
        Assert.Contains("Left empty: Starts.", copy.Find(".head").TextContent, StringComparison.Ordinal);
        copy.Find("form").Submit();
        copy.WaitForAssertion(() => Assert.Equal(["Offer saved"], Toasts.Done));
        var made = Assert.Single(World.Get<RecordIndex<OfferRow>>().All(), row => row.Id != offer.Id);
        Assert.Equal((null, offer.Ends), (made.Starts, made.Ends));
    }

    [Fact]
    public async Task Duplicate_OfWhatIsGone_SaysSoAndIsEmpty()
    {
        await OfferWorld.FillAsync(World);
        Navigation.NavigateTo(OfferKind.Definition.CopyOf(World.NewId()));
        var copy = Ready(Open<OfferEditPage>(CatalogWorld.Meera));
        Assert.Contains("The offer to copy is gone", copy.Markup, StringComparison.Ordinal);
        Assert.Equal("", Field(copy, "Title").GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task History_ForWhoSeesOnlyTheirOwn_DoesNotClaimThatNobodyChangedIt()
    {
        var (_, _, page) = await OpenSavedAsync(actor: CatalogWorld.Person(Role.Support));
        page.WaitForAssertion(() => Assert.Contains("You see what you did yourself, and you did nothing here.", page.Find("aside").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Role.Support)]
    [InlineData(Role.ReadOnly)]
    public async Task Page_ForWhoMayOnlyLook_HasNoSave(Role role)
    {
        var (_, _, page) = await OpenSavedAsync(actor: CatalogWorld.Person(role));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() is "Save" or "Publish");
        Assert.True(Field(page, "Title").HasAttribute("readonly"));
    }

    [Fact]
    public async Task Page_OfAForeignClub_SaysWhoseItIs()
    {
        var (_, _, page) = await OpenSavedAsync(actor: CatalogWorld.Person(Role.ClubAdministrators, "another"));
        Assert.Contains("Infosys Pune", page.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() == "Save");
    }

    [Fact]
    public void Offer_ThatIsNotThere_IsSaidSo()
    {
        var page = Open<OfferEditPage>(CatalogWorld.Meera, "nonsense");
        page.WaitForAssertion(() => Assert.Equal("There is no such offer", page.Find("h1").TextContent));
    }
}
