using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>What goes wrong on an ordinary day: two people, two tabs, a Back, hostile text, the wrong role.</summary>
public sealed class EverydayTests(EverydayTests.OnePortal one) : IClassFixture<EverydayTests.OnePortal>
{
    private const string Title = "₹75 off on a kilo of peaberry";

    /// <summary>One portal for all of them; each signs in as somebody else, because a code works once.</summary>
    public sealed class OnePortal : IAsyncLifetime
    {
        public Portal Portal { get; private set; } = null!;

        public async Task InitializeAsync() => Portal = await Browser.Portal.StartAsync("demo");

        public async Task DisposeAsync() => await Portal.DisposeAsync();
    }

    [Fact]
    public async Task SameOffer_FoundAndSavedByKeyboardInTwoTabs_SecondIsToldAndLosesNothing()
    {
        await using var visitor = await Visitor.ToAsync(one.Portal);
        await visitor.SignInAsync("asha.rao@clubshop.example");
        await KeysAsync(visitor);
        await OpenOfferByKeyboardAsync(visitor);
        var second = await visitor.AnotherTabAsync();
        await second.GotoAsync(visitor.Page.Url);
        await Assertions.Expect(Field(second, "Terms")).ToBeVisibleAsync();

        // Enter in a field takes over what was typed, and changes nothing that customers see.
        await Field(visitor.Page, "Title").FillAsync(Title + " bags");
        await Field(visitor.Page, "Title").PressAsync("Enter");
        await Assertions.Expect(visitor.Page.GetByText("1 change not saved")).ToBeVisibleAsync();
        await Field(visitor.Page, "Title").FillAsync(Title);
        await Field(visitor.Page, "Terms").FillAsync("Only at the Mylapore counter.");
        await visitor.Page.Keyboard.PressAsync("Control+s");
        await Assertions.Expect(visitor.Page.GetByText("Offer saved", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(Field(visitor.Page, "Terms")).ToBeFocusedAsync();
        await Field(second, "Terms").FillAsync("Only before noon.");
        await second.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();

        await Assertions.Expect(second.GetByText("Only at the Mylapore counter.").First).ToBeVisibleAsync();
        await Assertions.Expect(second.GetByText("Only before noon.").First).ToBeVisibleAsync();
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task HostileText_SavedAndShown_IsOnlyText()
    {
        const string hostile = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\"> gnp.exe 🪔 दिवाली";
        await using var visitor = await Visitor.ToAsync(one.Portal);
        await visitor.SignInAsync("vikram.singh@clubshop.example");
        await visitor.GoAsync("/clubs");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "New club" }).First.ClickAsync();
        await visitor.Page.WaitForAddressAsync("/clubs/new$");
        await Field(visitor.Page, "Name").FillAsync(hostile + " \u202egnp.exe");
        await visitor.Button("Save").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("U+202E").First).ToBeVisibleAsync(); // it would be read backwards
        await Field(visitor.Page, "Name").FillAsync(hostile);
        await Field(visitor.Page, "Description").FillAsync(hostile);
        await visitor.Button("Save").ClickAsync();
        await visitor.Page.WaitForAddressAsync("/clubs/[0-9a-f]{32}$");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("<script>");
        await visitor.ScanAsync();

        // Back after the save leads to the list, not to the form with a second club in it.
        await visitor.Page.GoBackAsync();
        await visitor.Page.WaitForAddressAsync("/clubs$");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Clubs");
        await visitor.GoAsync("/clubs?q=" + Uri.EscapeDataString("owned"));
        await Assertions.Expect(visitor.Page.GetByText(new Regex("^1 to 1 of 1$"))).ToBeVisibleAsync();
        await visitor.GoAsync("/audit");
        await Assertions.Expect(visitor.Page.GetByText("<script>").First).ToBeVisibleAsync();
        Assert.DoesNotContain("owned", await visitor.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Empty(visitor.Complaints);
    }

    [Fact]
    public async Task ReadOnly_WhoMayOnlyLook_SeesNoWayToChangeAndIsRefusedByAddress()
    {
        await using var visitor = await Visitor.ToAsync(one.Portal);
        await visitor.SignInAsync("priya.nair@clubshop.example");
        await visitor.GoAsync("/offers");
        await Assertions.Expect(visitor.Link("New offer")).ToHaveCountAsync(0);

        visitor.ExpectStatus(403);
        var answer = await visitor.Page.GotoAsync(new Uri(one.Portal.Address, "/clubs/new").AbsoluteUri);

        Assert.Equal(403, answer!.Status);
        await Assertions.Expect(visitor.Page.GetByText("Administrators").First).ToBeVisibleAsync();
        await visitor.ScanAsync();
    }

    [Fact]
    public async Task Form_WithBadInput_TellsEachFieldAndKeepsWhatWasTyped()
    {
        await using var visitor = await Visitor.ToAsync(one.Portal, 360, 740, ColorScheme.Dark);
        await visitor.SignInAsync("meera.iyer@clubshop.example");
        await visitor.GoAsync("/offers/new");
        await visitor.ScanAsync();
        var longTitle = string.Concat(Enumerable.Repeat("दिवाली ", 1500));
        await Field(visitor.Page, "Title").FillAsync(longTitle);
        await Field(visitor.Page, "Landing page").FillAsync("http://plain.example");
        await Field(visitor.Page, "Value").FillAsync("150");
        await visitor.Button("Save").ClickAsync();

        foreach (var label in new[] { "Title", "Landing page", "Value", "Shop" })
            await Assertions.Expect(Field(visitor.Page, label)).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Equal(longTitle.TrimEnd().Length, (await Field(visitor.Page, "Title").InputValueAsync()).TrimEnd().Length);
        await visitor.ScanAsync();
        Assert.Empty(visitor.Complaints);
    }

    private static ILocator Field(IPage page, string label) => page.GetByLabel(label, new() { Exact = true });

    // The dialog of the shortcuts, the search of a list, and that none of them works while somebody types or a dialog is open.
    private static async Task KeysAsync(Visitor visitor)
    {
        var (page, keys) = (visitor.Page, visitor.Page.Keyboard);
        await visitor.GoAsync("/offers");
        await keys.PressAsync("?");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" });
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        await visitor.ScanAsync();
        await keys.PressAsync("n");
        await keys.PressAsync("Escape");
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await keys.PressAsync("/");
        await Assertions.Expect(Field(page, "Search")).ToBeFocusedAsync();
        await keys.TypeAsync("n?/");
        await Assertions.Expect(Field(page, "Search")).ToHaveValueAsync("n?/");
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await Field(page, "Search").ClearAsync();

        await visitor.Button("Keyboard shortcuts").ClickAsync();
        await dialog.GetByRole(AriaRole.Checkbox).UncheckAsync();
        await visitor.Button("Close").ClickAsync();
        await page.Locator("h1").ClickAsync();
        await keys.PressAsync("?");
        await Assertions.Expect(dialog).ToBeHiddenAsync();
        await visitor.Button("Keyboard shortcuts").ClickAsync();
        await dialog.GetByRole(AriaRole.Checkbox).CheckAsync();
        await keys.PressAsync("Escape");
        await page.Locator("h1").ClickAsync();
        await keys.PressAsync("n");
        await page.WaitForAddressAsync("/offers/new$");
    }

    // Typed and entered without waiting for the answer, as people do.
    private static async Task OpenOfferByKeyboardAsync(Visitor visitor)
    {
        var (page, keys) = (visitor.Page, visitor.Page.Keyboard);
        var box = page.GetByRole(AriaRole.Combobox, new() { Name = "Go to" });
        await visitor.GoAsync("/");
        await Assertions.Expect(box).ToBeVisibleAsync();
        await keys.PressAsync("Control+k");
        await Assertions.Expect(box).ToBeFocusedAsync();
        await keys.TypeAsync("off");
        await Assertions.Expect(page.GetByRole(AriaRole.Option, new() { Name = "New offer" })).ToBeVisibleAsync();
        await visitor.ScanAsync();
        await keys.PressAsync("ArrowDown");
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-activedescendant", "go-to-0");
        await keys.PressAsync("End");
        await keys.PressAsync("Home");
        await Assertions.Expect(box).ToHaveAttributeAsync("aria-activedescendant", "go-to-0");
        await keys.PressAsync("Control+a");
        await keys.TypeAsync("peaberry");
        await keys.PressAsync("Enter");
        await page.WaitForAddressAsync("/offers/[0-9a-f]{32}$");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = Title, Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(Field(page, "Terms")).ToBeVisibleAsync();
    }
}
