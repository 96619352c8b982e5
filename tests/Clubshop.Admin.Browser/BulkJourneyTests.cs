using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>Changes of many records: select, look what would happen, do it, undo it; and what a server that dies in the middle leaves behind.</summary>
public sealed class BulkJourneyTests
{
    [Fact]
    public async Task TenOffers_ArePausedInFourClicks_AndUndone_ButTheOneEditedSince()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var asha = await Visitor.ToAsync(portal);
        await asha.SignInAsync("asha.rao@clubshop.example");
        await asha.GoAsync("/offers?status=published");
        var ticks = asha.Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^Select: ") });
        await Assertions.Expect(ticks.Nth(9)).ToBeVisibleAsync();

        await ticks.Nth(0).ClickAsync(); // 1
        await ticks.Nth(9).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] }); // 2
        await Assertions.Expect(asha.Page.GetByText("10 selected")).ToBeVisibleAsync();
        await asha.ScanAsync();
        await asha.Button("Pause").ClickAsync(); // 3
        await Assertions.Expect(asha.Button("Pause 10 offers")).ToBeVisibleAsync();
        await Assertions.Expect(asha.Page.GetByText("Nothing is written yet")).ToBeVisibleAsync();
        await Assertions.Expect(asha.Page.Locator("del", new() { HasTextString = "Published" })).ToHaveCountAsync(10);
        await asha.ScanAsync();
        await asha.Button("Pause 10 offers").ClickAsync(); // 4
        await Assertions.Expect(asha.Page.GetByText("10 changed")).ToBeVisibleAsync();
        await asha.ScanAsync();
        var change = asha.Page.Url;

        // One of them is edited meanwhile.
        var second = await asha.AnotherTabAsync();
        await second.GotoAsync(new Uri(portal.Address, "/offers?status=paused&sort=changed&dir=desc").AbsoluteUri);
        await second.Locator("td.lead a").First.ClickAsync();
        await second.GetByLabel("Terms", new() { Exact = true }).FillAsync("Only at the counter.");
        await second.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(second.GetByText("Offer saved", new() { Exact = true })).ToBeVisibleAsync();

        await asha.Button("Undo 10 changes").ClickAsync();
        await Assertions.Expect(asha.Page.GetByText("9 as before.")).ToBeVisibleAsync();
        await Assertions.Expect(asha.Page.GetByText("You edited it since")).ToBeVisibleAsync();
        await asha.ScanAsync();
        await asha.GoAsync("/bulk");
        await Assertions.Expect(asha.Link("Pause 10 offers")).ToBeVisibleAsync();
        await asha.ScanAsync();
        await asha.GoAsync("/audit");
        await Assertions.Expect(asha.Page.GetByText("Undo “Pause 10 offers”").First).ToBeVisibleAsync();
        await asha.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^All records of this change: Undo") }).First.ClickAsync();
        await Assertions.Expect(asha.Page.GetByText(new Regex("^1?0 entries$"))).ToBeVisibleAsync(); // nine, and the undo itself
        Assert.Contains("/bulk/", change, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Selection_StaysOverPagesSearchAndSort_AndFitsAPhone()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var vikram = await Visitor.ToAsync(portal, 360, 740, ColorScheme.Dark);
        await vikram.SignInAsync("vikram.singh@clubshop.example");
        await vikram.GoAsync("/offers");
        var ticks = vikram.Page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new("^Select: ") });
        await ticks.Nth(0).FocusAsync();
        await vikram.Page.Keyboard.PressAsync("Space");
        await Assertions.Expect(vikram.Page.GetByText("1 selected")).ToBeVisibleAsync();
        await vikram.Page.GetByLabel("Search", new() { Exact = true }).FillAsync("no such offer at all");
        await Assertions.Expect(vikram.Page.GetByText("1 not shown")).ToBeVisibleAsync();
        await vikram.Page.GetByLabel("Search", new() { Exact = true }).FillAsync("");
        await Assertions.Expect(vikram.Page.GetByText("1 not shown")).ToBeHiddenAsync();
        await vikram.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Select all [0-9,]+ that match$") }).ClickAsync();
        await vikram.ScanAsync();

        // A field of all of them: the form says what is missing, and the next page what would happen.
        await vikram.Button("Change").ClickAsync();
        await vikram.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Dates" }).ClickAsync();
        var dialog = vikram.Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        await vikram.ScanAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "See what would change" }).ClickAsync();
        await Assertions.Expect(dialog.GetByText("Write by how many days").First).ToBeVisibleAsync();
        await dialog.GetByLabel("Days", new() { Exact = true }).FillAsync("7");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "See what would change" }).ClickAsync();
        await vikram.Page.WaitForAddressAsync("/bulk/[0-9a-f]{32}$");
        await Assertions.Expect(vikram.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Move “ends” of [0-9,]+ offers by 7 days$") })).ToBeVisibleAsync();
        await vikram.ScanAsync();

        // Coming back, they are still selected.
        await vikram.Page.GetByRole(AriaRole.Link, new() { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(vikram.Page.GetByText(new Regex("^[0-9,]{2,} selected"))).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Server_KilledInTheMiddle_EndsTheChangeAfterItsRestart_AndTheAuditLogHasEveryRecordOnce()
    {
        await using var portal = await Portal.StartAsync("1500");
        await using var asha = await Visitor.ToAsync(portal);
        await asha.SignInAsync("asha.rao@clubshop.example");
        await asha.GoAsync("/offers?status=published");
        await asha.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Select all on this page" }).ClickAsync();
        var all = asha.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Select all [0-9,]+ that match$") });
        await all.ClickAsync();
        await asha.Button("Pause").ClickAsync();
        var pause = asha.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Pause [0-9,]+ offers$") });
        await Assertions.Expect(pause).ToBeEnabledAsync(new() { Timeout = 60_000 });
        var total = Number((await pause.InnerTextAsync()).Split(' ')[1]);
        Assert.True(total > 300, $"only {total} offers");
        asha.ExpectLostConnection();
        await pause.ClickAsync();
        await Assertions.Expect(asha.Page.GetByText(new Regex("^[1-9][0-9,]* of [0-9,]+ offers done$"))).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var path = new Uri(asha.Page.Url).AbsolutePath;
        await portal.KillAsync();
        await portal.StartAsync();

        await asha.GoAsync(path);
        await Assertions.Expect(asha.Page.GetByText($"{total.ToString("N0", Indian)} changed")).ToBeVisibleAsync(new() { Timeout = 90_000 });
        var paused = await asha.Page.Context.APIRequest.GetAsync(new Uri(portal.Address, "/offers/export?status=paused").AbsoluteUri);
        var stored = (await paused.TextAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1;
        Assert.True(stored >= total, $"{stored} are paused, {total} were to be");
        await asha.GoAsync($"/audit?action=pause&run={path.Split('/')[^1]}");
        await Assertions.Expect(asha.Page.GetByText("50 entries", new() { Exact = true })).ToBeVisibleAsync(); // a page of them; that there is one for each record, BulkTests count
        await asha.GoAsync(path);
        await asha.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Undo [0-9,]+ changes$") }).ClickAsync();
        await Assertions.Expect(asha.Page.GetByText($"{total.ToString("N0", Indian)} as before.")).ToBeVisibleAsync(new() { Timeout = 90_000 });
    }

    private static readonly NumberFormatInfo Indian = new() { NumberGroupSizes = [3, 2], NumberGroupSeparator = "," };

    private static int Number(string text) => int.Parse(text.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
}
