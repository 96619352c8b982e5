using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>Buttons do what they say, to what is on the page; presses meant for another count for nothing; nothing typed is lost.</summary>
public sealed class HonestButtonsTests(HonestButtonsTests.OnePortal one) : IClassFixture<HonestButtonsTests.OnePortal>
{
    /// <summary>One portal; each signs in as somebody else, because a code works once.</summary>
    public sealed class OnePortal : IAsyncLifetime
    {
        public Portal Portal { get; private set; } = null!;

        public async Task InitializeAsync() => Portal = await Browser.Portal.StartAsync("demo");

        public async Task DisposeAsync() => await Portal.DisposeAsync();
    }

    [Fact]
    public async Task Publish_OfAnEditedDraft_PublishesWhatIsTyped_AndASecondPressDoesNothing()
    {
        await using var asha = await Visitor.ToAsync(one.Portal);
        await asha.SignInAsync("asha.rao@clubshop.example");
        await asha.GoAsync("/clubs/new");
        await Field(asha, "Name").FillAsync("Chess Circle");
        await asha.Button("Save").ClickAsync();
        await Assertions.Expect(asha.Page.GetByRole(AriaRole.Heading, new() { Name = "Chess Circle", Exact = true, Level = 1 })).ToBeVisibleAsync();
        await Field(asha, "City").FillAsync("Nagpur");
        await Field(asha, "City").BlurAsync();
        await Assertions.Expect(asha.Button("Save and publish")).ToBeVisibleAsync();
        await asha.ScanAsync();

        await asha.Button("Save and publish").ClickAsync();
        await Assertions.Expect(asha.Button("Pause")).ToBeVisibleAsync();
        await asha.Button("Pause").ClickAsync(); // the impatient second press, at the same place
        await asha.Button("Pause").PressAsync("Enter");
        await Assertions.Expect(asha.Page.GetByText("Chess Circle is saved and published")).ToBeVisibleAsync();
        await asha.Page.ReloadAsync();
        await Assertions.Expect(asha.Page.Locator(".title-line").GetByText("Published")).ToBeVisibleAsync();
        await Assertions.Expect(Field(asha, "City")).ToHaveValueAsync("Nagpur");

        // Pressed while the typing is still in the field: what is on the page is what happens.
        await Field(asha, "City").FillAsync("Pune");
        await Assertions.Expect(asha.Button("Pause")).ToBeEnabledAsync();
        await asha.Button("Pause").ClickAsync();
        await Assertions.Expect(asha.Page.GetByText("Chess Circle is saved and paused")).ToBeVisibleAsync();
        await asha.Page.ReloadAsync();
        await Assertions.Expect(Field(asha, "City")).ToHaveValueAsync("Pune");
        await Assertions.Expect(asha.Page.Locator(".title-line").GetByText("Paused")).ToBeVisibleAsync();

        // Done at once, and taken back from the message that confirms it.
        await asha.Button("Publish").ClickAsync();
        await asha.Button("Undo").ClickAsync();
        await Assertions.Expect(asha.Page.GetByText("Chess Circle is paused again")).ToBeVisibleAsync();
        await Assertions.Expect(asha.Page.Locator(".title-line").GetByText("Paused")).ToBeVisibleAsync();
        Assert.Empty(asha.Complaints);
    }

