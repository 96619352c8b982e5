using System.Globalization;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>Pages with scripts, opened and left while the scripts are still being attached.</summary>
public sealed class LostAnswersTests
{
    // CLUBSHOP_OPENINGS=100 for the long run.
    private static readonly int Times = int.TryParse(Environment.GetEnvironmentVariable("CLUBSHOP_OPENINGS"), CultureInfo.InvariantCulture, out var times) ? times : 20;

    [Fact]
    public async Task ImportPage_OpenedAndLeftEarly_NeverStopsWorking()
    {
        await using var aws = await FarAws.StartAsync();
        await aws.SlowAsync(100);
        await using var portal = await Portal.StartAsync(settings: aws.Settings, local: aws.Address);
        await using var asha = await Visitor.ToAsync(portal);
        await asha.SignInAsync("asha.rao@clubshop.example");
        await asha.GoAsync("/shops/import");
        await asha.Page.GetByLabel("File", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "far.csv", MimeType = "text/csv", Buffer = "code,name\nfar-1,Far Shop One\n"u8.ToArray() });
        await Assertions.Expect(asha.Button("Import 1 row")).ToBeVisibleAsync();
        var file = new Uri(asha.Page.Url).PathAndQuery;

        // Four pages at once: what they wait for is the way, not the machine.
        var broken = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async n =>
        {
            var page = await asha.AnotherTabAsync();
            await SlowLink.SlowAsync(page, n);
            for (var time = 0; time < Times / 4; time++)
            {
                await page.GotoAsync(new Uri(portal.Address, file).AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
                await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Import 1 row" }).Or(page.GetByText("This page stopped working"))).ToBeVisibleAsync();
                if (await page.GetByText("This page stopped working").CountAsync() > 0)
                    Interlocked.Increment(ref broken);

                // Left as soon as its frame stands, and the page without a file, whose script is asked for at that moment, before it is attached.
                await page.Locator("a.back").ClickAsync();
                await page.GetByRole(AriaRole.Link, new() { Name = "Import", Exact = true }).ClickAsync();
                await page.GetByText("Which columns it may have").WaitForAsync();
                await page.Locator("nav a.item[href='/clubs']").ClickAsync();
                await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Clubs", Exact = true, Level = 1 }).Or(page.GetByText("This page stopped working"))).ToBeVisibleAsync();
                if (await page.GetByText("This page stopped working").CountAsync() > 0)
                    Interlocked.Increment(ref broken);
            }

            await page.CloseAsync();
        }));

        Assert.Equal(0, broken);
        Assert.DoesNotContain("A page failed", portal.AllOutput, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception in circuit", portal.AllOutput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryPage_WhoseScriptsNeverAnswer_Works()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var vikram = await Visitor.ToAsync(portal);
        await SlowLink.SlowAsync(vikram.Page, 9, losesScriptAnswers: true);
        await vikram.SignInAsync("vikram.singh@clubshop.example");

        foreach (var (path, heading) in new[]
        {
            ("/", "Dashboard"), ("/shops/import", "Import shops"), ("/shops/new", "New shop"), ("/offers/new", "New offer"), ("/notifications/new", null), ("/customers", "Customers"),
            ("/staff/new", "Invite someone"), ("/cache", "Cache"), ("/audit", "Audit"), ("/account", "Your account"),
        })
        {
            await vikram.GoAsync(path);
            if (heading is not null)
                await Assertions.Expect(vikram.Page.GetByRole(AriaRole.Heading, new() { Name = heading, Exact = true, Level = 1 })).ToBeVisibleAsync();
            await vikram.Page.Locator("nav a.item[href='/clubs']").ClickAsync();
            await Assertions.Expect(vikram.Page.GetByRole(AriaRole.Heading, new() { Name = "Clubs", Exact = true, Level = 1 })).ToBeVisibleAsync();
        }

        Assert.DoesNotContain("A page failed", portal.AllOutput, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception in circuit", portal.AllOutput, StringComparison.Ordinal);
    }
}
