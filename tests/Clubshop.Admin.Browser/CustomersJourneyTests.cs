using System.Text.RegularExpressions;
using Clubshop.Admin.Ops;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>A support person finds somebody, sees no more than they must, and helps; afterwards nothing personal is where it must not be.</summary>
public sealed partial class CustomersJourneyTests
{
    private const string Farah = "farah.khan@clubshop.example";

    // The first of the demo who is confirmed, enabled, with verified e-mail, number and authenticator: it follows from the number alone.
    private static readonly DemoCustomer Person = DemoCustomers.Of(0, DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task Support_FindsRevealsHelpsAndErases_AndNothingPersonalStays()
    {
        await using var cache = new CacheTap();
        await using var portal = await Portal.StartAsync("demo", new Dictionary<string, string> { ["Cache__Nodes__0"] = cache.Address });
        await using var farah = await Visitor.ToAsync(portal);
        var heard = Listen(farah.Page);
        await farah.SignInAsync(Farah);
        var page = farah.Page;

        // Find, by the beginning of the number.
        await farah.Link("Customers").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Customers", Exact = true })).ToBeVisibleAsync();
        await farah.ScanAsync();
        await Pictures.TakeAsync(page, "customers-empty");
        await FindAsync(page, "70000 00000");
        await farah.ScanAsync();
        await Pictures.TakeAsync(page, "customers-found");
        Assert.EndsWith("/customers", page.Url, StringComparison.Ordinal);

        // Look: masked.
        await page.Locator("table a.name").First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Ishaani V.", Exact = true })).ToBeVisibleAsync();
        Assert.EndsWith("/customers/" + Person.Sub, page.Url, StringComparison.Ordinal);
        await farah.ScanAsync();
        await Pictures.TakeAsync(page, "customer");
        await Assertions.Expect(page.GetByText("+91 •••••• 0000")).ToBeVisibleAsync();
        Assert.NotEmpty(heard.With("Ishaani V."));
        Assert.Empty(heard.With("+917000000000", "Velankar", DemoCustomers.MailDomain));

        // Reveal, with a reason.
        await farah.Button("Show email").ClickAsync();
        await farah.ScanAsync();
        await Pictures.TakeAsync(page, "customer-why");
        await AnswerAsync(page, "Show email", "To check who is asking", "CS-48213");
        await Assertions.Expect(page.GetByText(Person.Attributes["email"])).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText(HidesIn())).ToBeVisibleAsync();
        await farah.ScanAsync();
        await Pictures.TakeAsync(page, "customer-revealed");
        await farah.Button("Hide email").ClickAsync();
        await Assertions.Expect(page.GetByText(Person.Attributes["email"])).ToHaveCountAsync(0);
        await Assertions.Expect(Happened(page, "looked at the email of this customer")).ToContainTextAsync("To check who is asking · case CS-48213");

        // Another detail of the same call: the reason and the case are there.
        await farah.Button("Show mobile").ClickAsync();
        var again = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(again.GetByLabel("Case number")).ToHaveValueAsync("CS-48213");
        await farah.ScanAsync();
        await again.GetByRole(AriaRole.Button, new() { Name = "Show mobile", Exact = true }).ClickAsync();
        await Assertions.Expect(Happened(page, "looked at the mobile number of this customer")).ToContainTextAsync("To check who is asking · case CS-48213");

        // Reset the password: the code is in the outbox.
        await HelpAsync(page, "Reset the password", "The customer asked, identity checked", "CS-48213");
        await Assertions.Expect(page.GetByText("Must set a new password before signing in.")).ToBeVisibleAsync();
        await farah.ScanAsync();
        var sent = (await portal.OutboxAsync()).Last(message => message.To == Person.Attributes["email"]);
        Assert.Matches("[0-9]{6}", sent.Body);

        await HelpAsync(page, "Sign out everywhere", "Suspected misuse", null);
        await Assertions.Expect(Happened(page, "signed out everywhere")).ToContainTextAsync("Suspected misuse");

        // Back and forth: the search and its rows are still there, and in no address.
        await farah.Link("Customers").First.ClickAsync();
        await Assertions.Expect(page.GetByLabel("Search", new() { Exact = true })).ToHaveValueAsync("70000 00000");
        await page.Locator("table a.name").First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Ishaani V.", Exact = true })).ToBeVisibleAsync();
        Assert.EndsWith("/customers/" + Person.Sub, page.Url, StringComparison.Ordinal);

        // Erase, after an export; a receipt stays.
        await Assertions.Expect(farah.Button("Erase this customer")).ToBeDisabledAsync();
        await HelpAsync(page, "Export their data", "Request under the law", "CS-17");
        var waiting = page.WaitForDownloadAsync();
        await farah.Link("Download").ClickAsync();
        var export = await File.ReadAllTextAsync(await (await waiting).PathAsync());
        Assert.Contains(Person.Attributes["phone_number"], export, StringComparison.Ordinal);
        await farah.Button("Erase this customer").ClickAsync();
        await page.GetByLabel("Type “erase” to confirm").FillAsync("erase");
        await AnswerAsync(page, "Erase this customer", "Request under the law", "CS-17");
        await Assertions.Expect(page.GetByText("This customer was erased")).ToBeVisibleAsync();
        await farah.ScanAsync();
        await Pictures.TakeAsync(page, "customer-erased");
        await farah.GoAsync("/customers/" + Person.Sub);
        await Assertions.Expect(page.GetByText("Receipt no.")).ToBeVisibleAsync();
        await farah.GoAsync("/customers");
        await page.GetByLabel("Search", new() { Exact = true }).FillAsync("70000 00000");
        await Assertions.Expect(page.GetByText("Nobody found")).ToBeVisibleAsync();
        await farah.ScanAsync();
        Assert.Empty(farah.Complaints);

        farah.ExpectLostConnection();
        await portal.KillAsync();
        Assert.Empty(PersonalData.FoundIn(portal));
        Assert.NotEmpty(PersonalData.FoundIn(portal, alsoWhereItBelongs: true)); // the scan does find what there is
        Assert.NotEmpty(cache.Written);
        Assert.Empty(PersonalData.Find("cache", cache.Written));
    }

