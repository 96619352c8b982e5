using Bunit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.SavedViews;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Offers;
using Clubshop.Admin.Tests.Ui;

namespace Clubshop.Admin.Tests.SavedViews;

public sealed class ViewMenuTests : PageTest
{
    private ViewService Views => World.Get<ViewService>();

    private async Task<SavedView> MakeAsync(string name, string address, bool shared = false, Actor? owner = null) => CatalogWorld.Value(
        await Views.CreateAsync(owner ?? CatalogWorld.Meera, Views.Find("offers")!, new(name, address, shared), World.NewId(), CancellationToken.None));

    private async Task<IRenderedComponent<OfferListPage>> OpenAsync(string address = "/offers", Actor? actor = null)
    {
        await OfferWorld.FillAsync(World);
        Navigation.NavigateTo(address);
        return Open<OfferListPage>(actor ?? CatalogWorld.Meera);
    }

    private static AngleSharp.Dom.IElement Menu(IRenderedComponent<OfferListPage> page)
    {
        page.OpenMenus();
        return page.FindAll(".toolbar .end .pop.menu")[^1];
    }

    private static string Label(IRenderedComponent<OfferListPage> page) => page.FindAll(".toolbar .end button[aria-haspopup=menu]")[^1].TextContent.Trim();

    private static IEnumerable<string> Actions(IRenderedComponent<OfferListPage> page) => Menu(page).QuerySelectorAll("button[role=menuitem]").Select(item => item.TextContent.Trim());

    private static void Press(IRenderedComponent<OfferListPage> page, string action)
    {
        page.OpenMenus();
        page.FindAll("button[role=menuitem]").Single(item => item.TextContent.Trim() == action).Click();
    }

    [Fact]
    public async Task Save_NamesWhatIsShown_AndOpensIt()
    {
        var page = await OpenAsync("/offers?status=draft&page=1");
        Dialogs.Opened = async (_, parameters) =>
        {
            var keep = (Func<string, bool, Task<Problem?>>)parameters[nameof(ViewBody.Keep)]!;
            Assert.NotNull(await keep("", false));
            return await keep("Our drafts", false) is null;
        };
        page.WaitForAssertion(() => Assert.Equal(["Save view"], Actions(page)));
        Press(page, "Save view");
        page.WaitForAssertion(() => Assert.Equal("Our drafts", Label(page)));
        Assert.Equal(["View saved. Our drafts"], Toasts.Done);
        Assert.StartsWith("/offers?status=draft&saved=", new Uri(Navigation.Uri).PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opened_KeepsItsMarkWhenTheFiltersChange_AndIsUpdatedToThem()
    {
        var view = await MakeAsync("Our drafts", "/offers?status=draft");
        var page = await OpenAsync();
        page.WaitForAssertion(() => Assert.Equal("Views", Label(page)));
        var link = Menu(page).QuerySelector("a")!.GetAttribute("href")!;
        Navigation.NavigateTo(link);
        page.WaitForAssertion(() => Assert.Equal("Our drafts", Label(page)));
        Assert.Equal("true", Menu(page).QuerySelector("a")!.GetAttribute("aria-current"));
        Assert.DoesNotContain(Actions(page), action => action.StartsWith("Update", StringComparison.Ordinal));

        Navigation.NavigateTo(page.FindAll(".views a").Single(tab => tab.TextContent.StartsWith("Paused", StringComparison.Ordinal)).GetAttribute("href")!);
        page.WaitForAssertion(() => Assert.Equal("Our drafts, changed", Label(page)));
        Press(page, "Update “Our drafts” to what is shown");
        page.WaitForAssertion(() => Assert.Equal("Our drafts", Label(page)));
        Assert.Equal("?status=paused", Assert.Single(await Views.ListAsync(CatalogWorld.Meera, Views.Find("offers")!, CancellationToken.None)).Search);
        Assert.Equal(view.Id, Assert.Single(await Views.ListAsync(CatalogWorld.Meera, Views.Find("offers")!, CancellationToken.None)).Id);
    }

    [Fact]
    public async Task Delete_Asks_AndLeavesTheListAsItIs()
    {
        var view = await MakeAsync("Our drafts", "/offers?status=draft", shared: true);
        var page = await OpenAsync($"/offers?status=draft&saved={view.Id}");
        page.WaitForAssertion(() => Assert.Equal("Our drafts", Label(page)));
        Press(page, "Delete view");
        page.WaitForAssertion(() => Assert.Equal(["View deleted. Our drafts"], Toasts.Done));
        Assert.Equal("Delete the view “Our drafts”?", Assert.Single(Dialogs.Asked).Title);
        page.WaitForAssertion(() => Assert.Equal("Views", Label(page)));
        Assert.Equal("/offers?status=draft", new Uri(Navigation.Uri).PathAndQuery);
    }

    [Fact]
    public async Task SharedOne_OfSomebodyElse_IsOpenedAndNotChanged()
    {
        var view = await MakeAsync("<b>Ours</b>", "/offers?status=draft", shared: true);
        var page = await OpenAsync($"/offers?status=paused&saved={view.Id}", CatalogWorld.Person(Role.Support));
        page.WaitForAssertion(() => Assert.Equal("<b>Ours</b>, changed", Label(page)));
        Assert.Equal(["Save view"], Actions(page));
        Assert.Empty(Menu(page).QuerySelectorAll("b"));
    }

    [Theory]
    [InlineData("0199aaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("x")]
    public async Task Address_WithAViewThatIsNot_ShowsTheListWithoutAMark(string id)
    {
        var page = await OpenAsync($"/offers?status=draft&saved={id}");
        page.WaitForAssertion(() => Assert.Equal("Views", Label(page)));
    }
}
