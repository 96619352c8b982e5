using Bunit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Shops;
using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Storage;
using Microsoft.Extensions.DependencyInjection;
using Clubshop.Admin.Tests.Ui;

namespace Clubshop.Admin.Tests.Shops;

public sealed class ShopEditPageTests : PageTest
{
    private static readonly CancellationToken None = CancellationToken.None;

    private IRenderedComponent<ShopEditPage> OpenShop(Shop? shop = null, Actor? actor = null)
    {
        var page = Open<ShopEditPage>(actor ?? CatalogWorld.Meera, shop?.Id);
        page.WaitForElement(Settled);
        return page;
    }

    private async Task<Shop> StoredAsync(string id) => CatalogWorld.Value(await World.Shops.FindAsync(CatalogWorld.Meera, id, None));

    // On another instance, of which this one has not heard yet: otherwise what was not touched follows by itself.
    private async Task SaveElsewhereAsync(Shop shop, Actor actor)
    {
        await using var other = await World.AnotherAsync();
        World.IndexesLag();
        await other.SaveAsync(shop, actor);
    }

    private ShopRow Created() => Assert.Single(World.ShopIndex.All());

    [Fact]
    public void Form_HasALabelledInputForEveryField()
    {
        var page = OpenShop();
        foreach (var field in ShopFields.All)
            Assert.NotNull(Field(page, field.Label));
    }

