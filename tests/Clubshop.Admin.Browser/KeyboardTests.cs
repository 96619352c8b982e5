using System.Text.RegularExpressions;
using Clubshop.Admin.Ops;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>The main job of every role without a mouse, with its sort, its filters and its pickers: everything is reached by Tab and done by keys.</summary>
public sealed class KeyboardTests(KeyboardTests.OnePortal one) : IClassFixture<KeyboardTests.OnePortal>
{
    /// <summary>One portal for all of them; each signs in as somebody else, because a code works once.</summary>
    public sealed class OnePortal : IAsyncLifetime
    {
        public Portal Portal { get; private set; } = null!;

        public async Task InitializeAsync() => Portal = await Browser.Portal.StartAsync("demo", settings: new Dictionary<string, string>(StringComparer.Ordinal)
        {
            // Whatever the time of the day is where this runs.
            ["Notifications__PushOpens"] = "00:00",
            ["Notifications__PushCloses"] = "24:00",
        });

        public async Task DisposeAsync() => await Portal.DisposeAsync();
    }

    [Fact]
    public async Task ClubAdministrator_SortsFiltersWritesAndPublishesAnOffer()
    {
        await using var meera = await Visitor.ToAsync(one.Portal);
        var page = await SignInAsync(meera, "meera.iyer@clubshop.example");
        await meera.GoAsync("/offers");

        await PressAsync(page, page.GetByRole(AriaRole.Columnheader, new() { Name = "Ends" }).Locator("a, button"));
        await Assertions.Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Ends" })).ToHaveAttributeAsync("aria-sort", new Regex("ascending|descending"));
        await PressAsync(page, meera.Button("Phase"));
        await PressAsync(page, page.Locator(":popover-open").GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Live") }));
        await page.WaitForAddressAsync("phase=live");

        await PressAsync(page, meera.Link("New offer").First);
        await page.WaitForAddressAsync("/offers/new$");
        await TypeAsync(page, Field(page, "Title"), "Free filter coffee by keyboard");
        await TypeAsync(page, Field(page, "Shop"), "o");
        await Assertions.Expect(page.Locator(".pop-list").GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Field(page, "Shop")).Not.ToHaveValueAsync("o");
        Assert.EndsWith("/offers/new", page.Url, StringComparison.Ordinal); // Enter chose, and did not submit
        await TypeAsync(page, Field(page, "Value"), "20");
        await TypeAsync(page, Field(page, "Landing page"), "https://www.coffee.example/filter");

        // The day is picked in the calendar, which takes the focus and gives it back.
        await ReachAsync(page, Field(page, "Ends"));
        await PressAsync(page, CalendarOf(page, "Ends"));
        await Assertions.Expect(page.Locator(".calendar [data-days] [tabindex='0']:visible")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(Field(page, "Ends")).Not.ToHaveValueAsync("");
        await page.Keyboard.PressAsync("Escape");

        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForAddressAsync("/offers/[0-9a-f]{32}$");
        await PressAsync(page, meera.Button("Publish"));
        await Assertions.Expect(page.Locator(".title-line").GetByText("Published")).ToBeVisibleAsync();
        Assert.Empty(meera.Complaints);
    }

    [Fact]
    public async Task Administrator_InvitesStaffAndInvalidatesAKind()
    {
        await using var asha = await Visitor.ToAsync(one.Portal);
        var page = await SignInAsync(asha, "asha.rao@clubshop.example");

        await TypeAsync(page, page.GetByRole(AriaRole.Combobox, new() { Name = "Go to" }), "Staff");
        await Assertions.Expect(page.GetByRole(AriaRole.Option, new() { NameRegex = new Regex("^Staff") }).First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForAddressAsync("/staff$");
        await PressAsync(page, asha.Link("Invite someone").First);
        await page.WaitForAddressAsync("/staff/new$");
        await TypeAsync(page, Field(page, "Email"), "leela.menon@clubshop.example");
        await TypeAsync(page, Field(page, "Name"), "Leela Menon");
        await TypeAsync(page, Field(page, "Role"), "Club"); // the browser's own list takes the first letters
        await TypeAsync(page, Field(page, "Clubs"), "de");
        await Assertions.Expect(page.Locator(".pop-list").GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Escape");
        await PressAsync(page, asha.Button("Send invitation"));
        await page.WaitForAddressAsync("/staff/[0-9a-f-]{36}$");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Leela Menon");

        await asha.GoAsync("/cache");
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Invalidate") }).First);
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await PressAsync(page, page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Invalidate") }));
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        Assert.Empty(asha.Complaints);
    }

    [Fact]
    public async Task Support_FindsACustomerAndRevealsADetail()
    {
        await using var farah = await Visitor.ToAsync(one.Portal);
        var page = await SignInAsync(farah, "farah.khan@clubshop.example");
        await farah.GoAsync("/customers");

        await TypeAsync(page, Field(page, "Search"), "70000 00000");
        await page.Keyboard.PressAsync("Enter");
        await PressAsync(page, page.Locator("tbody a.name").First);
        await page.WaitForAddressAsync("/customers/[0-9a-f-]{36}$");
        await PressAsync(page, farah.Button("Show email"));
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToBeVisibleAsync();
        await TypeAsync(page, dialog.GetByLabel("Reason", new() { Exact = true }), "To check");
        await TypeAsync(page, dialog.GetByLabel("Case number", new() { Exact = true }), "CS-90210");
        await PressAsync(page, dialog.GetByRole(AriaRole.Button, new() { Name = "Show email" }));
        await Assertions.Expect(page.GetByText(DemoCustomers.Of(0, DateTimeOffset.UnixEpoch).Attributes["email"])).ToBeVisibleAsync();
        Assert.Empty(farah.Complaints);
    }

    [Fact]
    public async Task ServiceProvider_ComposesReviewsAndSends()
    {
        await using var rohan = await Visitor.ToAsync(one.Portal);
        var page = await SignInAsync(rohan, "rohan.deshpande@clubshop.example");
        await rohan.GoAsync("/notifications/new");

        await TypeAsync(page, Field(page, "Audience"), "Followers of anything");
        await TypeAsync(page, Field(page, "Title"), "Weekend by keyboard");
        await TypeAsync(page, Field(page, "Message"), "Two days, all shops.");
        await PressAsync(page, rohan.Button("Review"));
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await Assertions.Expect(rohan.Button("Send")).ToBeEnabledAsync();
        await PressAsync(page, rohan.Button("Send"));
        await page.WaitForAddressAsync("/notifications/[0-9a-f]{32}$");
        Assert.Empty(rohan.Complaints);
    }

    [Fact]
    public async Task ReadOnly_FiltersTheAuditLogAndOpensARecord()
    {
        await using var priya = await Visitor.ToAsync(one.Portal);
        var page = await SignInAsync(priya, "priya.nair@clubshop.example");

        await priya.GoAsync("/audit");
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "When", Exact = true }));
        await PressAsync(page, page.Locator(":popover-open").GetByRole(AriaRole.Link, new() { NameRegex = new Regex("7 days") }));
        await page.WaitForAddressAsync("/audit\\?");
        await priya.GoAsync("/shops");
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(Field(page, "Search")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("coffee");
        await page.WaitForAddressAsync("q=coffee");
        await PressAsync(page, page.Locator("tbody a.name").First);
        await page.WaitForAddressAsync("/shops/[0-9a-z-]+$");
        Assert.Empty(priya.Complaints);
    }

    private static async Task<IPage> SignInAsync(Visitor visitor, string email)
    {
        await visitor.SignInAsync(email);
        return visitor.Page;
    }

    private static ILocator Field(IPage page, string label) => page.GetByLabel(label, new() { Exact = true });

    private static ILocator CalendarOf(IPage page, string label) =>
        page.Locator(".join").Filter(new() { Has = Field(page, label) }).GetByRole(AriaRole.Button, new() { Name = "Choose a date" });

    /// <summary>Tab, until the control has the focus.</summary>
    private static async Task ReachAsync(IPage page, ILocator target)
    {
        const int most = 150;
        await Assertions.Expect(target.First).ToBeVisibleAsync();
        for (var i = 0; i < most; i++)
        {
            if (await target.First.EvaluateAsync<bool>("one => one === document.activeElement"))
                return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"Tab does not reach {target}.");
    }

    private static async Task PressAsync(IPage page, ILocator target)
    {
        await ReachAsync(page, target);
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task TypeAsync(IPage page, ILocator target, string text)
    {
        await ReachAsync(page, target);
        await page.Keyboard.TypeAsync(text);
    }
}
