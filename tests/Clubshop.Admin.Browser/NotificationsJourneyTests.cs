using System.Globalization;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>A notification from its first word to its last outcome: written, tried, approved by another, sent, watched, stopped.</summary>
public sealed class NotificationsJourneyTests
{
    private const string Rohan = "rohan.deshpande@clubshop.example";
    private const string Asha = "asha.rao@clubshop.example";
    private const string Vikram = "vikram.singh@clubshop.example";

    // Whatever the time of the day is where this runs.
    private static readonly Dictionary<string, string> AnyHour = new(StringComparer.Ordinal)
    {
        ["Notifications__PushOpens"] = "00:00",
        ["Notifications__PushCloses"] = "24:00",
        ["Notifications__ApprovalAbove"] = "100",
    };

    [Fact]
    public async Task AdministratorWrites_AnotherApproves_AndTheReportAgreesWithTheOutbox()
    {
        await using var portal = await Portal.StartAsync("demo", settings: AnyHour);
        await using var asha = await Visitor.ToAsync(portal);
        await asha.SignInAsync(Asha);
        var page = asha.Page;

        await asha.Link("Notifications").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Notifications", Exact = true })).ToBeVisibleAsync();
        await Pictures.TakeAsync(page, "notify-empty");
        await asha.ScanAsync();

        // A phone of one's own, for the test.
        await asha.GoAsync("/notifications/test-devices");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("My Pixel");
        await page.GetByLabel("Token", new() { Exact = true }).FillAsync("ashas-own-phone-1");
        await asha.Button("Add phone").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "My Pixel" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".count")).ToHaveTextAsync("0 of 60"); // the field is empty again
        await asha.ScanAsync();

        await asha.GoAsync("/notifications/new");
        await page.GetByLabel("Audience", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "All customers" });
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("दिवाली पर ₹1,500 की छूट 🎉");
        await page.GetByLabel("Message", new() { Exact = true }).FillAsync("Croma में ₹10,000 से ऊपर। Hello {{city}}!");
        await page.GetByLabel("Link", new() { Exact = true }).FillAsync("https://elsewhere.example/win");
        await asha.Button("Review").ClickAsync();
        await Assertions.Expect(page.GetByText("This leads elsewhere").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("has no value for everybody").First).ToBeVisibleAsync();
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, "notify-refused");

        await page.GetByLabel("Link", new() { Exact = true }).FillAsync("");
        await page.GetByLabel("Default of city").FillAsync("India");
        await asha.Button("Send test").ClickAsync();
        await Assertions.Expect(page.GetByText("My Pixel: Accepted")).ToBeVisibleAsync();
        Assert.Contains(await portal.OutboxAsync(), message => message.To == "ashas-own-phone-1" && message.Title == "दिवाली पर ₹1,500 की छूट 🎉" && message.Body.Contains("Hello India!", StringComparison.Ordinal));

        await page.GetByLabel("Messages a minute").FillAsync("60000");
        await asha.Button("Review").ClickAsync();
        await Assertions.Expect(asha.Button("Send")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Another person has to approve it", new() { Exact = true })).ToBeVisibleAsync();
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, "notify-reviewed");
        await asha.Button("Send").ClickAsync();
        await page.WaitForAddressAsync("/notifications/[0-9a-f]{32}$");
        await Assertions.Expect(page.GetByText("You wrote or changed this one")).ToBeVisibleAsync();
        await asha.ScanAsync();
        var address = new Uri(page.Url).AbsolutePath;

        await using var vikram = await Visitor.ToAsync(portal);
        await vikram.SignInAsync(Vikram);
        await vikram.GoAsync(address);
        await Assertions.Expect(vikram.Button("Approve")).ToBeVisibleAsync();
        await vikram.ScanAsync();
        await Pictures.TakeAsync(vikram.Page, "notify-approve");
        await vikram.Button("Approve").ClickAsync();
        await Assertions.Expect(vikram.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("people now");
        await vikram.ScanAsync();
        await vikram.Button("Approve and send").ClickAsync();

        await Assertions.Expect(page.Locator(".title-line").GetByText("Finished")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, "notify-report");

        // Outbox, ledger (as CSV) and report agree to the last recipient.
        var waiting = page.WaitForDownloadAsync();
        await asha.Link("Download CSV").ClickAsync();
        var lines = (await File.ReadAllLinesAsync(await (await waiting).PathAsync())).Skip(1).ToList();
        var sent = (await portal.OutboxAsync()).Where(message => message is { Channel: "push", Reason: "SendMessages" } && message.To != "ashas-own-phone-1").ToList();
        Assert.Equal(sent.Count, sent.Select(message => message.To).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(sent.Count, lines.Count(line => line.Contains(",Accepted,", StringComparison.Ordinal)));
        var accepted = await Accepted(page).InnerTextAsync();
        Assert.Equal(sent.Count, int.Parse(accepted.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));
        Assert.Empty(asha.Complaints);
    }

    [Fact]
    public async Task ServiceProvider_SendsToFollowersOfTheirShop_StopsHalfWay_AndSeesTheirOwnAlone()
    {
        await using var portal = await Portal.StartAsync("demo", settings: new Dictionary<string, string>(AnyHour, StringComparer.Ordinal) { ["Notifications__ApprovalAbove"] = "100000" });
        await using var rohan = await Visitor.ToAsync(portal);
        await rohan.SignInAsync(Rohan);
        var page = rohan.Page;

        // To the followers of a shop, in a minute or two; it goes out while he does something else.
        var when = NextMinute();
        await rohan.GoAsync("/notifications/new");
        await page.GetByLabel("Audience", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "Followers of shops" });
        await page.GetByLabel("Shops", new() { Exact = true }).FillAsync("Volt");
        await page.GetByRole(AriaRole.Option).Filter(new() { HasText = "Volt" }).First.ClickAsync();
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Evening at Volt & Wire");
        await page.GetByLabel("Message", new() { Exact = true }).FillAsync("Doors open at seven.");
        await page.GetByLabel("When", new() { Exact = true }).FillAsync(when.ToString("dd/MM/yyyy, h:mm tt", CultureInfo.InvariantCulture).ToLowerInvariant());
        await rohan.Button("Review").ClickAsync();
        await rohan.Button("Send").ClickAsync();
        await page.WaitForAddressAsync("/notifications/[0-9a-f]{32}$");
        await Assertions.Expect(page.Locator(".title-line").GetByText("Scheduled")).ToBeVisibleAsync();
        await rohan.ScanAsync();
        await Pictures.TakeAsync(page, "notify-scheduled");
        var planned = new Uri(page.Url).AbsolutePath;

        await rohan.GoAsync("/notifications/new");
        await page.GetByLabel("Audience", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "Followers of anything assigned to you" });
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Weekend offers");
        await page.GetByLabel("Message", new() { Exact = true }).FillAsync("Two days, all shops.");
        await page.GetByLabel("Messages a minute").FillAsync("120");
        await rohan.Button("Review").ClickAsync();
        await rohan.Button("Send").ClickAsync();
        await page.WaitForAddressAsync("/notifications/[0-9a-f]{32}$");
        await Assertions.Expect(page.Locator(".title-line").GetByText("Sending")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(Accepted(page)).Not.ToHaveTextAsync("0", new() { Timeout = 30_000 });
        await rohan.ScanAsync();
        await Pictures.TakeAsync(page, "notify-sending");
        await rohan.Button("Stop sending").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Stop it" }).ClickAsync();
        await Assertions.Expect(page.Locator(".title-line").GetByText("Stopped")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await rohan.ScanAsync();
        var sent = (await portal.OutboxAsync()).Count(message => message is { Channel: "push", Title: "Weekend offers" });
        await Assertions.Expect(Accepted(page)).ToHaveTextAsync(sent.ToString(CultureInfo.InvariantCulture));

        await rohan.GoAsync(planned);
        await Assertions.Expect(page.Locator(".title-line").GetByText("Finished")).ToBeVisibleAsync(new() { Timeout = 240_000 });
        var evening = (await portal.OutboxAsync()).Where(message => message is { Channel: "push", Title: "Evening at Volt & Wire" }).ToList();
        Assert.NotEmpty(evening);
        Assert.All(evening, message => Assert.True(message.At >= when, $"{message.At:O} is before {when:O}"));
        Assert.Equal(evening.Count, evening.Select(message => message.To).Distinct(StringComparer.Ordinal).Count());
        await Assertions.Expect(Accepted(page)).ToHaveTextAsync(evening.Count.ToString(CultureInfo.InvariantCulture));
        Assert.Empty(rohan.Complaints);
    }

    /// <summary>An impatient hand presses Review again where it stood; and a time is typed that nobody can read.</summary>
    [Fact]
    public async Task Review_PressedAgainAtTheSamePlace_SendsNothing_AndWhatCannotBeReadBlocksEverything()
    {
        await using var portal = await Portal.StartAsync("demo", settings: new Dictionary<string, string>(AnyHour, StringComparer.Ordinal) { ["Notifications__ApprovalAbove"] = "100000" });
        await using var asha = await Visitor.ToAsync(portal);
        await asha.SignInAsync(Asha);
        var page = asha.Page;
        await asha.GoAsync("/notifications/new");
        await page.GetByLabel("Audience", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "All customers" });
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("Slow double click");
        await page.GetByLabel("Message", new() { Exact = true }).FillAsync("Nobody meant to send this yet.");

        foreach (var typed in (string[])["tomorrow 11:00", "31/02/2027"])
        {
            await page.GetByLabel("When", new() { Exact = true }).FillAsync(typed);
            foreach (var press in (string[])["Review", "Save draft", "Send test"])
            {
                await asha.Button(press).ClickAsync();
                await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Send" })).ToContainTextAsync("When cannot be read");
            }

            await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        }

        await asha.ScanAsync();
        await Pictures.TakeAsync(page, "notify-unreadable");
        await page.GetByLabel("When", new() { Exact = true }).FillAsync("");
        await page.GetByLabel("When", new() { Exact = true }).BlurAsync();
        await Assertions.Expect(page.GetByText("cannot be read")).ToHaveCountAsync(0);

        var review = await asha.Button("Review").BoundingBoxAsync() ?? throw new InvalidOperationException("There is no Review.");
        var (x, y) = (review.X + (review.Width / 2), review.Y + (review.Height / 2));
        foreach (var pause in (int[])[0, 350, 600, 1_000])
        {
            await page.Mouse.ClickAsync(x, y);
            await page.WaitForTimeoutAsync(pause); // the hand's own
            await page.Mouse.ClickAsync(x, y);
            var send = asha.Button("Send");
            await Assertions.Expect(send).ToBeEnabledAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(1);
            var place = await send.BoundingBoxAsync() ?? throw new InvalidOperationException("There is no Send.");
            Assert.False(x >= place.X && x <= place.X + place.Width && y >= place.Y && y <= place.Y + place.Height, "Send stands where Review stood.");
            Assert.EndsWith("/notifications/new", page.Url, StringComparison.Ordinal);
            await asha.ScanAsync();
            await Pictures.TakeAsync(page, "notify-step");
            await asha.Button("Back to the text").ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        }

        // Sent on purpose, and taken back in time.
        await asha.Button("Review").ClickAsync();
        await asha.Button("Send").ClickAsync();
        await page.WaitForAddressAsync("/notifications/[0-9a-f]{32}$");
        await Assertions.Expect(page.GetByRole(AriaRole.Timer)).ToContainTextAsync("Goes out in");
        await asha.ScanAsync();
        await asha.Button("Undo send").ClickAsync();
        await Assertions.Expect(page.Locator(".title-line").GetByText("Draft")).ToBeVisibleAsync();
        Assert.DoesNotContain(await portal.OutboxAsync(), message => message.Title == "Slow double click");
        Assert.Empty(asha.Complaints);
    }

    private static ILocator Accepted(IPage page) => page.Locator(".bars li").Filter(new() { HasText = "Accepted" }).Locator("b");

    // A full minute in India, far enough ahead to write the message until then.
    private static DateTimeOffset NextMinute()
    {
        var soon = DateTimeOffset.UtcNow.AddSeconds(120).ToOffset(TimeSpan.FromHours(5.5));
        return soon.AddTicks(-(soon.Ticks % TimeSpan.TicksPerMinute));
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1440, ColorScheme.Dark)]
    public async Task Pages_InEverySize_HaveNoViolation(int width, ColorScheme scheme)
    {
        await using var portal = await Portal.StartAsync("demo", settings: AnyHour);
        await using var visitor = await Visitor.ToAsync(portal, width, 800, scheme);
        await visitor.SignInAsync(Vikram);
        var page = visitor.Page;
        await visitor.GoAsync("/notifications/texts");
        await Assertions.Expect(page.GetByText("Offer at a shop")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await visitor.ScanAsync();
        await Pictures.TakeAsync(page, $"notify-texts-{width}-{scheme}");
        await visitor.GoAsync("/notifications/new");
        await page.GetByText("SMS", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("Registered text").SelectOptionAsync(new SelectOptionValue { Label = "ऑफ़र, हिन्दी · CLBSHP" });
        await page.GetByLabel("Variable 1").FillAsync("जूते");
        await page.GetByLabel("Variable 2").FillAsync("₹500");
        await page.GetByLabel("Variable 3").FillAsync("30 नवंबर");
        await page.GetByLabel("Variable 3").BlurAsync();
        await Assertions.Expect(page.GetByText("travels as Unicode").First).ToBeVisibleAsync();
        await visitor.ScanAsync();
        await Pictures.TakeAsync(page, $"notify-sms-{width}-{scheme}");
        await visitor.GoAsync("/notifications");
        await visitor.ScanAsync();
        Assert.Empty(visitor.Complaints);
    }
}
