using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>A send that did not reach all is sent again to the others; a copy of it finds that everybody has had enough this week.</summary>
public sealed class SendAgainJourneyTests
{
    private const string Asha = "asha.rao@clubshop.example";
    private const string Title = "Winter evening at Volt";

    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["Notifications__PushOpens"] = "00:00",
        ["Notifications__PushCloses"] = "24:00",
        ["Notifications__ApprovalAbove"] = "100000",
        ["Notifications__UndoSeconds"] = "0",
        ["Notifications__Tries"] = "1",
        ["Notifications__MaxPerWeek"] = "1",
    };

    [Fact]
    public async Task SendAgain_ReachesTheOthersAlone_AndADuplicateNobodyWhoHadEnough()
    {
        await using var portal = await Portal.StartAsync("demo", settings: Settings);
        await using var asha = await Visitor.ToAsync(portal);
        await asha.SignInAsync(Asha);
        var page = asha.Page;
        await FailAsync(portal, 0.4);

        await asha.GoAsync("/notifications/new");
        await page.GetByLabel("Audience", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = "All customers" });
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync(Title);
        await page.GetByLabel("Message", new() { Exact = true }).FillAsync("Doors open at seven.");
        await page.GetByLabel("Messages a minute").FillAsync("60000");
        await SendAsync(asha);
        var first = new Uri(page.Url).AbsolutePath;
        var (all, refused) = (await OutcomeAsync(page, "Accepted") + await OutcomeAsync(page, "Refused"), await OutcomeAsync(page, "Refused"));
        Assert.InRange(refused, 1, all - 1);
        await FailAsync(portal, 0);

        await asha.Link("Send again to those not reached").ClickAsync();
        await Assertions.Expect(page.GetByText($"Again of “{Title}”")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Title", new() { Exact = true })).ToHaveValueAsync(Title);
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, "notify-again");
        await SendAsync(asha);
        Assert.InRange(await OutcomeAsync(page, "Accepted"), 1, refused);
        Assert.Equal(0, await OutcomeAsync(page, "Refused"));
        await Assertions.Expect(page.GetByText("Again of", new() { Exact = true })).ToBeVisibleAsync();
        await asha.ScanAsync();
        await NobodyTwiceAsync(portal);
        var reached = (await portal.OutboxAsync()).Count(message => message.Title == Title);

        await asha.GoAsync(first);
        await Assertions.Expect(page.GetByText("Sent again as")).ToBeVisibleAsync();
        await Assertions.Expect(asha.Link("Send again to those not reached")).ToHaveCountAsync(0);

        // From the list: found by its message, the first of the two by time.
        await asha.GoAsync("/notifications?q=doors&channel=push&sort=recipients");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, "notify-list");
        await page.GetByRole(AriaRole.Button, new() { Name = $"More for {Title}" }).Last.ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Duplicate" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Audience", new() { Exact = true }).Locator("option:checked")).ToHaveTextAsync("All customers");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Coming up, and sent lately" })).ToBeVisibleAsync();
        await asha.Button("Review").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync(new Regex("[0-9,]+ people had 1 this week and get nothing"));
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync(new Regex("About [0-9,]+ of the [0-9,]+ people"));
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, "notify-limit");
        await asha.Button("Send").ClickAsync();
        await FinishedAsync(page);
        Assert.InRange(await OutcomeAsync(page, "Had enough"), 1, all);
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, "notify-enough");
        await NobodyTwiceAsync(portal);
        Assert.InRange((await portal.OutboxAsync()).Count(message => message.Title == Title), reached, all);
        Assert.Empty(asha.Complaints);
    }

    private static async Task SendAsync(Visitor visitor)
    {
        await visitor.Button("Review").ClickAsync();
        await visitor.Button("Send").ClickAsync();
        await FinishedAsync(visitor.Page);
    }

    private static async Task FinishedAsync(IPage page)
    {
        await page.WaitForAddressAsync("/notifications/[0-9a-f]{32}$");
        await Assertions.Expect(page.Locator(".title-line").GetByText("Finished")).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    private static async Task<int> OutcomeAsync(IPage page, string outcome) => int.Parse(
        await page.Locator(".bars li").Filter(new() { HasText = outcome }).Locator("b").InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private static async Task NobodyTwiceAsync(Portal portal)
    {
        var sent = (await portal.OutboxAsync()).Where(message => message.Title == Title).Select(message => message.To).ToList();
        Assert.Equal(sent.Count, sent.Distinct(StringComparer.Ordinal).Count());
    }

    private static async Task FailAsync(Portal portal, double probability)
    {
        using var http = new HttpClient { BaseAddress = portal.Address };
        object[] rules = probability > 0 ? [new { kind = "Delivery", status = "TEMPORARY_FAILURE", probability }] : [];
        (await http.PutAsJsonAsync("/local/faults", new { seed = 7, rules })).EnsureSuccessStatusCode();
    }
}
