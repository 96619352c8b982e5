using Bunit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Catalog.History;

/// <summary>The page of a record's versions, over the real services.</summary>
public sealed class HistoryPageTests : PageTest
{
    private IRenderedComponent<ShopHistoryPage> OpenHistory(Shop shop, string query = "", Actor? actor = null)
    {
        // What is asked for as all there are does not come from the portal's own services by itself.
        foreach (var index in World.Get<IEnumerable<CatalogIndex>>())
            Services.AddSingleton(index);
        Navigation.NavigateTo($"/shops/{shop.Id}/history{query}");
        return Open<ShopHistoryPage>(actor ?? CatalogWorld.Meera, shop.Id);
    }

    private string? LastToast => Toasts.Done is [.., var last] ? last : null;

    private async Task<Shop> StoredAsync(string id) => CatalogWorld.Value(await World.Shops.FindAsync(CatalogWorld.Meera, id, CancellationToken.None));

    [Fact]
    public async Task Page_OfAShop_ShowsWhoChangedWhat_WhenAndFromWhere()
    {
        var first = await World.SaveAsync(World.NewShop() with { City = "Pune" });
        World.Clock.Advance(TimeSpan.FromDays(2));
        await World.SaveAsync(first with { City = "Nagpur" }, CatalogWorld.Rohan with { Address = "203.0.113.9", Protocol = "https" });

        var page = OpenHistory(first);

        var newest = page.FindAll(".versions > li")[0];
        Assert.Contains("Rohan Deshpande changed", newest.TextContent, StringComparison.Ordinal);
        Assert.Contains("Version 2, now", newest.TextContent, StringComparison.Ordinal);
        Assert.Contains("from 203.0.113.9, over HTTPS", newest.TextContent, StringComparison.Ordinal);
        Assert.Contains("IST", newest.QuerySelector("time")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("Pune", "Nagpur"), (newest.QuerySelector("del")!.TextContent, newest.QuerySelector("ins")!.TextContent));
        Assert.Equal("Revert this field: City, to version 1", newest.QuerySelector(".fld a")!.GetAttribute("aria-label"));
        Assert.Equal("What it began with", page.FindAll(".versions > li")[1].QuerySelector("summary")!.TextContent.Trim());
    }

    [Fact]
    public async Task GoBack_ToAVersion_ShowsWhatWouldChange_DoesIt_AndIsUndone()
    {
        var first = await World.SaveAsync(World.NewShop() with { City = "Pune", Description = "Old words" });
        var second = await World.SaveAsync(first with { City = "Nagpur", Description = "", Status = EditorialStatus.Paused });
        var page = OpenHistory(second, "?to=1");

        page.WaitForAssertion(() => Assert.Equal("Go back to version 1", page.Find(".revert h2").TextContent));
        var ticks = page.FindAll(".revert .tick").ToDictionary(tick => tick.TextContent.Trim(), tick => tick.QuerySelector("input")!.HasAttribute("checked"));
        Assert.Equal([("City", true), ("Description", true), ("Status", false)], ticks.Select(tick => (tick.Key, tick.Value)).Order());
        Button(page, "Bring back 2 fields").Click();

        page.WaitForAssertion(() => Assert.StartsWith("Croma is back to version 1.", LastToast, StringComparison.Ordinal));
        var stored = await StoredAsync(first.Id);
        Assert.Equal(("Pune", "Old words", EditorialStatus.Paused), (stored.City, stored.Description, stored.Status));
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".versions > li").Count));
        Assert.Contains("reverted it:", page.FindAll(".versions > li")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("to version 1", page.FindAll(".versions > li")[0].TextContent, StringComparison.Ordinal);
        Assert.EndsWith("/history", Navigation.Uri, StringComparison.Ordinal);

        await UndoAsync(page);
        Assert.Equal("Croma is as it was before", Toasts.Done[^1]);
        Assert.Equal("Nagpur", (await StoredAsync(first.Id)).City);
    }

    [Fact]
    public async Task GoBack_AfterAnotherSaved_ShowsTheNewVersionAndSaysWho()
    {
        var first = await World.SaveAsync(World.NewShop() with { City = "Pune" });
        var second = await World.SaveAsync(first with { City = "Nagpur" });
        var page = OpenHistory(second, "?to=1&field=City");
        page.WaitForAssertion(() => Assert.Equal("Bring City back to version 1", page.Find(".revert h2").TextContent));
        await World.SaveAsync(second with { Description = "Rohan was faster" }, CatalogWorld.Rohan);

        Button(page, "Revert City").Click();

        page.WaitForAssertion(() => Assert.Contains("Rohan Deshpande saved this shop meanwhile", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Equal(3, page.FindAll(".versions > li").Count);
        Assert.Equal("Nagpur", (await StoredAsync(first.Id)).City);

        Button(page, "Revert City").Click();
        page.WaitForAssertion(() => Assert.StartsWith("Croma is back to version 1", LastToast, StringComparison.Ordinal));
        Assert.Equal(("Pune", "Rohan was faster"), ((await StoredAsync(first.Id)).City, (await StoredAsync(first.Id)).Description));
    }

    [Fact]
    public async Task GoBack_ToADeletedCategory_SaysWhich_BeforeItIsTried()
    {
        var category = await World.CategoryAsync("Monsoon");
        var first = await World.SaveAsync(World.NewShop() with { CategoryIds = [category.Id], City = "Pune" });
        var second = await World.SaveAsync(first with { CategoryIds = [], City = "" });
        CatalogWorld.Value(await World.Categories.DeleteAsync(CatalogWorld.Meera, category, World.Submit() with { Decided = true }, CancellationToken.None));
        var page = OpenHistory(second, "?to=1");

        page.WaitForAssertion(() => Assert.Contains("The category “Monsoon” was deleted since. Restore it first", page.Find(".revert").TextContent, StringComparison.Ordinal));
        Button(page, "Bring back 1 field").Click();
        page.WaitForAssertion(() => Assert.Single(Toasts.Done));
        Assert.Equal("Pune", (await StoredAsync(first.Id)).City);
    }

    [Fact]
    public async Task Restore_OfADeletedShop_IsOfferedThere()
    {
        var first = await World.SaveAsync(World.NewShop());
        var deleted = CatalogWorld.Value(await World.Shops.DeleteAsync(CatalogWorld.Meera, first, World.Submit(), CancellationToken.None));
        var page = OpenHistory(deleted);
        Assert.Empty(page.FindAll(".versions a.b"));

        Button(page, "Restore").Click();

        page.WaitForAssertion(() => Assert.Equal("Croma is restored as a draft", LastToast));
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".versions > li").Count));
    }

    [Theory]
    [InlineData(Role.Support, "Your role sees only what you did yourself")]
    [InlineData(Role.ReadOnly, "You can look at these versions, not go back to one")]
    public async Task Page_ForWhoMayNotChangeIt_SaysSo_AndOffersNothing(Role role, string told)
    {
        var first = await World.SaveAsync(World.NewShop());
        await World.SaveAsync(first with { City = "Nagpur" });
        var page = OpenHistory(first, actor: CatalogWorld.Person(role));
        page.WaitForAssertion(() => Assert.Contains(told, page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("a[href*='?to=']"));
    }

    [Fact]
    public async Task Page_OfAnUnknownVersion_SaysThatItIsNotThere()
    {
        var first = await World.SaveAsync(World.NewShop());
        var page = OpenHistory(first, "?to=7");
        page.WaitForAssertion(() => Assert.Contains("Version 7 cannot be shown", page.Markup, StringComparison.Ordinal));
    }
}
