using AngleSharp.Dom;
using Bunit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Offers;
using Clubshop.Admin.Tests.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Catalog;

/// <summary>Every field of every record's page that can hold something that cannot be read: whatever is pressed then, nothing is written.</summary>
public sealed class UnreadableRecordTests : PageTest
{
    [Theory]
    [InlineData("Starts", "31/02/2027")]
    [InlineData("Ends", "31/02/2027")]
    [InlineData("Ends", "tomorrow or so")]
    [InlineData("Value", "sixty")]
    [InlineData("Shop", "Nobody's shop")]
    [InlineData("Clubs", "Nobody's club")]
    [InlineData("Categories", "Nothing")]
    public async Task Offer_FieldThatCannotBeRead_BlocksEveryAction(string label, string typed)
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync(world.Draft());
        await BlocksAsync(Open<OfferEditPage>(CatalogWorld.Meera, offer.Id), label, typed, async () => OfferWorld.Value(await world.Offers.FindAsync(CatalogWorld.Meera, offer.Id, default)).Stamp.Version);
    }

    [Theory]
    [InlineData("Clubs")]
    [InlineData("Categories")]
    public async Task Shop_FieldThatCannotBeRead_BlocksEveryAction(string label)
    {
        var shop = await World.SaveAsync(World.NewShop());
        await BlocksAsync(Open<ShopEditPage>(CatalogWorld.Meera, shop.Id), label, "Nothing", async () => CatalogWorld.Value(await World.Shops.FindAsync(CatalogWorld.Meera, shop.Id, default)).Stamp.Version);
    }

    [Fact]
    public async Task Category_FieldThatCannotBeRead_BlocksEveryAction()
    {
        var category = await World.CategoryAsync("Shoes");
        await BlocksAsync(Open<CategoryEditPage>(CatalogWorld.Meera, category.Id), "Parent", "Nothing", async () => CatalogWorld.Value(await World.Categories.FindAsync(CatalogWorld.Meera, category.Id, default)).Stamp.Version);
    }

    [Fact]
    public async Task Category_PutUnderItsOwnGrandchild_SaysWhyItCannotBe()
    {
        var top = await World.CategoryAsync("Tree A");
        var middle = await World.CategoryAsync("Tree B", top.Id);
        await World.CategoryAsync("Tree C", middle.Id);
        var page = Open<CategoryEditPage>(CatalogWorld.Meera, top.Id);
        page.WaitForElement(Settled);

        Type(page, "Parent", "Tree C");

        Assert.Equal("“Tree A / Tree B / Tree C” is inside this category, so it cannot be its parent. Choose another.", ErrorAt(page, "Parent"));
    }

    [Fact]
    public async Task Publish_WithTheTitleChanged_PublishesWhatIsOnThePage()
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync(world.Draft("Old title"));
        var page = Open<OfferEditPage>(CatalogWorld.Meera, offer.Id);
        page.WaitForElement(Settled);

        Field(page, "Title").Change("New title");
        Button(page, "Save and publish").Click();

        page.WaitForAssertion(() => Assert.Equal(["New title is saved and published"], Toasts.Done));
        var stored = OfferWorld.Value(await world.Offers.FindAsync(CatalogWorld.Meera, offer.Id, default));
        Assert.Equal(("New title", EditorialStatus.Published, 2), (stored.Title, stored.Status, stored.Stamp.Version));
    }

    [Fact]
    public async Task Publish_WhereItIsRefused_SaysWhereAndLeavesADraft()
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync(world.Draft() with { Starts = null, Ends = null });
        var page = Open<OfferEditPage>(CatalogWorld.Meera, offer.Id);
        page.WaitForElement(Settled);

        Field(page, "Title").Change("New title");
        Button(page, "Save and publish").Click();

        page.WaitForAssertion(() => Assert.Contains("To publish, say when the offer starts", ErrorAt(page, "Starts"), StringComparison.Ordinal));
        Assert.Equal(1, OfferWorld.Value(await world.Offers.FindAsync(CatalogWorld.Meera, offer.Id, default)).Stamp.Version);
        Assert.Equal("New title", Field(page, "Title").GetAttribute("value"));
        Assert.Contains("Title", page.Find(".savebar .what").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Status", page.Find(".savebar .what").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_OfASessionThatEnded_BringsBackWhatCouldNotBeRead()
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync(world.Draft());
        var page = Open<OfferEditPage>(CatalogWorld.Meera, offer.Id);
        page.WaitForElement(Settled);
        Type(page, "Ends", "31/02/2027");
        await page.InvokeAsync(Services.GetRequiredService<SessionEnding>().EndAsync);

        var again = Open<OfferEditPage>(CatalogWorld.Meera, offer.Id);
        again.WaitForElement(Settled);
        again.WaitForAssertion(() => Assert.Equal("31/02/2027", Field(again, "Ends").GetAttribute("value")));
        Assert.Contains("February 2027 has 28 days", ErrorAt(again, "Ends"), StringComparison.Ordinal);
        Assert.True(Button(again, "Save and publish").HasAttribute("disabled"));
        again.Find("form").Submit();
        Assert.Empty(Toasts.Done);
    }

    [Fact]
    public async Task Discard_OfWhatCannotBeRead_ShowsWhatIsStored()
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync(world.Draft());
        var page = Open<OfferEditPage>(CatalogWorld.Meera, offer.Id);
        page.WaitForElement(Settled);
        var stored = Field(page, "Ends").GetAttribute("value");
        Type(page, "Ends", "31/02/2027");

        Button(page, "Discard").Click();

        page.WaitForAssertion(() => Assert.Equal(stored, Field(page, "Ends").GetAttribute("value")));
        Assert.False(Button(page, "Publish").HasAttribute("disabled"));
        Assert.Contains("No changes yet", page.Find(".savebar .what").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveBar_OneRefusedAndOneUnreadable_CountsBoth()
    {
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync(world.Draft());
        var page = Open<OfferEditPage>(CatalogWorld.Meera, offer.Id);
        page.WaitForElement(Settled);
        Field(page, "Landing page").Change("http://croma.com");
        Field(page, "Title").Change("");
        Assert.Contains("2 need fixing.", page.Find(".savebar .what").TextContent, StringComparison.Ordinal);
        Type(page, "Ends", "31/02/2027");
        Assert.Contains("Ends cannot be read.", page.Find(".savebar .what").TextContent, StringComparison.Ordinal);
    }

    private static async Task BlocksAsync<TPage>(IRenderedComponent<TPage> page, string label, string typed, Func<Task<long>> version)
        where TPage : IComponent
    {
        page.WaitForElement(Settled);
        Type(page, label, typed);

        Assert.Contains($"{label} cannot be read.", page.Find(".savebar [role=status]").TextContent, StringComparison.Ordinal);
        Assert.Contains($"{label} cannot be read.", page.Find(".head-end [role=status]").TextContent, StringComparison.Ordinal);
        page.OpenMenus();
        var words = new[] { "Publish", "Pause", "Archive", "Delete", "Save" };
        var acts = page.FindAll("button").Where(button => words.Any(word => button.TextContent.Contains(word, StringComparison.Ordinal))).ToList();
        Assert.True(acts.Count >= 3, "The page has its actions.");
        Assert.All(acts, act => Assert.True(act.HasAttribute("disabled") || act.GetAttribute("type") == "submit", act.TextContent));
        page.Find("form").Submit();

        Assert.Equal(1, await version());
        Assert.Equal(typed, Field(page, label).GetAttribute("value"));
    }

    // As a browser does: the change, then the loss of the focus.
    private static void Type<TPage>(IRenderedComponent<TPage> page, string label, string typed)
        where TPage : IComponent
    {
        Field(page, label).Change(typed);
        if (Field(page, label).GetAttribute("role") == "combobox")
            Field(page, label).Blur();
    }
}
