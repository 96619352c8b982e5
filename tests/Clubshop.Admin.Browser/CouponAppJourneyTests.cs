using System.Text;
using System.Text.RegularExpressions;
using Clubshop.Admin.Ops;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>
/// A code's whole way, over three processes: an administrator imports it in the portal, a customer's app gets it from the end users' server, a shop's till
/// redeems it there, and the portal shows by whom and when.
/// </summary>
public sealed partial class CouponAppJourneyTests
{
    private const string Password = "Rasam-Vadai-2026";

    // The second customer after the first: confirmed, a verified e-mail address, no authenticator.
    private static readonly DemoCustomer Customer = DemoCustomers.Of(2, DateTimeOffset.UnixEpoch);
    private static readonly string Offer = DemoCatalog.IdOf("offer", "iron-lotus-20");
    private static readonly string[] Codes = ["LOTUS4001", "LOTUS4002", "LOTUS4003"];

    [Fact]
    public async Task Code_ImportedByAnAdministrator_ReachesTheCustomer_TheTill_AndThePageAgain()
    {
        await using var portal = await Portal.StartAsync("demo", new Dictionary<string, string> { ["LocalAws__Port"] = "0", ["LocalAws__MemcachedPort"] = "0" });
        var (aws, memcached) = await portal.ForOthers;
        await using var server = await EndUsersServer.StartAsync(aws, memcached);
        await using var rohan = await Visitor.ToAsync(portal, 1280, 900);
        await rohan.SignInAsync((await portal.AccountsAsync()).First(account => account.Role == "Administrators").Email);
        var page = rohan.Page;

        // The administrator makes a pool of the shop's codes.
        await rohan.GoAsync($"/offers/{Offer}/coupons");
        await rohan.Button("Import codes").ClickAsync();
        await page.GetByLabel("File", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "lotus.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("code\n" + string.Join('\n', Codes)) });
        await page.GetByLabel("Pool name").FillAsync("Shop cards");
        await rohan.Button("Import 3 codes").ClickAsync();
        await Assertions.Expect(page.GetByText("Import finished", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Assertions.Expect(Tile(page, "Free")).ToHaveTextAsync(new Regex(@"^\s*Free\s*3\D"));

        // The shop's till gets an API client.
        var made = await portal.OpsAsync("api-client", "create", "--name", "Iron Lotus till", "--scopes", "coupons.redeem");

        // A customer sets a password with the code in their mail, signs in, and sees the offer.
        using var app = new CustomersApp(aws, server.Address);
        await DemoIsThereAsync(rohan);
        await app.ForgotPasswordAsync(Customer.Username);
        var mail = (await portal.OutboxAsync()).Last(message => message.To == Customer.Attributes["email"]);
        await app.SetPasswordAsync(Customer.Username, SixDigits().Match(mail.Body).Value, Password);
        await app.SignInAsync(Customer.Username, Password);
        var offer = await app.OfferAsync(Offer);

        // Asked twice, it is one coupon, and a code of the pool.
        var (first, coupon) = await app.GetCouponAsync((string)offer["slug"]!);
        var (second, again) = await app.GetCouponAsync(Offer);
        var code = (string)coupon["code"]!;
        Assert.Equal((201, 200, code), (first, second, (string)again["code"]!));
        Assert.Contains(code, Codes);
        Assert.Equal(code, (string)Assert.Single(await app.CouponsAsync(), mine => (string?)mine!["offer"] == Offer)!["code"]!);

        // The till of the shop takes it once, however it is typed; sent again it is the same redemption.
        using var till = new Till(server.Address, Printed(made, "client_id"), Printed(made, "client_secret"));
        var (redeemed, answer) = await till.RedeemAsync(Offer, code.ToLowerInvariant().Insert(5, " "), "till-1-0001");
        Assert.Equal((200, "redeemed", false), (redeemed, (string)answer["state"]!, (bool)answer["repeated"]!));
        var (repeated, same) = await till.RedeemAsync(Offer, code, "till-1-0001");
        Assert.Equal((200, true), (repeated, (bool)same["repeated"]!));
        var (refused, problem) = await till.RedeemAsync(Offer, code, "till-1-0002");
        Assert.Equal((409, "already-redeemed"), (refused, (string)problem["code"]!));
        Assert.Equal("redeemed", (string)Assert.Single(await app.CouponsAsync(), mine => (string?)mine!["offer"] == Offer)!["state"]!);

        // The page has the stock, and who redeemed it when.
        await rohan.GoAsync($"/offers/{Offer}/coupons");
        await Assertions.Expect(Tile(page, "Free")).ToHaveTextAsync(new Regex(@"^\s*Free\s*2\D"));
        await Assertions.Expect(Tile(page, "Issued")).ToHaveTextAsync(new Regex(@"^\s*Issued\s*0\D"));
        await Assertions.Expect(Tile(page, "Redeemed")).ToHaveTextAsync(new Regex(@"^\s*Redeemed\s*1\D"));
        await Assertions.Expect(page.GetByText("2 of 3 codes left").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Shop cards", Exact = true }).ClickAsync();
        var row = page.Locator("tr", new() { HasText = $"Redeemed by Customer {Customer.Sub[..8]}" });
        await Assertions.Expect(row).ToContainTextAsync("Iron Lotus till");
        await Assertions.Expect(row.Locator("time")).ToHaveAttributeAsync("datetime", new Regex($"^{Regex.Escape(((string)answer["redeemedAt"]!)[..16])}"));
        await rohan.ScanBothAsync();
        await Pictures.TakeAsync(page, "coupons-redeemed");

        await rohan.Button("Look up").ClickAsync();
        await page.GetByLabel("Code", new() { Exact = true }).FillAsync(code);
        await rohan.Button("Find code").ClickAsync();
        await Assertions.Expect(page.Locator("#look-up")).ToContainTextAsync("by Iron Lotus till");
        await rohan.ScanBothAsync();

        // On a phone it fits.
        await page.SetViewportSizeAsync(360, 760);
        await Assertions.Expect(row).ToBeVisibleAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        await rohan.ScanBothAsync();
        await Pictures.TakeAsync(page, "coupons-redeemed-360");

        // The list of offers says what is left.
        await page.SetViewportSizeAsync(1280, 900);
        await rohan.GoAsync("/offers?stock=low");
        await Assertions.Expect(page.Locator("tbody tr", new() { Has = page.Locator($"a[href='/offers/{Offer}']") })).ToContainTextAsync("2 left");
        await rohan.ScanBothAsync();
        await Pictures.TakeAsync(page, "offers-stock");

        Assert.DoesNotContain("LOTUS40", portal.AllOutput, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("LOTUS40", server.Output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Customer.Username, server.Output, StringComparison.OrdinalIgnoreCase);
    }

    // The demo's coupons are made last, after its customers, while the portal runs already.
    private static async Task DemoIsThereAsync(Visitor visitor)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        do
        {
            await visitor.GoAsync($"/offers/{DemoCatalog.IdOf("offer", "kanha-stays-16")}/coupons");
            await Assertions.Expect(visitor.Page.GetByText("A customer", new() { Exact = true })).ToBeVisibleAsync();
        }
        while (await visitor.Page.GetByText("First guests").CountAsync() == 0 && await timer.WaitForNextTickAsync(patience.Token));
    }

    private static ILocator Tile(IPage page, string label) => page.Locator(".tile", new() { Has = page.GetByText(label, new() { Exact = true }) });

    private static string Printed(string lines, string name) => lines.Split('\n').Select(line => line.Trim()).Single(line => line.StartsWith(name + " ", StringComparison.Ordinal))[name.Length..].Trim();

    [GeneratedRegex(@"\b[0-9]{6}\b", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SixDigits();
}
