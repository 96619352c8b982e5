using System.Text;
using System.Text.RegularExpressions;
using Clubshop.Admin.Ops;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>An administrator gives an offer coupons: generates a pool, imports codes and watches it, issues one, looks it up and voids it.</summary>
public sealed class CouponsJourneyTests
{
    private static readonly string Offer = DemoCatalog.IdOf("offer", "iron-lotus-20");
    private static readonly DemoCustomer Person = DemoCustomers.Of(0, DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task Administrator_MakesImportsIssuesLooksUpAndVoids()
    {
        await using var portal = await Portal.StartAsync();
        await using var rohan = await Visitor.ToAsync(portal, 1280, 900);
        await rohan.SignInAsync((await portal.AccountsAsync()).First(account => account.Role == "Administrators").Email);
        var page = rohan.Page;

        // From the offer to its coupons.
        await rohan.GoAsync("/offers/" + Offer);
        await rohan.Link("Add coupons").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Coupons", Exact = true, Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("This offer has no coupon")).ToBeVisibleAsync();
        await rohan.ScanAsync();
        await LooksAsync(page, "coupons-none");

        // A generated pool.
        await rohan.Button("Generate").ClickAsync();
        await page.GetByLabel("Pool name").FillAsync("Night shift");
        await page.GetByLabel("Count").FillAsync("60");
        await page.GetByLabel("Prefix").FillAsync("gym");
        await page.GetByLabel("Prefix").BlurAsync();
        await rohan.ScanAsync();
        await LooksAsync(page, "coupons-generate");
        await rohan.Button("Generate 60 codes").ClickAsync();
        await Assertions.Expect(page.GetByText("Codes generated", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(page.GetByText("1 to 25 of 60")).ToBeVisibleAsync();
        await rohan.ScanAsync();

        // Codes of the shop, from a file: what is wrong is said before, and watched.
        await rohan.Button("Import codes").ClickAsync();
        await rohan.ScanAsync();
        await LooksAsync(page, "coupons-import");
        await page.GetByLabel("File", new() { Exact = true }).SetInputFilesAsync(new FilePayload
        {
            Name = "lotus.csv",
            MimeType = "text/csv",
            Buffer = Encoding.UTF8.GetBytes("code,till\nLOTUS-0001,1\nlotus 0001,1\nLOTUS-0002,1\nx,2\n" + string.Concat(Enumerable.Range(3, 500).Select(n => $"LOTUS-{n:0000},1\n"))),
        });
        await Assertions.Expect(page.GetByText("502 codes can be added")).ToBeVisibleAsync();
        await page.GetByText("Which lines are left out").ClickAsync();
        await Assertions.Expect(page.GetByText("The same code as in line 2")).ToBeVisibleAsync();
        await rohan.ScanAsync();
        await LooksAsync(page, "coupons-import-check");
        await rohan.Button("Import 502 codes").ClickAsync();
        await Assertions.Expect(page.GetByText("Import finished", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "2 lines left out" })).ToBeVisibleAsync();
        await rohan.ScanAsync();
        await LooksAsync(page, "coupons-imported");

        // One by hand.
        await rohan.Button("Issue").ClickAsync();
        await page.GetByLabel("Customer", new() { Exact = true }).FillAsync("+91 70000 00000");
        await page.GetByLabel("Reason").FillAsync("Card did not work at the till");
        await rohan.Button("Issue coupon").ClickAsync();
        await Assertions.Expect(page.GetByText("Ishaani V. has a coupon now")).ToBeVisibleAsync();
        await rohan.Button("Show the code").ClickAsync();
        var shown = page.Locator("#issue [data-gone-in]");
        await Assertions.Expect(shown).ToBeVisibleAsync();
        var code = (await shown.TextContentAsync())!.Trim();
        await rohan.ScanAsync();
        await LooksAsync(page, "coupons-issue");

        // Found however it is written, and voided.
        await rohan.Button("Look up").ClickAsync();
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync(code.ToLowerInvariant().Replace(' ', '-'));
        await rohan.Button("Find code").ClickAsync();
        await Assertions.Expect(page.Locator("#look-up").GetByText("Card did not work at the till")).ToBeVisibleAsync();
        await rohan.ScanAsync();
        await LooksAsync(page, "coupons-look-up");
        await page.Locator("#look-up").GetByRole(AriaRole.Button, new() { Name = "Void this coupon" }).ClickAsync();
        await page.GetByLabel("Reason").FillAsync("Given to the wrong person");
        await rohan.ScanAsync();
        await LooksAsync(page, "coupons-void");
        await rohan.Button("Void coupon").ClickAsync();
        var asked = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(asked).ToContainTextAsync("It can no longer be redeemed.");
        await rohan.ScanAsync();
        await asked.GetByRole(AriaRole.Button, new() { Name = "Void coupon", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Coupon voided")).ToBeVisibleAsync();
        Assert.DoesNotContain(code.Replace(" ", "", StringComparison.Ordinal), page.Url, StringComparison.OrdinalIgnoreCase);

        // Whose it was is in the list of its pool; the history has no whole code.
        await page.GetByRole(AriaRole.Link, new() { Name = "Night shift", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByText("Voided, was Customer").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Given to the wrong person").First).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".log").First).ToContainTextAsync("voided one of them");
        Assert.DoesNotContain(code.Replace(" ", "", StringComparison.Ordinal), await page.Locator("main").TextContentAsync() ?? "", StringComparison.OrdinalIgnoreCase);
        await rohan.ScanAsync();
        await LooksAsync(page, "coupons");

        // The offer says what is left.
        await rohan.GoAsync("/offers/" + Offer);
        await Assertions.Expect(page.GetByText(new Regex("561 codes"))).ToBeVisibleAsync();
        await rohan.ScanAsync();
        await LooksAsync(page, "coupons-offer");
        Assert.DoesNotContain("LOTUS", portal.AllOutput, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(code.Replace(" ", "", StringComparison.Ordinal), portal.AllOutput, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task Page_OfTheDemo_FitsItsWidthAndIsAccessible(int width, ColorScheme scheme)
    {
        await using var portal = await Portal.StartAsync();
        await using var rohan = await Visitor.ToAsync(portal, width, 900, scheme);
        await rohan.SignInAsync((await portal.AccountsAsync()).First(account => account.Role == "Administrators").Email);
        foreach (var (offer, name) in new[] { ("volt-and-wire-9", "pool"), ("kanha-stays-16", "low"), ("filter-coffee-23", "shared") })
        {
            await rohan.GoAsync($"/offers/{DemoCatalog.IdOf("offer", offer)}/coupons");
            await Assertions.Expect(rohan.Page.GetByText("Redeemed", new() { Exact = true }).First).ToBeVisibleAsync(new() { Timeout = 30_000 });
            await Assertions.Expect(rohan.Page.Locator(".thin:not(.off)")).ToHaveCountAsync(0);
            await rohan.ScanAsync();
            Assert.Equal(0, await rohan.Page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
            await Pictures.TakeAsync(rohan.Page, $"coupons-{name}-{width}-{scheme.ToString().ToLowerInvariant()}");
        }

        foreach (var task in new[] { "generate", "import", "issue", "void", "lookup", "settings" })
        {
            await rohan.GoAsync($"/offers/{DemoCatalog.IdOf("offer", "volt-and-wire-9")}/coupons?do={task}");
            await Assertions.Expect(rohan.Page.Locator("main form")).ToHaveCountAsync(1);
            await rohan.ScanAsync();
            Assert.Equal(0, await rohan.Page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
            await Pictures.TakeAsync(rohan.Page, $"coupons-{task}-{width}-{scheme.ToString().ToLowerInvariant()}");
        }
    }

    private static Task LooksAsync(IPage page, string name) => Pictures.TakeAsync(page, name);
}