    [Fact]
    public void Save_OfAnEmptyForm_TellsAtTheNameAndCreatesNothing()
    {
        var page = OpenShop();
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("Write the shop's name, as customers know it.", ErrorAt(page, "Name")));
        Assert.Empty(World.ShopIndex.All());
    }

    [Fact]
    public void Website_LeftHalfWritten_IsToldBeforeSaving()
    {
        var page = OpenShop();
        Field(page, "Website").Change("croma.com");
        Assert.Contains("Did you mean “https://croma.com”?", ErrorAt(page, "Website"), StringComparison.Ordinal);
        Assert.Null(ErrorAt(page, "Name"));
    }

    [Fact]
    public void Save_OfANewShop_LeadsToItsPageInPlaceOfTheForm()
    {
        var page = OpenShop();
        Field(page, "Name").Change("Tata");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(["Shop saved"], Toasts.Done));

        var shop = Created();
        page.WaitForAssertion(() => Assert.EndsWith(ShopUrls.Edit(shop.Id), Navigation.Uri, StringComparison.Ordinal));
        Assert.True(((Bunit.TestDoubles.BunitNavigationManager)Navigation).History.First().Options.ReplaceHistoryEntry);
    }

    [Fact]
    public async Task Save_PressedTwice_CreatesOne()
    {
        var page = OpenShop();
        Field(page, "Name").Change("Tata");
        var form = page.Find("form");
        World.Faults.Restart();
        var first = form.SubmitAsync();
        var second = form.SubmitAsync();
        await Task.WhenAll(first, second);
        Assert.Equal(1, Created().Version);
        Assert.Single(World.Faults.Operations, operation => operation == "TransactWriteItems");
    }

    [Fact]
    public async Task Save_WithASlugThatIsTaken_TellsAtTheSlugAndLinksTheOwner()
    {
        var owner = await World.SaveAsync(World.NewShop("Tata"));
        var page = OpenShop();
        Field(page, "Name").Change("Tata Steel");
        Field(page, "Slug").Change("tata");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal("The slug “tata” is taken by Tata. Choose another.", ErrorAt(page, "Slug")));
        Assert.NotNull(page.Find($"a[href='{ShopUrls.Edit(owner.Id)}']"));
        Assert.Equal("Tata Steel", Field(page, "Name").GetAttribute("value"));
    }

    [Fact]
    public async Task Save_AfterAnotherChangedOtherFields_KeepsBoth()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        await SaveElsewhereAsync(shop with { Website = "https://croma.com" }, CatalogWorld.Rohan);
        Field(page, "City").Change("Pune");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(["Shop saved. Rohan Deshpande had changed Website; that is kept."], Toasts.Done));
        var stored = await StoredAsync(shop.Id);
        Assert.Equal(("Pune", "https://croma.com"), (stored.City, stored.Website));
    }

    [Fact]
    public async Task Save_AfterOneselfSavedInAnotherTab_SaysSo()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        await SaveElsewhereAsync(shop with { City = "Delhi" }, CatalogWorld.Meera);
        Field(page, "City").Change("Pune");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("You saved this shop in another tab while you were editing it here", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("Meera Iyer saved", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_AfterAnotherChangedTheSameField_AsksAndKeepsWhatWasTyped()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        await SaveElsewhereAsync(shop with { City = "Delhi", Name = "Croma Stores" }, CatalogWorld.Rohan);
        Field(page, "City").Change("Pune");
        Field(page, "Description").Change("typed");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Rohan Deshpande saved this shop while you were editing", page.Markup, StringComparison.Ordinal));
        Assert.Equal("Delhi", (await StoredAsync(shop.Id)).City);
        page.FindAll("input[type=radio]").Single(input => input.GetAttribute("aria-label")!.StartsWith("City: keep yours", StringComparison.Ordinal)).Change("on");
        Button(page, "Save this version").Click();

        page.WaitForAssertion(() => Assert.Single(Toasts.Done));
        var stored = await StoredAsync(shop.Id);
        Assert.Equal(("Pune", "typed", "Croma Stores"), (stored.City, stored.Description, stored.Name));
    }

    [Fact]
    public async Task Page_ForWhoMayOnlyLook_HasNoSaveAndSaysWhy()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop, CatalogWorld.Person(Role.ReadOnly));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() is "Save" or "Pause");
        Assert.Contains("Administrators and club administrators can", page.Markup, StringComparison.Ordinal);
        Assert.True(Field(page, "Name").HasAttribute("readonly"));
    }

    [Fact]
    public void NewShop_ForWhoMayNotCreate_SaysSo()
    {
        var page = Open<ShopEditPage>(CatalogWorld.Person(Role.Support));
        page.WaitForAssertion(() => Assert.Equal("You cannot create a shop", page.Find("h1").TextContent));
    }

    [Fact]
    public void Shop_ThatIsNotThere_IsSaidSo()
    {
        var page = Open<ShopEditPage>(CatalogWorld.Meera, "nonsense");
        page.WaitForAssertion(() => Assert.Equal("There is no such shop", page.Find("h1").TextContent));
    }

    [Fact]
    public async Task Pause_WithUnsavedTyping_SavesItInTheSameStep()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        Field(page, "City").Change("Pune");
        Button(page, "Save and pause").Click();
        page.WaitForAssertion(() => Assert.Equal(["Croma is saved and paused. Customers no longer see it."], Toasts.Done));
        var stored = await StoredAsync(shop.Id);
        Assert.Equal(("Pune", EditorialStatus.Paused, shop.Stamp.Version + 1), (stored.City, stored.Status, stored.Stamp.Version));
        Assert.Contains("No changes yet", page.Find(".savebar .what").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pause_AtOnceWithoutAQuestion_CanBeUndone()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        Button(page, "Pause").Click();
        page.WaitForAssertion(() => Assert.Equal(["Croma is paused. Customers no longer see it."], Toasts.Done));
        Assert.Empty(Dialogs.Asked);
        Assert.Equal("Undo", Toasts.Action!.Text);

        await UndoAsync(page);

        Assert.Equal("Croma is published again", Toasts.Done[^1]);
        Assert.Equal(EditorialStatus.Published, (await StoredAsync(shop.Id)).Status);
        Assert.Contains("Published", page.Find(".title-line").TextContent, StringComparison.Ordinal);
        Assert.Contains("No changes yet", page.Find(".savebar .what").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UndoOfSaveAndPause_BringsBackWhatWasStored_AndKeepsTheTyping()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        Field(page, "City").Change("Pune");
        Button(page, "Save and pause").Click();
        page.WaitForAssertion(() => Assert.Single(Toasts.Done));

        await UndoAsync(page);

        var stored = await StoredAsync(shop.Id);
        Assert.Equal((EditorialStatus.Published, ""), (stored.Status, stored.City));
        Assert.Equal("Pune", Field(page, "City").GetAttribute("value"));
        Assert.Equal("Save and pause", Button(page, "Save and pause").TextContent.Trim());
    }

    [Fact]
    public async Task Undo_AfterAnotherChangedIt_SaysSoOnThePage()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        Button(page, "Pause").Click();
        page.WaitForAssertion(() => Assert.Single(Toasts.Done));
        await World.SaveAsync(await StoredAsync(shop.Id) with { City = "Delhi" }, CatalogWorld.Rohan);

        await UndoAsync(page);

        Assert.Contains("Rohan Deshpande changed this shop since. Nothing was taken back.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Delhi", Field(page, "City").GetAttribute("value"));
        Assert.Single(Toasts.Done);
    }

    [Fact]
    public async Task Undo_AfterThePageWasLeftAndThePermissionLost_SaysSoInADialog()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        Button(page, "Pause").Click();
        page.WaitForAssertion(() => Assert.Single(Toasts.Done));
        var undo = Toasts.Action!;
        await DisposeComponentsAsync();
        People.Actor = CatalogWorld.Person(Role.ReadOnly);

        await Renderer.Dispatcher.InvokeAsync(undo.RunAsync);

        Assert.Equal("“Pause” was not undone", Assert.Single(Dialogs.Asked).Title);
        Assert.Equal(EditorialStatus.Paused, (await StoredAsync(shop.Id)).Status);
        Assert.EndsWith(ShopUrls.Edit(shop.Id), Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_WithNothingChanged_SaysSoAndAsksTheDatabaseNothing()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        World.Faults.Restart();
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(["Nothing to save. This shop is as it was saved."], Toasts.Done));
        Assert.DoesNotContain("TransactWriteItems", World.Faults.Operations);
        Assert.Equal(1, (await StoredAsync(shop.Id)).Stamp.Version);
    }

    [Fact]
    public async Task LoudButton_IsWhatComesNext()
    {
        var shop = await World.SaveAsync(World.NewShop() with { Status = EditorialStatus.Draft });
        var page = OpenShop(shop);
        Assert.Equal("Publish", Assert.Single(page.FindAll(".b.main")).TextContent.Trim());
        Field(page, "City").Change("Pune");
        Assert.Equal("Save", Assert.Single(page.FindAll(".b.main")).TextContent.Trim());
    }

    [Fact]
    public async Task Menu_OfAShop_EndsWithDeleteBehindALine()
    {
        var page = OpenShop(await World.SaveAsync(World.NewShop()));
        page.OpenMenus();
        Assert.Equal(["Duplicate shop", "Archive shop", "Delete shop"], page.FindAll(".head-end [role=menuitem]").Select(item => item.TextContent.Trim()));
        Assert.Equal("HR", page.FindAll(".head-end [role=menuitem]")[^1].PreviousElementSibling!.TagName);
    }

    [Fact]
    public async Task DeletedShop_HasFieldsThatAllLookAlikeAndDoNotOpen()
    {
        var shop = await World.SaveAsync(World.NewShop());
        await World.Shops.DeleteAsync(CatalogWorld.Meera, shop, World.Submit(), None);
        var page = OpenShop(shop);
        Assert.All(page.FindAll("form input, form textarea"), input => Assert.True(input.HasAttribute("readonly"), input.Id));
        Assert.Empty(page.FindAll("form select, form .sel .i, form [disabled], form .opt"));
    }

    [Fact]
    public async Task Optional_IsMarkedTheSame_WhenCreatingAndWhenEditing()
    {
        string[] Marked(IRenderedComponent<ShopEditPage> page) =>
            [.. page.FindAll("form .f").Where(field => field.QuerySelector(".opt") is not null).Select(field => field.QuerySelector("label")!.TextContent)];

        var fresh = Marked(OpenShop());
        Assert.Equal(["Description", "Picture", "Website", "City", "Clubs", "Categories", "Slug", "Code"], fresh);
        Assert.Equal(fresh, Marked(OpenShop(await World.SaveAsync(World.NewShop()))));
    }

    [Fact]
    public async Task Publish_OfAShopWithoutClubs_SaysWhoWillSeeIt()
    {
        var shop = await World.SaveAsync(World.NewShop() with { Status = EditorialStatus.Draft });
        var page = OpenShop(shop);
        Assert.Contains("for every customer", page.Find("#f-clubids-h").TextContent, StringComparison.Ordinal);
        Dialogs.Answer = false;
        Button(page, "Publish").Click();
        Assert.Equal("Publish Croma for everybody?", Assert.Single(Dialogs.Asked).Title);
        Assert.Equal(EditorialStatus.Draft, (await StoredAsync(shop.Id)).Status);
    }

    [Fact]
    public async Task Pause_WhereTheTypingIsRefused_LeavesTheStatusAndTheTyping()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        Field(page, "Name").Change("");
        Button(page, "Save and pause").Click();
        page.WaitForAssertion(() => Assert.NotNull(ErrorAt(page, "Name")));
        Assert.Equal((shop.Name, EditorialStatus.Published), ((await StoredAsync(shop.Id)).Name, (await StoredAsync(shop.Id)).Status));
        Assert.Equal("1", Field(page, "Status").GetAttribute("value"));
        Assert.Equal("Save and pause", Button(page, "Save and pause").TextContent.Trim());
        Assert.Empty(Toasts.Done);
    }

    [Fact]
    public async Task Pause_WhileTheDatabaseIsAway_LeavesTheStatusAndTheTyping()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        Field(page, "City").Change("Pune");
        World.Faults.Decide = (_, _) => Fault.ServerError;
        Button(page, "Save and pause").Click();
        page.WaitForAssertion(() => Assert.Contains("What you typed is kept", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Equal("Pune", Field(page, "City").GetAttribute("value"));
        Assert.Equal("1", Field(page, "Status").GetAttribute("value"));
    }

    [Fact]
    public async Task Delete_WithUnsavedTyping_SaysThatItIsLost()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        Field(page, "City").Change("Pune");
        page.OpenMenus();
        page.FindAll("[role=menuitem]").Single(item => item.TextContent.Contains("Delete shop", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.Contains("This shop is deleted", page.Markup, StringComparison.Ordinal));
        Assert.Equal("What you typed and did not save is lost: City.", Dialogs.Asked[^1].Consequences[0]);
        Assert.Equal("", (await StoredAsync(shop.Id)).City);
    }

    [Fact]
    public async Task Delete_WithUnsavedTyping_AskedAndDeclined_ChangesNothing()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        Dialogs.Answer = false;
        Field(page, "City").Change("Pune");
        page.OpenMenus();
        page.FindAll("[role=menuitem]").Single(item => item.TextContent.Contains("Delete shop", StringComparison.Ordinal)).Click();
        Assert.Equal("Delete Croma?", Assert.Single(Dialogs.Asked).Title);
        Assert.Equal(EditorialStatus.Published, (await StoredAsync(shop.Id)).Status);
    }

    [Fact]
    public async Task Delete_OfWhatNothingDependsOn_IsDoneAtOnce_AndUndoBringsItBack()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        page.OpenMenus();
        page.FindAll("[role=menuitem]").Single(item => item.TextContent.Contains("Delete shop", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.Contains("This shop is deleted", page.Markup, StringComparison.Ordinal));
        Assert.Empty(Dialogs.Asked);

        await UndoAsync(page);
        Assert.Equal("Croma is published again", Toasts.Done[^1]);
        Assert.Equal(EditorialStatus.Published, (await StoredAsync(shop.Id)).Status);
        page.WaitForAssertion(() => Assert.Equal("Pause", Button(page, "Pause").TextContent.Trim()));
    }

    [Fact]
    public async Task Restore_OfADeletedShop_MakesItADraft()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        page.OpenMenus();
        page.FindAll("[role=menuitem]").Single(item => item.TextContent.Contains("Delete shop", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.Contains("This shop is deleted", page.Markup, StringComparison.Ordinal));
        Button(page, "Restore").Click(); // counts for nothing just after it took the place of "Pause"
        Assert.Equal("Croma is deleted. It can be restored for 90 days.", Toasts.Done[^1]);
        World.Clock.Advance(Clubshop.Admin.Ui.Button.GuardTime);
        Button(page, "Restore").Click();
        page.WaitForAssertion(() => Assert.Equal("Croma is restored as a draft", Toasts.Done[^1]));
    }

    [Fact]
    public async Task Save_WhileTheDatabaseIsAway_KeepsWhatWasTypedAndSaysSo()
    {
        var shop = await World.SaveAsync(World.NewShop());
        var page = OpenShop(shop);
        Field(page, "City").Change("Pune");
        World.Faults.Decide = (_, _) => Fault.ServerError;
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("What you typed is kept", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        Assert.Equal("Pune", Field(page, "City").GetAttribute("value"));

        World.Faults.Decide = (_, _) => Fault.None;
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Equal(["Shop saved"], Toasts.Done), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Name_WithAScript_IsTextOnThePage()
    {
        var shop = await World.SaveAsync(World.NewShop("<script>alert(1)</script>"));
        var page = OpenShop(shop);
        Assert.Equal("<script>alert(1)</script>", page.Find("h1").TextContent);
        Assert.Empty(page.FindAll("script"));
    }
}
