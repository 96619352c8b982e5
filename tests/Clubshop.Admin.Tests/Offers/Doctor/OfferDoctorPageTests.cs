using Bunit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.Preview;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;

namespace Clubshop.Admin.Tests.Offers.Doctor;

/// <summary>The walk on the page of an offer, and the preview.</summary>
public sealed class OfferDoctorPageTests : PageTest
{
    private async Task<(OfferWorld World, Offer Offer)> HiddenAsync()
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync(world.Draft() with { Status = EditorialStatus.Published });
        await world.DecideAsync(world.Shop with { Status = EditorialStatus.Paused });
        return (world, offer);
    }

    [Fact]
    public async Task Why_AskedAndPutRight_IsAskedAgain()
    {
        var (world, offer) = await HiddenAsync();
        var page = Open<OfferEditPage>(CatalogWorld.Meera, offer.Id);
        page.WaitForElement(Settled);
        await Button(page, "Why can’t customers see this?").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("Croma is paused. Publish the shop", page.Find(".walk").TextContent, StringComparison.Ordinal));

        await Button(page, "Publish Croma").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("Croma is published.", page.Find(".walk").TextContent, StringComparison.Ordinal));
        Assert.Equal(EditorialStatus.Published, world.Get<Clubshop.Admin.MasterData.RecordIndex<ShopRow>>().Find(world.Shop.Id)!.Status);
        Assert.NotNull(Toasts.Action); // it can be taken back
        Assert.StartsWith("Customers see it", page.Find(".doctor [role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Why_InTheAddress_IsAnsweredAtOnce()
    {
        var (_, offer) = await HiddenAsync();
        Navigation.NavigateTo(OfferUrls.Why(offer.Id));
        var page = Open<OfferEditPage>(CatalogWorld.Meera, offer.Id);
        page.WaitForAssertion(() => Assert.Contains("Croma is paused", page.Find(".walk").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Why_OfDatesThatAreOver_LeadsToTheField()
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync(world.Draft() with { Status = EditorialStatus.Published });
        world.Clock.Advance(TimeSpan.FromDays(30));
        Navigation.NavigateTo(OfferUrls.Why(offer.Id));
        var page = Open<OfferEditPage>(CatalogWorld.Meera, offer.Id);
        var link = page.WaitForElement(".walk a[data-focus=f-ends]");
        Assert.Equal(("Move the end", Field(page, "Ends").Id), (link.TextContent, link.GetAttribute("data-focus")));
    }

    [Fact]
    public async Task Why_ForThoseWhoOnlyLook_HasNoFixes()
    {
        var (_, offer) = await HiddenAsync();
        Navigation.NavigateTo(OfferUrls.Why(offer.Id));
        var page = Open<OfferEditPage>(CatalogWorld.Person(Role.ReadOnly), offer.Id);
        page.WaitForElement(".walk");
        Assert.Empty(page.FindAll(".walk button"));
        Assert.Equal("Open Croma", page.Find(".walk a").TextContent);
    }

    [Fact]
    public async Task Publishing_WhatNobodyWillSee_AsksFirst()
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync(world.Draft());
        OfferWorld.Value(await world.Get<Clubshop.Admin.Clubs.ClubService>().SaveAsync(CatalogWorld.Meera, world.First with { Status = EditorialStatus.Paused }, world.Submit(), CancellationToken.None));
        var page = Open<OfferEditPage>(CatalogWorld.Meera, offer.Id);
        page.WaitForElement(Settled);

        Dialogs.Answer = false;
        await Button(page, "Publish").ClickAsync(new());
        Assert.Equal(("Publish " + offer.Title + "?", "Its only club, Infosys Pune, is paused. Publish it to show the offer."), Dialogs.Asked.Select(asked => (asked.Title, asked.Consequences.Single())).Single());
        Assert.Equal(EditorialStatus.Draft, world.Index.Find(offer.Id)!.Status);

        Dialogs.Answer = true;
        await Button(page, "Publish").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(EditorialStatus.Published, world.Index.Find(offer.Id)!.Status));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("?at=2031-01-01T10:00", false)]
    [InlineData("?at=rubbish&club=rubbish", true)]
    [InlineData("?club={second}", false)]
    [InlineData("?club={first}&on=wide", true)]
    public async Task Preview_AtAMomentAndForAClub_ShowsTheOfferOrThatThereIsNone(string query, bool seen)
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync(world.Draft() with { Status = EditorialStatus.Published, Terms = "One per person." });
        Navigation.NavigateTo(OfferUrls.Preview(offer.Id) + query.Replace("{first}", world.First.Id, StringComparison.Ordinal).Replace("{second}", world.Second.Id, StringComparison.Ordinal));
        var page = Open<OfferPreviewPage>(CatalogWorld.Person(Role.ReadOnly), offer.Id);
        page.WaitForElement(".device");
        Assert.Equal(seen, page.Find(".device").TextContent.Contains("One per person.", StringComparison.Ordinal));
        Assert.Equal(!seen, page.Find(".device").TextContent.Contains("not in the app", StringComparison.Ordinal));
        Assert.Equal(query.Contains("wide", StringComparison.Ordinal), page.Find(".device").ClassList.Contains("wide"));
    }

    [Theory]
    [InlineData(true, "₹1,500 की छूट", "Flat ₹1,500 off")]
    [InlineData(false, "Flat ₹1,500 off", "₹1,500 की छूट")]
    public async Task Preview_InALanguage_HasTheTextsOfIt_AndEnglishWhereThereIsNoHindi(bool hindi, string shown, string other)
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync(world.Draft() with { Status = EditorialStatus.Published, TitleHi = "₹1,500 की छूट", Terms = "One per person." });
        Navigation.NavigateTo(OfferUrls.Preview(offer.Id, hindi: hindi));
        var page = Open<OfferPreviewPage>(CatalogWorld.Person(Role.ReadOnly), offer.Id);
        var device = page.WaitForElement(".device").TextContent;
        Assert.Contains(shown, device, StringComparison.Ordinal);
        Assert.DoesNotContain(other, device, StringComparison.Ordinal);
        Assert.Contains("One per person.", device, StringComparison.Ordinal);
    }
}
