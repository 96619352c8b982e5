using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>How the portal is doing, as an Administrator sees it; and what an open page says when its server is told to stop.</summary>
public sealed class OperationsJourneyTests
{
    [Fact]
    public async Task Operations_AfterASignIn_ShowsItAsTileChartAndTable_OnEveryWidth()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var asha = await Visitor.ToAsync(portal);
        await asha.SignInAsync("asha.rao@clubshop.example");
        await asha.Link("Operations").ClickAsync();
        await Assertions.Expect(asha.Page.GetByRole(AriaRole.Heading, new() { Name = "Operations", Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(asha.Page.GetByRole(AriaRole.Cell, new() { Name = "Signed in", Exact = true })).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await Assertions.Expect(asha.Page.GetByRole(AriaRole.Cell, new() { Name = "clubshop-offers", Exact = true })).ToBeVisibleAsync();
        await asha.ScanAsync();
        foreach (var width in new[] { 1440, 900, 390 })
        {
            await asha.Page.SetViewportSizeAsync(width, 900);
            Assert.True(await asha.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"The page is wider than {width} px.");
            if (Environment.GetEnvironmentVariable("CLUBSHOP_PICTURES") is { Length: > 0 } folder)
                await asha.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"operations-{width}.png"), FullPage = true });
        }

        Assert.Empty(asha.Complaints);
    }

    [Fact]
    public async Task OpenPage_WhenItsServerIsToldToStop_SaysSoBeforeItGoes()
    {
        await using var portal = await Portal.StartAsync("demo", new Dictionary<string, string> { ["Drain__AnnounceSeconds"] = "4", ["Drain__Seconds"] = "40" });
        await using var asha = await Visitor.ToAsync(portal);
        await asha.SignInAsync("asha.rao@clubshop.example");
        await asha.GoAsync("/offers");

        var ending = portal.TerminateAsync();
        await Assertions.Expect(asha.Page.GetByText("This server is being updated")).ToBeVisibleAsync(new() { Timeout = 10_000 });
        await asha.ScanAsync();
        await asha.Page.GetByRole(AriaRole.Link, new() { Name = "Shops", Exact = true }).ClickAsync(); // everything is still served
        await Assertions.Expect(asha.Page.GetByRole(AriaRole.Heading, new() { Name = "Shops", Level = 1 })).ToBeVisibleAsync();
        asha.ExpectLostConnection();
        await ending;

        Assert.Contains("Drained after", portal.AllOutput, StringComparison.Ordinal);
        Assert.Empty(asha.Complaints);
    }
}
