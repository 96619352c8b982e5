using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>What is typed survives a lost connection and a server that dies; two tabs and two people at one record know of each other.</summary>
public sealed class DraftsJourneyTests
{
    private const string Words = "Only while the monsoon lasts.";

    [Fact]
    public async Task Network_CutInTheMiddleOfTyping_LosesNothing()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var meera = await Visitor.ToAsync(portal);
        await meera.SignInAsync("meera.iyer@clubshop.example");
        var wire = new Wire();
        await wire.AttachAsync(meera.Page);
        await OpenOfferAsync(meera);
        await Field(meera, "Title").FillAsync("Peaberry, and more");
        await Field(meera, "Title").BlurAsync();
        await Assertions.Expect(meera.Page.Locator(".savebar").GetByText("1 change not saved")).ToBeVisibleAsync();

        // The wire is cut unseen: what is typed and left from now on goes nowhere, until the browser notices.
        meera.ExpectLostConnection();
        wire.Cut();
        await Field(meera, "Terms").PressSequentiallyAsync(" " + Words);
        await Field(meera, "Slug").FillAsync("peaberry-and-more"); // Terms is left
        wire.Close();

        // It comes back by itself, and so does what went nowhere.
        await Assertions.Expect(meera.Page.Locator(".savebar").GetByText("3 changes not saved")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await meera.Button("Save").ClickAsync();
        await Assertions.Expect(meera.Page.GetByText("Offer saved")).ToBeVisibleAsync();
        await meera.Page.ReloadAsync();
        await Assertions.Expect(Field(meera, "Terms")).ToHaveValueAsync(new Regex(Regex.Escape(Words) + "$"));
        await Assertions.Expect(Field(meera, "Slug")).ToHaveValueAsync("peaberry-and-more");
        await Assertions.Expect(meera.Page.GetByText(new Regex("^Restored from "))).ToHaveCountAsync(0);
        Assert.Empty(meera.Complaints);
    }

    [Fact]
    public async Task Server_KilledAndStartedAgain_GivesBackWhatWasTyped_ToTheLastLetter()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var meera = await Visitor.ToAsync(portal);
        await meera.SignInAsync("meera.iyer@clubshop.example");
        await OpenOfferAsync(meera);
        await Field(meera, "Description").FillAsync("Told before.");
        await Field(meera, "Description").BlurAsync();
        await Assertions.Expect(meera.Page.Locator(".savebar").GetByText("1 change not saved")).ToBeVisibleAsync();
        await Field(meera, "Terms").FillAsync(Words); // and still in the field when it dies

        meera.ExpectLostConnection();
        portal.KeepsAddress = true;
        await portal.KillAsync();
        await portal.StartAsync();
        await Assertions.Expect(meera.Page.GetByText(new Regex("^Restored from "))).ToBeVisibleAsync(new() { Timeout = 90_000 }); // nobody did anything
        await Assertions.Expect(Field(meera, "Terms")).ToHaveValueAsync(Words);
        await Assertions.Expect(Field(meera, "Description")).ToHaveValueAsync("Told before.");
        await Assertions.Expect(meera.Page.Locator(".savebar").GetByText("2 changes not saved")).ToBeVisibleAsync();
        await meera.ScanAsync();