    /// <summary>A number that was corrected is the number that SMS go to.</summary>
    [Fact]
    public async Task Number_Corrected_GetsTheNextSms()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var vikram = await Visitor.ToAsync(portal);
        await vikram.SignInAsync("vikram.singh@clubshop.example");
        var page = vikram.Page;
        await vikram.GoAsync("/customers");
        await FindAsync(page, "70000 00000");
        await vikram.GoAsync("/customers/" + Person.Sub);
        await vikram.Button("Correct the mobile number").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("New mobile number").FillAsync("98765 00202");
        await AnswerAsync(page, "Correct the mobile number", "The customer asked, identity checked", "CS-48213");
        await Assertions.Expect(page.GetByText("Number corrected")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("+91 •••••• 0202")).ToBeVisibleAsync();

        await vikram.GoAsync("/notifications/new");
        await page.GetByText("SMS", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("Audience", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "One customer" });
        await page.GetByLabel("Customer number").FillAsync(Person.Sub);
        await page.GetByLabel("Registered text").SelectOptionAsync(new SelectOptionValue { Label = "Offer used · CLBSHP" });
        await page.GetByLabel("Variable 1").FillAsync("Rs 500 off");
        await page.GetByLabel("Variable 2").FillAsync("Croma");
        await page.GetByLabel("Variable 3").FillAsync("30 Nov");
        await vikram.Button("Review").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("1 SMS part to pay for");
        await vikram.Button("Send").ClickAsync();
        await Assertions.Expect(page.Locator(".title-line").GetByText("Finished")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var sent = (await portal.OutboxAsync()).Where(message => message.Channel == "sms" && message.Body.Contains("Rs 500 off", StringComparison.Ordinal)).ToList();
        Assert.Equal("+919876500202", Assert.Single(sent).To);
        Assert.Empty(vikram.Complaints);
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(1024, ColorScheme.Dark)]
    [InlineData(1440, ColorScheme.Dark)]
    public async Task Pages_InEverySize_HaveNoViolation(int width, ColorScheme scheme)
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var visitor = await Visitor.ToAsync(portal, width, 800, scheme);
        await visitor.SignInAsync("vikram.singh@clubshop.example");
        var page = visitor.Page;
        await visitor.GoAsync("/customers");
        await FindAsync(page, "ईशानी");
        await visitor.ScanAsync();
        await Pictures.TakeAsync(page, $"customers-{width}-{scheme}");
        await visitor.GoAsync("/customers/" + DemoCustomers.SubOf(34)); // a long name in Hindi
        await visitor.Button("Show name").ClickAsync();
        await AnswerAsync(page, "Show name", "To check who is asking", "CS-7");
        await Assertions.Expect(page.GetByText(HidesIn())).ToBeVisibleAsync();
        await visitor.ScanAsync();
        await Pictures.TakeAsync(page, $"customer-{width}-{scheme}");
        await visitor.GoAsync("/customers");
        await page.GetByLabel("Search", new() { Exact = true }).FillAsync(new string('अ', 10_000));
        await Assertions.Expect(page.GetByText("This has 1,000 characters")).ToBeVisibleAsync();
        await visitor.ScanAsync();
        Assert.Empty(visitor.Complaints);
    }

    /// <summary>Cognito answers five requests a second, to everybody together.</summary>
    [Fact]
    public async Task Throttled_SupportStillFindsAndHelps()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var farah = await Visitor.ToAsync(portal);
        await farah.SignInAsync(Farah);
        await farah.GoAsync("/customers");
        await FindAsync(farah.Page, "Ishaani"); // the customers are there
        farah.ExpectLostConnection();
        await portal.KillAsync();
        portal.Faults = "cognito-rate=5";
        await portal.StartAsync();

        await using var again = await Visitor.ToAsync(portal);
        await again.SignInAsync("vikram.singh@clubshop.example");
        var page = again.Page;
        page.SetDefaultTimeout(40_000);
        await again.GoAsync("/customers");
        foreach (var text in (string[])["Ish", "Ishaa", "Ishaani", "Ishaani Vel"])
        {
            await page.GetByLabel("Search", new() { Exact = true }).FillAsync(text);
            await page.Locator("table a.name").First.Or(page.GetByText("The customer directory is busy; trying again…")).First.WaitForAsync();
        }

        await again.ScanAsync();
        await page.Locator("table a.name").First.WaitForAsync();
        await page.Locator("table a.name").First.ClickAsync();
        await Assertions.Expect(page.GetByText("How things stand")).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await HelpAsync(page, "Sign out everywhere", "Suspected misuse", null);
        await Assertions.Expect(Happened(page, "signed out everywhere")).ToContainTextAsync("Suspected misuse", new() { Timeout = 40_000 });
    }

    // An entry of the timeline.
    private static ILocator Happened(IPage page, string what) => page.Locator(".log li").Filter(new() { HasText = what });

    internal static async Task FindAsync(IPage page, string text)
    {
        // The customers are placed behind the first pages.
        for (var tries = 0; ; tries++)
        {
            await page.GetByLabel("Search", new() { Exact = true }).FillAsync("");
            await page.GetByLabel("Search", new() { Exact = true }).FillAsync(text);
            var first = page.Locator("table a.name").First;
            var none = page.GetByText("Nobody found");
            await first.Or(none).First.WaitForAsync();
            if (await first.CountAsync() > 0 || tries == 20)
                return;
        }
    }

    internal static async Task HelpAsync(IPage page, string verb, string reason, string? ticket)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = verb, Exact = true }).ClickAsync();
        await AnswerAsync(page, verb, reason, ticket);
    }

    private static async Task AnswerAsync(IPage page, string verb, string reason, string? ticket)
    {
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason").SelectOptionAsync(new SelectOptionValue { Label = reason });
        if (ticket is not null)
            await dialog.GetByLabel("Case number").FillAsync(ticket);
        await dialog.GetByRole(AriaRole.Button, new() { Name = verb, Exact = true }).ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
    }

    private static Heard Listen(IPage page)
    {
        var heard = new Heard();
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => heard.Add(frame.Binary is { } bytes ? System.Text.Encoding.UTF8.GetString(bytes) : frame.Text ?? "");
        page.Response += async (_, response) =>
        {
            if (response.Request.ResourceType == "document" && response.Status == 200)
                heard.Add(await response.TextAsync());
        };
        return heard;
    }

    [GeneratedRegex(@"Hides in \d+ s", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HidesIn();

    /// <summary>What the server sent: pages and the circuit's messages.</summary>
    private sealed class Heard
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _all = new();

        public void Add(string text) => _all.Enqueue(text);

        /// <summary>Messages that have one of these.</summary>
        public IReadOnlyList<string> With(params string[] wanted) =>
            [.. _all.Where(text => wanted.Any(each => text.Contains(each, StringComparison.OrdinalIgnoreCase))).Select(text => text[..Math.Min(200, text.Length)])];
    }
}
