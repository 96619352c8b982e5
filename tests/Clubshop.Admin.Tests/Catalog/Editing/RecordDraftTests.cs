using Bunit;
using Clubshop.Admin.Catalog.Presence;
using Clubshop.Admin.Shops;
using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Catalog.Editing;

/// <summary>What is typed into the form of a record and not saved, and what others save meanwhile.</summary>
public sealed class RecordDraftTests : PageTest
{
    private static readonly CancellationToken None = CancellationToken.None;

    public RecordDraftTests() => JSInterop.Setup<string?>("clubshop.kept.tab").SetResult("tab-1");

    private IRenderedComponent<ShopEditPage> OpenShop(Shop? shop = null, Actor? actor = null)
    {
        var page = Open<ShopEditPage>(actor ?? CatalogWorld.Meera, shop?.Id);
        page.WaitForElement("form[data-ready]");
        return page;
    }

    private Task<IReadOnlyList<Draft>> DraftsAsync(string record) => World.Get<Drafts>().ListAsync(CatalogWorld.Meera, Permission.EditCatalog, record, None);

    private static Task TellAsync(IRenderedComponent<ShopEditPage> page, int number, bool again, params (string Id, string Was, string Text)[] texts) =>
        page.Find("[data-tell]").ChangeAsync(new ChangeEventArgs
        {
            Value = System.Text.Json.JsonSerializer.Serialize(new { number, again, texts = texts.Select(one => new { id = one.Id, was = one.Was, text = one.Text }) }),
        });

    private static string Notices(IRenderedComponent<ShopEditPage> page) => string.Join(" | ", page.FindAll(".note").Select(note => note.TextContent));

    [Fact]
    public async Task Typing_WhenTheSessionEnds_IsPutBackByItself_AndGoesWithTheSave()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        Field(page, "City").Change("Pune");
        await page.InvokeAsync(() => Services.GetRequiredService<SessionEnding>().EndAsync());

        var again = OpenShop(shop);
        Assert.Equal("Pune", Field(again, "City").GetAttribute("value"));
        Assert.Contains("Restored from 20 Nov, 4:12 pm IST", Notices(again), StringComparison.Ordinal);
        Assert.Contains("Was empty", again.Markup, StringComparison.Ordinal); // the field's mark
        Assert.Single(await DraftsAsync("shop/" + shop.Id));

        again.Find("form").Submit();
        again.WaitForAssertion(() => Assert.Equal(["Shop saved"], Toasts.Done));
        Assert.Empty(await DraftsAsync("shop/" + shop.Id));
        Assert.DoesNotContain("Restored", Notices(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typing_IsKeptAfterAPause_WithoutAnyEnd()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        Field(page, "City").Change("Pune");
        await MasterData.Publishing.PublishingWorld.UntilAsync(async () => (await DraftsAsync("shop/" + shop.Id)).Count == 1, "the draft is stored");
    }

    [Fact]
    public async Task Restored_Discarded_IsAsStored_AndTheDraftIsGone()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        Field(page, "City").Change("Pune");
        await page.InvokeAsync(() => Services.GetRequiredService<SessionEnding>().EndAsync());
        var again = OpenShop(shop);
        Button(again, "Discard what was restored").Click();
        again.WaitForAssertion(() => Assert.Equal("", Field(again, "City").GetAttribute("value") ?? ""));
        again.WaitForAssertion(() => Assert.DoesNotContain("Restored", Notices(again), StringComparison.Ordinal));
        Assert.Empty(await DraftsAsync("shop/" + shop.Id));
    }

    [Fact]
    public async Task Draft_OfARecordThatWasSavedSince_JoinsIt_AndAsksOnlyWhereBothChanged()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        Field(page, "City").Change("Pune");
        Field(page, "Website").Change("https://croma.example");
        await page.InvokeAsync(() => Services.GetRequiredService<SessionEnding>().EndAsync());
        await DisposeComponentsAsync();
        await World.SaveAsync(shop with { City = "Delhi", Name = "Croma Stores" }, CatalogWorld.Rohan);

