using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>What the lists save people: copies, views with a name, the way there and back.</summary>
public sealed class ListsJourneyTests
{
    [Fact]
    public async Task Offer_IsDuplicatedInThreeClicks()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var asha = await Visitor.ToAsync(portal);
        await asha.SignInAsync("asha.rao@clubshop.example");
        await asha.GoAsync("/offers?phase=scheduled");
        var first = asha.Page.Locator("tbody tr").First;
        var title = (await first.Locator("a.name").TextContentAsync())!.Trim();
        await first.Locator("td.more button").ClickAsync(); // 1
        await asha.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Duplicate", Exact = true }).ClickAsync(); // 2
        await Assertions.Expect(asha.Page.GetByText("A copy of “")).ToBeVisibleAsync();
        await asha.ScanAsync();
        await asha.Button("Save").ClickAsync(); // 3
        await asha.Page.WaitForAddressAsync("/offers/[0-9a-f]{32}$");
        await Assertions.Expect(asha.Page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(asha.Page.GetByText("copied from “").First).ToBeVisibleAsync();
        Assert.Empty(asha.Complaints);
    }

    [Fact]
    public async Task View_IsSavedSharedOpenedByAColleague_AndUpdated()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var asha = await Visitor.ToAsync(portal);
        await asha.SignInAsync("asha.rao@clubshop.example");
        await asha.GoAsync("/offers?phase=live&sort=ends&dir=asc");
        await asha.Button("Views").ClickAsync();
        await asha.ScanAsync();
        await asha.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Save view" }).ClickAsync();
        var dialog = asha.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("Live, next end first");
        await dialog.GetByLabel("Share it").CheckAsync();
        await asha.ScanAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(asha.Button("Live, next end first")).ToBeVisibleAsync();
        await asha.Page.WaitForAddressAsync("saved=[0-9a-f]{32}$");

        await using var priya = await Visitor.ToAsync(portal, 360, 740, ColorScheme.Dark);
        await priya.SignInAsync("priya.nair@clubshop.example");
        await priya.GoAsync("/offers");
        await priya.Button("Views").ClickAsync();
        await priya.ScanAsync();
        await priya.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Live, next end first" }).ClickAsync();
        await priya.Page.WaitForAddressAsync("phase=live&sort=ends");
        await Assertions.Expect(priya.Button("Live, next end first")).ToBeVisibleAsync();
        await priya.ScanAsync();
        Assert.Empty(priya.Complaints);

        await asha.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Published") }).ClickAsync();
        await asha.Button("Live, next end first, changed").ClickAsync();
        await asha.Page.GetByRole(AriaRole.Menuitem, new() { NameRegex = new("^Update “Live, next end first” to what is shown$") }).ClickAsync();
        await Assertions.Expect(asha.Button("Live, next end first")).ToBeVisibleAsync();
        await asha.GoAsync("/audit");
        await Assertions.Expect(asha.Page.GetByText("Shared the saved view").First).ToBeVisibleAsync();
        Assert.Empty(asha.Complaints);
    }

    [Fact]
    public async Task Row_IsOpenedAnywhere_AndTheWayBackLeadsToIt()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var asha = await Visitor.ToAsync(portal, 1280, 400);
        await asha.SignInAsync("asha.rao@clubshop.example");
        await asha.GoAsync("/offers?status=published&size=50");
        var row = asha.Page.Locator("tbody tr").Nth(9);
        var title = (await row.Locator("a.name").TextContentAsync())!.Trim();
        await row.ScrollIntoViewIfNeededAsync();
        var scrolled = await asha.Page.EvaluateAsync<double>("() => scrollY");
        Assert.True(scrolled > 0);

        // With Ctrl, and with the middle button, in a tab of its own.
        foreach (var how in new LocatorClickOptions[] { new() { Modifiers = [KeyboardModifier.Control] }, new() { Button = MouseButton.Middle } })
        {
            var tab = await asha.Page.Context.RunAndWaitForPageAsync(() => row.Locator("td.card-top").First.ClickAsync(how));
            await Assertions.Expect(tab.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 })).ToBeVisibleAsync();
            await tab.CloseAsync();
        }

        foreach (var back in new Func<Task>[] { () => asha.Page.Locator("a.back").ClickAsync(), async () => await asha.Page.GoBackAsync() })
        {
            await asha.Page.Locator("tbody tr").Nth(9).Locator("td.card-top").First.ClickAsync();
            await Assertions.Expect(asha.Page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 })).ToBeVisibleAsync();
            await back();
            await asha.Page.WaitForAddressAsync("/offers\\?status=published&size=50$");
            await Assertions.Expect(asha.Page.Locator("tr[data-opened] a.name")).ToHaveTextAsync(title);
            await Assertions.Expect(asha.Page.Locator("tr[data-opened] a.name")).ToBeFocusedAsync();
            await Assertions.Expect(asha.Page.Locator("tr[data-opened]")).ToBeInViewportAsync();
        }

        await asha.ScanAsync();
        Assert.Empty(asha.Complaints);
    }
}
