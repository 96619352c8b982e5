using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>What is done in a list without opening a form: a cell is changed, columns are chosen. And how many presses the everyday things take.</summary>
public sealed class ListCellJourneyTests
{
    [Fact]
    public async Task Offer_IsFoundAndItsEndMoved_InFourClicks_AndTakenBack()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var asha = await Visitor.ToAsync(portal, 1280);
        await asha.SignInAsync("asha.rao@clubshop.example");
        await asha.GoAsync("/offers");
        var page = asha.Page;
        var search = page.GetByLabel("Search", new() { Exact = true });
        await search.ClickAsync(); // 1
        await search.FillAsync("peaberry");
        await Assertions.Expect(page.GetByText(new Regex("^1 to 1 of 1$"))).ToBeVisibleAsync();
        var cell = page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Change the end: ") });
        var before = (await cell.TextContentAsync())!;
        await cell.ClickAsync(); // 2
        var ends = page.Locator(".cell-panel").GetByLabel("Ends", new() { Exact = true });
        await Assertions.Expect(ends).ToBeFocusedAsync();
        await asha.ScanBothAsync();
        await ends.FillAsync("24/12/2027");
        await page.Locator(".cell-panel").GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync(); // 3
        await Assertions.Expect(cell).ToHaveTextAsync("24 Dec 2027");
        await Assertions.Expect(page.Locator(".cell-panel")).ToBeHiddenAsync();
        await Assertions.Expect(cell).ToBeFocusedAsync();
        await asha.ScanAsync();
        await asha.Button("Undo").ClickAsync();
        await Assertions.Expect(cell).ToHaveTextAsync(before);
        Assert.EndsWith("/offers?q=peaberry", page.Url, StringComparison.Ordinal);
        Assert.Empty(asha.Complaints);
    }

    [Fact]
    public async Task Cell_ByKeyboardAndOnAPhone_OpensClosesAndKeepsWhatWasTyped()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var asha = await Visitor.ToAsync(portal, 360, 740, ColorScheme.Dark);
        await asha.SignInAsync("asha.rao@clubshop.example");
        await asha.GoAsync("/offers?q=peaberry");
        var (page, panel) = (asha.Page, asha.Page.Locator(".cell-panel"));
        var name = page.Locator("tbody a.name").First;
        await Assertions.Expect(name).ToBeVisibleAsync();
        await name.FocusAsync();
        await page.Keyboard.PressAsync("F2");
        var title = panel.GetByLabel("Title", new() { Exact = true });
        await Assertions.Expect(title).ToBeFocusedAsync();
        await asha.ScanAsync();
        var box = (await panel.BoundingBoxAsync())!;
        Assert.InRange(box.X + box.Width, 0, 360);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(panel).ToBeHiddenAsync();
        await Assertions.Expect(name).ToBeFocusedAsync();

        // Enter on the cell's button opens it, and Enter in the field saves; what is refused stays with its reason.
        var cell = page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Change the end: ") });
        await cell.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var ends = panel.GetByLabel("Ends", new() { Exact = true });
        await Assertions.Expect(ends).ToBeFocusedAsync();
        await ends.FillAsync("1/1/2020");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(ends).ToHaveAttributeAsync("aria-invalid", "true");
        await asha.ScanAsync();
        await page.Locator("h1").ClickAsync(); // beside it: what was typed stays
        await Assertions.Expect(ends).ToHaveValueAsync(new Regex("2020"));
        await panel.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(panel).ToBeHiddenAsync();
        Assert.Empty(asha.Complaints);
    }

    [Fact]
    public async Task Offer_IsCreatedAndPublished_InEightClicks()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var asha = await Visitor.ToAsync(portal);
        await asha.SignInAsync("asha.rao@clubshop.example");
        await asha.GoAsync("/offers");
        var (page, clicks) = (asha.Page, 0);
        await ClickAsync(asha.Link("New offer").First);
        await page.WaitForAddressAsync("/offers/new");
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Flat 15 % off on filter coffee");
        var shop = page.GetByLabel("Shop", new() { Exact = true });
        await ClickAsync(shop);
        await shop.PressSequentiallyAsync("a");
        await ClickAsync(page.GetByRole(AriaRole.Option).First);
        await page.GetByLabel("Value", new() { Exact = true }).FillAsync("15");
        await page.GetByLabel("Value", new() { Exact = true }).PressAsync("Tab");
        await ClickAsync(asha.Button("Save"));
        await page.WaitForAddressAsync("/offers/[0-9a-f]{32}$");
        await ClickAsync(asha.Button("Publish"));

        // Where no club limits it, or something hides it, that is asked for once.
        var published = page.Locator(".head").GetByText("Published", new() { Exact = true });
        var asked = page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = new("^Publish") });
        for (var question = 0; question < 3 && !await IsShownAsync(published, asked); question++)
            await ClickAsync(asked);
        await Assertions.Expect(published).ToBeVisibleAsync();
        Assert.InRange(clicks, 1, 8);
        Assert.Empty(asha.Complaints);

        Task ClickAsync(ILocator what)
        {
            clicks++;
            return what.ClickAsync();
        }

        static async Task<bool> IsShownAsync(ILocator done, ILocator question)
        {
            await Assertions.Expect(done.Or(question).First).ToBeVisibleAsync();
            return await done.IsVisibleAsync();
        }
    }

    [Fact]
    public async Task Columns_ChosenOnce_AreThereOnTheNextVisit_AtEveryWidth()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var asha = await Visitor.ToAsync(portal, 1280);
        await asha.SignInAsync("asha.rao@clubshop.example");
        await asha.GoAsync("/offers");
        var page = asha.Page;
        await asha.Button("Columns").ClickAsync();
        foreach (var column in new[] { "Value", "Starts", "Changed" })
            await page.GetByRole(AriaRole.Menuitemcheckbox, new() { Name = column, Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Value", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Changed", Exact = true })).ToHaveCountAsync(0);
        await asha.ScanBothAsync();
        await page.Keyboard.PressAsync("Escape");
        foreach (var width in new[] { 1440, 1280, 1024, 768, 360 })
        {
            await page.SetViewportSizeAsync(width, 800);
            await asha.GoAsync("/offers");
            await Assertions.Expect(page.GetByText("% off").Or(page.GetByText("₹")).First).ToBeAttachedAsync();
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"Wider than its window at {width} px");
            await Assertions.Expect(page.Locator("td[data-l=Value]").First).ToBeAttachedAsync();
            await Assertions.Expect(page.Locator("td[data-l=Changed]")).ToHaveCountAsync(0);
            await asha.ScanAsync();
        }

        Assert.Empty(asha.Complaints);
    }

    [Fact]
    public async Task File_WithHeadingsOfItsOwn_IsImportedOnceTheyAreNamed()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var vikram = await Visitor.ToAsync(portal, 1280);
        await vikram.SignInAsync("vikram.singh@clubshop.example");
        await vikram.GoAsync("/shops/import");
        var page = vikram.Page;
        await page.GetByLabel("File", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "sheet.csv", MimeType = "text/csv", Buffer = "Artikel-Nr;दुकान\nfar-1;Coffee of Chikmagalur\n"u8.ToArray() });
        await Assertions.Expect(page.GetByText("Say which columns these are")).ToBeVisibleAsync();
        await vikram.ScanBothAsync();
        await page.GetByLabel("Artikel-Nr", new() { Exact = true }).SelectOptionAsync("code");
        await page.GetByLabel("दुकान", new() { Exact = true }).SelectOptionAsync("name");
        await vikram.Button("Read the file so").ClickAsync();
        await Assertions.Expect(vikram.Button("Import 1 row")).ToBeVisibleAsync();
        await vikram.ScanAsync();
        await vikram.Button("Import 1 row").ClickAsync();
        await Assertions.Expect(page.GetByText("Import finished", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Empty(vikram.Complaints);
    }
}