        var again = Open<ShopEditPage>(CatalogWorld.Meera, shop.Id);
        again.WaitForAssertion(() => Assert.Contains("Rohan Deshpande", again.Find("[aria-label='Somebody saved first']").TextContent, StringComparison.Ordinal));
        Assert.Contains("City", again.Find("[aria-label='Somebody saved first']").TextContent, StringComparison.Ordinal);
        Assert.Contains("Restored from", Notices(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_OfAnOpenTab_IsNotTaken_UntilThePersonTakesItOver()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var typed = OpenShop(shop);
        Field(typed, "City").Change("Pune");
        await typed.InvokeAsync(() => Services.GetRequiredService<SessionEnding>().EndAsync());
        var text = Assert.Single(await DraftsAsync("shop/" + shop.Id)).Text;
        await World.Get<Drafts>().DeleteAsync(CatalogWorld.Meera, "shop/" + shop.Id, "tab-1", None);
        await DisposeComponentsAsync();

        DraftPlace there = new("shop/" + shop.Id, "tab-2", Permission.EditCatalog);
        await World.Get<Drafts>().SaveAsync(CatalogWorld.Meera, there, text, 1, again: false, None);
        using var seat = World.Get<PresenceBoard>().Join(CatalogWorld.Meera, "shop/" + shop.Id, "tab-2", CatalogWorld.Now, static () => { });

        var page = OpenShop(shop);
        Assert.Contains("You have this open in another tab, changed at 4:12 pm", Notices(page), StringComparison.Ordinal);
        Assert.Equal("", Field(page, "City").GetAttribute("value") ?? "");
        Button(page, "Take over").Click();
        page.WaitForAssertion(() => Assert.Equal("Pune", Field(page, "City").GetAttribute("value")));
        await MasterData.Publishing.PublishingWorld.UntilAsync(async () => await DraftsAsync("shop/" + shop.Id) is [{ Tab: "tab-1" }], "it is this tab's");
        Assert.Equal(Drafts.Taken, (await World.Get<Drafts>().SaveAsync(CatalogWorld.Meera, there, text, 1, again: true, None))?.Code);
    }

    [Fact]
    public async Task NewRecord_LeftUnsaved_IsThereAgain_UnlessItBeginsAsAnother()
    {
        var page = OpenShop();
        Field(page, "Name").Change("Volt");
        await page.InvokeAsync(() => Services.GetRequiredService<SessionEnding>().EndAsync());
        await DisposeComponentsAsync();
        var again = OpenShop();
        Assert.Equal("Volt", Field(again, "Name").GetAttribute("value"));
        again.Find("form").Submit();
        again.WaitForAssertion(() => Assert.Equal(["Shop saved"], Toasts.Done));
        Assert.Empty(await DraftsAsync("shop/new"));
    }

    [Fact]
    public async Task Draft_AfterThePermissionIsGone_IsNeitherShownNorWritten()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        Field(page, "City").Change("Pune");
        await page.InvokeAsync(() => Services.GetRequiredService<SessionEnding>().EndAsync());
        await DisposeComponentsAsync();
        var reader = Open<ShopEditPage>(CatalogWorld.Meera with { Role = Role.ReadOnly }, shop.Id);
        reader.WaitForElement(Settled);
        Assert.Empty(reader.FindAll("form[data-keep]"));
        Assert.DoesNotContain("Pune", reader.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HalfTyped_IsInTheDraft_AndOnlyThenTheBrowserIsTold()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        await TellAsync(page, 7, again: false, ("f-city", "", "Pun"));
        page.WaitForAssertion(() => Assert.Equal("7", page.Find("form").GetAttribute("data-heard")));
        Assert.Contains("Pun", Assert.Single(await DraftsAsync("shop/" + shop.Id)).Text, StringComparison.Ordinal);
        Assert.Equal("", Field(page, "City").GetAttribute("value") ?? ""); // the field is still being typed in

        World.Faults.Decide = (_, _) => Storage.Fault.ServerError;
        await TellAsync(page, 8, again: false, ("f-city", "", "Pune"));
        Assert.Equal("7", page.Find("form").GetAttribute("data-heard"));
        World.Faults.Decide = (_, _) => Storage.Fault.None;
    }

    [Fact]
    public async Task TextsOfALostConnection_AreTyped_UnlessSomebodyChangedThatFieldSince()
    {
        var shop = await World.SaveAsync(World.NewShop() with { City = "Delhi" });
        var page = OpenShop(shop);
        await TellAsync(page, 3, again: true, ("f-city", "Mumbai", "Pune"), ("f-website", "", "https://croma.example"), ("f-nothing", "", "x"));
        page.WaitForAssertion(() => Assert.Equal("https://croma.example", Field(page, "Website").GetAttribute("value")));
        Assert.Equal("Delhi", Field(page, "City").GetAttribute("value"));
        Assert.Contains("City: you had typed “Pune”.", Notices(page), StringComparison.Ordinal);
        Button(page, "Use what I typed").Click();
        page.WaitForAssertion(() => Assert.Equal("Pune", Field(page, "City").GetAttribute("value")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{"number":1,"again":true,"texts":[null,{"id":null,"was":"","text":"x"}]}""")]
    [InlineData("""{"number":1,"again":true,"texts":null}""")]
    public async Task Message_ThatIsNone_ChangesNothing(string message)
    {
        var page = OpenShop(await World.SaveAsync(World.NewShop()));
        await page.Find("[data-tell]").ChangeAsync(new ChangeEventArgs { Value = message });
        Assert.Empty(page.FindAll(".chg"));
        Assert.Empty(page.FindAll(".note"));
    }

    [Fact]
    public async Task SaveOfAnother_IsFollowedWhereNothingWasTyped_AndToldWithWhatChanged()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        Field(page, "City").Change("Pune");
        await World.SaveAsync(shop with { Name = "Croma Stores" }, CatalogWorld.Rohan);

        page.WaitForAssertion(() => Assert.Equal("Croma Stores", Field(page, "Name").GetAttribute("value")));
        Assert.Equal("Pune", Field(page, "City").GetAttribute("value"));
        Assert.Contains("Rohan Deshpande saved this", Notices(page), StringComparison.Ordinal);
        Assert.Contains("Taken over here: Name.", Notices(page), StringComparison.Ordinal);
        Assert.Single(page.FindAll(".followed"));
        Button(page, "Show").Click();
        Assert.Contains("Stores", page.Find(".followed-field").TextContent, StringComparison.Ordinal);

        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(["Shop saved"], Toasts.Done));
        var stored = CatalogWorld.Value(await World.Shops.FindAsync(CatalogWorld.Meera, shop.Id, None));
        Assert.Equal(("Pune", "Croma Stores", 3), (stored.City, stored.Name, stored.Stamp.Version));
    }

    [Fact]
    public async Task SaveOfAnother_OfWhatWasTypedInToo_LeavesIt_AndSavingAsks()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        Field(page, "City").Change("Pune");
        await World.SaveAsync(shop with { City = "Delhi" }, CatalogWorld.Rohan);
        page.WaitForAssertion(() => Assert.Contains("You have changed City too", Notices(page), StringComparison.Ordinal));
        Assert.Equal("Pune", Field(page, "City").GetAttribute("value"));
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("Delhi", page.Find("[aria-label='Somebody saved first']").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Others_WhoHaveItOpen_AreNamedInTheHead()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        Assert.Equal("", page.Find(".here").TextContent.Trim());
        var rohan = World.Get<PresenceBoard>().Join(CatalogWorld.Rohan, "shop/" + shop.Id, "tab-9", CatalogWorld.Now, static () => { })!;
        page.WaitForAssertion(() => Assert.Contains("Rohan Deshpande has this open since 4:12 pm", page.Find(".here").TextContent, StringComparison.Ordinal));
        rohan.Show(inSight: false);
        page.WaitForAssertion(() => Assert.Equal("", page.Find(".here").TextContent.Trim()));
        rohan.Dispose();
    }
}
