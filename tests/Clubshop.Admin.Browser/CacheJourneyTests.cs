using System.Text.RegularExpressions;
using Clubshop.Admin.Tests.MasterData.Publishing;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>While the cache is down every page works and says so; when it is back, all pending changes are published.</summary>
public sealed class CacheJourneyTests
{
    private static readonly string[] Pages = ["/", "/offers", "/shops", "/categories", "/clubs", "/staff", "/audit", "/account", "/cache"];

    [Fact]
    public async Task Memcached_StoppedAndStarted_PagesWorkAndPendingChangesFollowWithinTenSeconds()
    {
        using var nodes = await CacheNodes.StartAsync(3);
        using var reader = new RawReader(nodes.Ports);
        await using var portal = await Portal.StartAsync("demo", new Dictionary<string, string> { ["Cache__Nodes"] = string.Join(',', nodes.Addresses) });
        await using var asha = await Visitor.ToAsync(portal);
        await asha.SignInAsync("asha.rao@clubshop.example");
        await asha.GoAsync("/cache");
        await Assertions.Expect(asha.Page.GetByText("All 3 nodes are up to date")).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await asha.ScanAsync();

        // A saved offer is what a reader sees, and the page shows it.
        await asha.GoAsync("/offers?q=peaberry");
        await asha.Page.Locator("table a.name").First.ClickAsync();
        var title = asha.Page.GetByLabel("Title", new() { Exact = true });
        await Assertions.Expect(title).ToBeVisibleAsync();
        var id = new Uri(asha.Page.Url).Segments[^1];
        await Assertions.Expect(asha.Page.GetByRole(AriaRole.Heading, new() { Name = "Copy for customers" })).ToHaveCountAsync(0); // all is well: not a word
        await asha.ScanAsync();

        foreach (var port in nodes.Ports)
            nodes.Kill(port);
        await asha.GoAsync("/cache");
        await Assertions.Expect(asha.Page.GetByText(new Regex("3 nodes do not answer, the first since .* IST"))).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await asha.ScanAsync();
        foreach (var page in Pages)
        {
            await asha.GoAsync(page);
            await Assertions.Expect(asha.Page.Locator("h1").First).Not.ToContainTextAsync("did not load");
        }

        await asha.GoAsync("/offers/" + id);
        await title.FillAsync("Peaberry, freshly roasted");
        await asha.Button("Save").ClickAsync();
        await Assertions.Expect(asha.Page.GetByText(new Regex("Saved. End users may see the old version for up to 6\\d min"))).ToBeVisibleAsync();
        await Assertions.Expect(asha.Page.GetByText("Offer saved", new() { Exact = true })).ToBeVisibleAsync();
        await asha.ScanAsync();
        await asha.GoAsync("/cache");
        await Assertions.Expect(asha.Link("Peaberry, freshly roasted")).ToBeVisibleAsync();

        foreach (var port in nodes.Ports)
            await nodes.StartNodeAsync(port);
        await Assertions.Expect(asha.Page.GetByText("Nothing. Everything saved is in the cache.")).ToBeVisibleAsync(new() { Timeout = 10_000 });
        await Assertions.Expect(asha.Page.GetByText("All 3 nodes are up to date")).ToBeVisibleAsync();
        Assert.Equal("Peaberry, freshly roasted", (await reader.RecordAsync("offer", id))?.GetProperty("name").GetString());
        Assert.Empty(asha.Complaints);
    }

    [Fact]
    public async Task Everything_IsInvalidatedAfterItIsTyped_AndFilledAgain()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var asha = await Visitor.ToAsync(portal, 360, 740, ColorScheme.Dark);
        await asha.SignInAsync("asha.rao@clubshop.example");
        await asha.GoAsync("/cache");
        await asha.Button("More actions").ClickAsync();
        await asha.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Invalidate everything" }).ClickAsync();
        var dialog = asha.Page.GetByRole(AriaRole.Dialog);
        var confirm = dialog.GetByRole(AriaRole.Button, new() { Name = "Invalidate everything" });
        await Assertions.Expect(confirm).ToBeDisabledAsync();
        await asha.ScanAsync();
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("everything");
        await confirm.ClickAsync();
        await Assertions.Expect(asha.Page.GetByText("Everything is invalidated", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(asha.Page.GetByText("The cache is filled", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 20_000 });
        await asha.ScanAsync();
        await asha.GoAsync("/audit");
        await Assertions.Expect(asha.Page.Locator("table").GetByText("Invalidated").First).ToBeVisibleAsync();

        // What an end user's server reads, on the page /local.
        await asha.GoAsync("/local");
        await asha.Page.GetByLabel("Offer", new() { Exact = true }).FillAsync("peaberry");
        await asha.Page.GetByRole(AriaRole.Option).First.ClickAsync();
        await Assertions.Expect(asha.Page.GetByLabel("The value")).ToContainTextAsync("\"version\": 1");
        await asha.ScanAsync();
        Assert.Empty(asha.Complaints);
    }
}
