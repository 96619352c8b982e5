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
}