    [Fact]
    public async Task Combobox_TextThatIsNothing_StaysAndCreatesNothing_AndEndsThatCannotBeReadHoldUpEverything()
    {
        await using var vikram = await Visitor.ToAsync(one.Portal);
        await vikram.SignInAsync("vikram.singh@clubshop.example");
        await vikram.GoAsync("/shops/new");
        await Field(vikram, "Name").FillAsync("Never Made");
        await Field(vikram, "Clubs").FillAsync("Nobody's club");
        await Field(vikram, "Clubs").PressAsync("Enter");
        await Assertions.Expect(vikram.Page.GetByText("Nothing matches “Nobody's club”.")).ToBeVisibleAsync();
        await Field(vikram, "Clubs").PressAsync("Enter");
        await Field(vikram, "Clubs").PressAsync("Tab");
        await Assertions.Expect(vikram.Page.GetByText("Nothing is called “Nobody's club”. Choose from the list.")).ToBeVisibleAsync();
        await vikram.Button("Save").ClickAsync();
        await Assertions.Expect(Field(vikram, "Clubs")).ToBeFocusedAsync();
        await Assertions.Expect(Field(vikram, "Clubs")).ToHaveValueAsync("Nobody's club");
        await Assertions.Expect(vikram.Page.GetByText("Clubs cannot be read.")).ToBeVisibleAsync();
        Assert.EndsWith("/shops/new", vikram.Page.Url, StringComparison.Ordinal);
        await vikram.ScanAsync();
        await vikram.Button("Discard").ClickAsync();
        await vikram.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Assertions.Expect(Field(vikram, "Clubs")).ToHaveValueAsync("");
        await vikram.GoAsync("/shops?q=" + Uri.EscapeDataString("never made"));
        await Assertions.Expect(vikram.Page.GetByText(new Regex("^No shop matches"))).ToBeVisibleAsync();

        await vikram.GoAsync("/offers?q=peaberry");
        await vikram.Page.Locator("table a.name").First.ClickAsync();
        await Field(vikram, "Ends").FillAsync("31/02/2027");
        await Field(vikram, "Ends").PressAsync("Enter");
        await Assertions.Expect(vikram.Page.Locator(".head-end").GetByText("Ends cannot be read.")).ToBeVisibleAsync();
        await Assertions.Expect(vikram.Page.Locator(".savebar").GetByText("Ends cannot be read.")).ToBeVisibleAsync();
        await Assertions.Expect(vikram.Button("Save and pause")).ToBeDisabledAsync();
        await vikram.ScanAsync();
        await vikram.Page.Locator("nav a.item[href='/clubs']").ClickAsync();
        await Assertions.Expect(vikram.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("1 change would be lost.");
        await vikram.Button("Leave without saving").ClickAsync();
        await Assertions.Expect(vikram.Page.GetByRole(AriaRole.Heading, new() { Name = "Clubs", Exact = true, Level = 1 })).ToBeVisibleAsync();
        Assert.Empty(vikram.Complaints);
    }

    [Fact]
    public async Task Filter_ChosenByKeyboard_KeepsTheFocusAtTheFilters()
    {
        await using var priya = await Visitor.ToAsync(one.Portal);
        await priya.SignInAsync("priya.nair@clubshop.example");
        await priya.GoAsync("/offers");
        await priya.Page.GetByRole(AriaRole.Button, new() { Name = "Shop", Exact = true }).FocusAsync();
        await priya.Page.Keyboard.PressAsync("Enter");
        await priya.Page.GetByRole(AriaRole.Combobox, new() { Name = "Shop", Exact = true }).FocusAsync();
        await priya.Page.Keyboard.TypeAsync("Volt");
        await Assertions.Expect(priya.Page.Locator(".pop-list [role=option]")).ToHaveCountAsync(1);
        await priya.Page.Keyboard.PressAsync("Enter");
        await priya.Page.WaitForAddressAsync("/offers\\?.*shop=");
        await Assertions.Expect(priya.Page.GetByRole(AriaRole.Link, new() { Name = "Remove filter: Shop" })).ToBeFocusedAsync();
        await priya.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(priya.Page.GetByRole(AriaRole.Link, new() { Name = "Remove filter: Shop" })).ToHaveCountAsync(0);
        await Assertions.Expect(Field(priya, "Search")).ToBeFocusedAsync();
        Assert.Empty(priya.Complaints);
    }

    [Fact]
    public async Task Process_ToldToEnd_KeepsWhatWasTyped_AndAnEndedSessionBreaksNothing()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var meera = await Visitor.ToAsync(portal);
        await meera.SignInAsync("meera.iyer@clubshop.example");
        await meera.GoAsync("/offers?q=peaberry");
        await meera.Page.Locator("table a.name").First.ClickAsync();
        await Field(meera, "Terms").FillAsync("Only while the monsoon lasts.");
        await Field(meera, "Ends").FillAsync("31/02/2027");
        await Field(meera, "Ends").BlurAsync();
        await Assertions.Expect(meera.Page.Locator(".savebar").GetByText("Ends cannot be read.")).ToBeVisibleAsync();
        var offer = new Uri(meera.Page.Url).AbsolutePath;

        meera.ExpectLostConnection();
        await portal.TerminateAsync();
        await portal.StartAsync();
        meera.Page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await meera.GoAsync(offer);
        await Assertions.Expect(meera.Page.GetByText(new Regex("^Restored from "))).ToBeVisibleAsync();
        await Assertions.Expect(Field(meera, "Terms")).ToHaveValueAsync("Only while the monsoon lasts.");
        await Assertions.Expect(Field(meera, "Ends")).ToHaveValueAsync("31/02/2027");
        await Assertions.Expect(meera.Page.Locator(".savebar").GetByText("Ends cannot be read.")).ToBeVisibleAsync();

        // Signed out in another tab, with this one unsaved: it is led out, and the circuit ends in peace.
        var other = await meera.AnotherTabAsync();
        await other.GotoAsync(new Uri(portal.Address, "/account").AbsoluteUri);
        await other.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await meera.Page.WaitForAddressAsync("/sign-in\\?");
        await portal.TerminateAsync();
        Assert.DoesNotContain("Unhandled exception in circuit", portal.AllOutput, StringComparison.Ordinal);
        Assert.DoesNotContain("fail: ", portal.AllOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignedOut_InAPageThatDoesNotLeave_IsCutOff()
    {
        await using var portal = await Portal.StartAsync("none", new Dictionary<string, string> { ["Circuits__LeaveSeconds"] = "1" });
        await using var priya = await Visitor.ToAsync(portal);
        await priya.SignInAsync("priya.nair@clubshop.example");
        var closed = new TaskCompletionSource();
        priya.Page.WebSocket += (_, socket) =>
        {
            if (socket.Url.Contains("_blazor", StringComparison.Ordinal))
                socket.Close += (_, _) => closed.TrySetResult();
        };
        await priya.GoAsync("/account");
        priya.ExpectLostConnection(); // the portal closes it
        await priya.Page.RouteAsync("**/sign-in**", route => route.AbortAsync("aborted")); // the page stays
        var other = await priya.AnotherTabAsync();
        await other.GotoAsync(new Uri(portal.Address, "/account").AbsoluteUri);
        Assert.False(closed.Task.IsCompleted);

        await other.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.EndsWith("/account", priya.Page.Url, StringComparison.Ordinal);
    }

    private static ILocator Field(Visitor visitor, string label) => visitor.Page.GetByLabel(label, new() { Exact = true });
}
