using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>The page of the API: from the navigation to a call that is copied and made.</summary>
public sealed class ApiPageTests(ApiPageTests.OnePortal one) : IClassFixture<ApiPageTests.OnePortal>
{
    /// <summary>One portal.</summary>
    public sealed class OnePortal : IAsyncLifetime
    {
        public Portal Portal { get; private set; } = null!;

        public async Task InitializeAsync() => Portal = await Browser.Portal.StartAsync("demo");

        public async Task DisposeAsync() => await Portal.DisposeAsync();
    }

    [Fact]
    public async Task Page_FromTheNavigation_ShowsWhatACallTakes_AndTheCallWorks()
    {
        await using var priya = await Visitor.ToAsync(one.Portal);
        await priya.SignInAsync("priya.nair@clubshop.example");
        var page = priya.Page;

        await page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link, new() { Name = "API", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "API", Exact = true })).ToBeVisibleAsync();
        var create = page.Locator("details#createOffer");
        await create.Locator("summary").ClickAsync();
        await Assertions.Expect(create.GetByText("benefit", new() { Exact = true })).ToBeVisibleAsync();
        await Pictures.TakeAsync(page, "api");

        // What the page shows for a shell, made by the browser's own client: the first lines give the address and the token.
        var begin = await page.Locator(".api-example pre").First.InnerTextAsync();
        Assert.Contains($"HOST={one.Portal.Address.GetLeftPart(UriPartial.Authority)}", begin, StringComparison.Ordinal);
        var token = await page.APIRequest.PostAsync(new Uri(one.Portal.Address, "/local/token?email=asha.rao@clubshop.example").AbsoluteUri);
        Assert.Equal(200, token.Status);
        var offers = await page.APIRequest.GetAsync(
            new Uri(one.Portal.Address, "/api/v1/offers?phase=live&limit=2").AbsoluteUri, new() { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["Authorization"] = "Bearer " + await token.TextAsync() } });
        Assert.Equal(200, offers.Status);
        Assert.Equal(2, (await offers.JsonAsync())!.Value.GetProperty("items").GetArrayLength());
        Assert.Empty(priya.Complaints);
    }
}