        await meera.Button("Discard what was restored").FocusAsync();
        await meera.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Field(meera, "Terms")).Not.ToHaveValueAsync(Words);
        await meera.Page.ReloadAsync();
        await Visitor.ThereAsync(meera.Page);
        await Assertions.Expect(meera.Page.Locator("form[data-ready]")).ToBeVisibleAsync();
        await Assertions.Expect(Field(meera, "Terms")).Not.ToHaveValueAsync(Words);

        // Nothing of it outlives the person's own end of the session.
        meera.Page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await Field(meera, "Terms").PressSequentiallyAsync("x");
        await meera.GoAsync("/account");
        await meera.Button("Sign out").First.ClickAsync();
        await meera.Page.WaitForAddressAsync("/sign-in\\?");
        await meera.Page.WaitForLoadStateAsync(LoadState.Load); // the sign-in page empties it
        Assert.Empty(await meera.Page.EvaluateAsync<string[]>("() => Object.keys(sessionStorage).filter(name => name.startsWith('clubshop.typed'))"));
    }

    [Fact]
    public async Task TwoTabs_OfOnePerson_KnowOfEachOther_AndTheSecondTakesOver()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var meera = await Visitor.ToAsync(portal);
        await meera.SignInAsync("meera.iyer@clubshop.example");
        await OpenOfferAsync(meera);
        await Field(meera, "Terms").FillAsync(Words);
        await Field(meera, "Terms").BlurAsync();
        await Assertions.Expect(meera.Page.Locator("form[data-heard]:not([data-heard='0'])")).ToBeVisibleAsync(); // the draft is stored

        var other = await meera.AnotherTabAsync();
        await other.GotoAsync(meera.Page.Url);
        await Assertions.Expect(other.GetByText(new Regex("^You have this open in another tab, changed at "))).ToBeVisibleAsync();
        await Assertions.Expect(other.GetByLabel("Terms", new() { Exact = true })).Not.ToHaveValueAsync(Words);
        await other.GetByRole(AriaRole.Button, new() { Name = "Take over" }).ClickAsync();
        await Assertions.Expect(other.GetByLabel("Terms", new() { Exact = true })).ToHaveValueAsync(Words);

        await Field(meera, "Title").FillAsync("Typed here after all");
        await Field(meera, "Title").BlurAsync();
        await Assertions.Expect(meera.Page.GetByText("You took this over in another tab")).ToBeVisibleAsync();

        // Saving in one tab: what was not touched in the other follows, what was touched stays.
        await other.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Assertions.Expect(other.GetByText("Offer saved")).ToBeVisibleAsync();
        await Assertions.Expect(meera.Page.GetByText(new Regex("^You saved this in another tab"))).ToBeVisibleAsync();
        await Assertions.Expect(Field(meera, "Title")).ToHaveValueAsync("Typed here after all");
        await Assertions.Expect(meera.Page.Locator(".savebar").GetByText("1 change not saved")).ToBeVisibleAsync();
        Assert.Empty(meera.Complaints);
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task TwoPeople_AtOneRecord_SeeEachOther_AndWhatTheOtherSaved(int width, ColorScheme scheme)
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var meera = await Visitor.ToAsync(portal, width, 900, scheme);
        await using var asha = await Visitor.ToAsync(portal);
        await meera.SignInAsync("meera.iyer@clubshop.example");
        await asha.SignInAsync("asha.rao@clubshop.example");
        await OpenOfferAsync(meera);
        await Assertions.Expect(Here(meera)).ToBeEmptyAsync();
        await asha.GoAsync(new Uri(meera.Page.Url).AbsolutePath);
        await Assertions.Expect(Here(meera)).ToContainTextAsync("Asha Rao has this open since");
        await Assertions.Expect(Here(asha)).ToContainTextAsync("Meera Iyer has this open since");

        await Field(meera, "Description").FillAsync("Mine, not saved.");
        await Field(meera, "Description").BlurAsync();
        await Field(asha, "Terms").FillAsync(Words);
        await asha.Button("Save").ClickAsync();
        await Assertions.Expect(asha.Page.GetByText("Offer saved")).ToBeVisibleAsync();

        await Assertions.Expect(meera.Page.GetByText(new Regex("^Asha Rao saved this, "))).ToBeVisibleAsync();
        await Assertions.Expect(Field(meera, "Terms")).ToHaveValueAsync(Words);
        await Assertions.Expect(Field(meera, "Description")).ToHaveValueAsync("Mine, not saved.");
        await meera.Button("Show").ClickAsync();
        await Assertions.Expect(meera.Page.Locator(".followed-field")).ToContainTextAsync("Terms");
        await meera.ScanAsync();
        await meera.Button("Save").ClickAsync();
        await Assertions.Expect(meera.Page.GetByText("Offer saved")).ToBeVisibleAsync(); // no conflict

        await asha.GoAsync("/clubs");
        await Assertions.Expect(Here(meera)).ToBeEmptyAsync();
        Assert.Empty(meera.Complaints);
        Assert.Empty(asha.Complaints);
    }

    private static async Task OpenOfferAsync(Visitor visitor)
    {
        await visitor.GoAsync("/offers?q=peaberry");
        await visitor.Page.Locator("table a.name").First.ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("form[data-ready]")).ToBeVisibleAsync();
    }

    private static ILocator Here(Visitor visitor) => visitor.Page.Locator(".here");

    private static ILocator Field(Visitor visitor, string label) => visitor.Page.GetByLabel(label, new() { Exact = true });

    /// <summary>The wire of the circuit, which can be cut unseen: both ends believe in it until it is closed.</summary>
    private sealed class Wire
    {
        private readonly ConcurrentQueue<(IWebSocketRoute Browser, IWebSocketRoute Server)> _open = new();
        private volatile bool _cut;

        public Task AttachAsync(IPage page) => page.RouteWebSocketAsync(url => url.Contains("_blazor", StringComparison.Ordinal), browser =>
        {
            var server = browser.ConnectToServer();
            var dead = new Func<bool>(() => _cut && _open.Any(one => one.Browser == browser));
            _open.Enqueue((browser, server));
            browser.OnMessage(frame => Pass(frame, server, dead));
            server.OnMessage(frame => Pass(frame, browser, dead));
        });

        public void Cut() => _cut = true;

        /// <summary>Both ends hear that it is gone; the next wire is whole.</summary>
        public void Close()
        {
            while (_open.TryDequeue(out var one))
            {
                _ = one.Server.CloseAsync();
                _ = one.Browser.CloseAsync(new() { Code = 1011, Reason = "cut" });
            }

            _cut = false;
        }

        private static void Pass(IWebSocketFrame frame, IWebSocketRoute to, Func<bool> dead)
        {
            if (dead())
                return;

            if (frame.Binary is { } bytes)
                to.Send(bytes);
            else
                to.Send(frame.Text!);
        }
    }
}
