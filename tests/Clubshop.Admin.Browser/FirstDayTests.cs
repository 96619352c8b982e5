using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>The first day with the portal, as the README promises it, up to and beyond a power cut.</summary>
public sealed class FirstDayTests
{
    private const string Asha = "asha.rao@clubshop.example";

    [Fact]
    public async Task FirstDay_FromSignInToPowerCut_LosesNothing()
    {
        await using var portal = await Portal.StartAsync();
        await using (var visitor = await Visitor.ToAsync(portal))
        {
            await visitor.SignInWithoutPhoneAsync(Asha);
            await visitor.ScanAsync();

            await ImportAsync(visitor, "categories", "categories.csv", 306);
            await ImportAsync(visitor, "shops", "shops-india.csv", 399);
            await SearchAsync(visitor, "khana khazana", expected: null);
            await SearchAsync(visitor, "croma", "Cromā");

            await CreateOfferAsync(visitor);
            await ChangeOfferAsync(visitor);
            await SeeInAuditAsync(visitor);
            Assert.Empty(visitor.Complaints);

            visitor.ExpectLostConnection();
            await portal.KillAsync();
        }

        await portal.StartAsync();
        await using var next = await Visitor.ToAsync(portal);
        await next.SignInAsync(Asha);
        await next.GoAsync("/offers?q=" + Uri.EscapeDataString("Diwali lights"));
        await next.Link("Diwali lights, flat 30% off").ClickAsync();
        await Assertions.Expect(next.Page.GetByLabel("Value", new() { Exact = true })).ToHaveValueAsync(new Regex("^30"));
        await next.GoAsync("/shops");
        await Assertions.Expect(next.Page.GetByText(new Regex(@"of 411\b"))).ToBeVisibleAsync(); // 399 and the demo's 12
        await SeeInAuditAsync(next);
        Assert.Empty(next.Complaints);
    }

    private static async Task ImportAsync(Visitor visitor, string kind, string file, int rows)
    {
        var text = await ImportOnceAsync(visitor, kind, file, rows);
        Assert.Equal((rows, 0, 0, 0), Counts(text));

        text = await ImportOnceAsync(visitor, kind, file, rows);
        Assert.Equal((0, 0, rows, 0), Counts(text));
    }

    private static async Task<string> ImportOnceAsync(Visitor visitor, string kind, string file, int rows)
    {
        await visitor.GoAsync("/" + kind);
        await visitor.Link("Import").ClickAsync();
        await visitor.Page.WaitForAddressAsync($"/{kind}/import");
        await visitor.Page.GetByLabel("File", new() { Exact = true }).SetInputFilesAsync(Path.Combine(Data, file));
        var button = visitor.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex(@"^Import [\d,]+ rows?$") });
        await button.WaitForAsync();
        await visitor.ScanAsync();
        await button.ClickAsync();
        await visitor.Page.GetByText("Import finished", new() { Exact = true }).WaitForAsync(new() { Timeout = 60_000 });
        await visitor.ScanAsync();
        return await visitor.Page.Locator("main").InnerTextAsync();
    }

    // "306 created, 0 changed …" in whatever order number and word stand beside each other.
    private static (int Created, int Changed, int Unchanged, int Refused) Counts(string text) =>
        (Count(text, "created"), Count(text, "changed"), Count(text, "unchanged"), Count(text, "refused"));

    private static int Count(string text, string word)
    {
        var match = Regex.Match(text, $@"(?<n>[\d,]+)\s+{word}\b|\b{word}\s+(?<n>[\d,]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture);
        Assert.True(match.Success, $"No count of \"{word}\" in: {text}");
        return int.Parse(match.Groups["n"].Value.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task SearchAsync(Visitor visitor, string query, string? expected)
    {
        await visitor.GoAsync("/shops");
        await visitor.Page.GetByLabel("Search", new() { Exact = true }).FillAsync(query);
        await visitor.Page.WaitForAddressAsync("/shops\\?.*q=");
        if (expected is null)
            await Assertions.Expect(visitor.Page.GetByText(new Regex("^No shop matches"))).ToBeVisibleAsync();
        else
            await Assertions.Expect(visitor.Link(expected).First).ToBeVisibleAsync();
        await visitor.ScanAsync();
    }

    private static async Task CreateOfferAsync(Visitor visitor)
    {
        await visitor.GoAsync("/offers");
        await visitor.ScanAsync();
        await visitor.Link("New offer").ClickAsync();
        await visitor.Page.WaitForAddressAsync("/offers/new");
        await visitor.Page.GetByLabel("Title", new() { Exact = true }).FillAsync("Diwali lights, flat 20% off");
        var shop = visitor.Page.GetByLabel("Shop", new() { Exact = true });
        await shop.ClickAsync();
        await shop.PressSequentiallyAsync("croma");
        await visitor.Page.GetByRole(AriaRole.Option, new() { NameRegex = new Regex("^Crom") }).First.ClickAsync();
        await visitor.Page.GetByLabel("Value", new() { Exact = true }).FillAsync("20");
        await visitor.Page.GetByLabel("Landing page", new() { Exact = true }).FillAsync("https://www.croma.example/diwali");
        await visitor.ScanAsync();
        await visitor.Button("Save").ClickAsync();
        await visitor.Page.WaitForAddressAsync("/offers/[0-9a-f]{32}$");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Diwali lights, flat 20% off");
        await visitor.ScanAsync();
    }

    private static async Task ChangeOfferAsync(Visitor visitor)
    {
        await visitor.Page.GetByLabel("Title", new() { Exact = true }).FillAsync("Diwali lights, flat 30% off");
        await visitor.Page.GetByLabel("Value", new() { Exact = true }).FillAsync("30");
        await visitor.Page.GetByLabel("Value", new() { Exact = true }).PressAsync("Tab");
        await visitor.Button("Save").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Diwali lights, flat 30% off");
    }

    private static async Task SeeInAuditAsync(Visitor visitor)
    {
        await visitor.GoAsync("/audit");
        await Assertions.Expect(visitor.Page.GetByText("Diwali lights, flat 30% off").First).ToBeVisibleAsync();
        await visitor.ScanAsync();
    }

    private static string Data { get; } = FindData();

    private static string FindData()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Clubshop.Admin.sln")))
                return Path.Combine(folder.FullName, "docs", "data");
        }

        throw new InvalidOperationException("docs/data is not to be found above the tests.");
    }
}
