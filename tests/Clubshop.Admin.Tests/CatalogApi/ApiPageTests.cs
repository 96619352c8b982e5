using Bunit;
using Clubshop.Admin.CatalogApi.Document;
using Clubshop.Admin.CatalogApi.Pages;
using Clubshop.Admin.Tests.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.CatalogApi;

/// <summary>The page of the API, over the document of the whole portal.</summary>
public sealed class ApiPageTests : UiTest, IClassFixture<CatalogApiWorld>
{
    public ApiPageTests(CatalogApiWorld world)
    {
        ArgumentNullException.ThrowIfNull(world);
        Services.AddSingleton(world.Host.Get<ApiReference>());
        Services.AddSingleton(world.Host.Get<IEnumerable<IApiDemo>>());
    }

    [Fact]
    public void Page_ShowsEveryCallOfTheDocument_WithWhatItTakes()
    {
        var page = Render<ApiPage>();

        page.WaitForAssertion(() => Assert.Equal(9 + 1 + (12 * 4) - 1 + 5, page.FindAll("details.api-op").Count));
        var create = page.Find("details#createOffer");
        Assert.Equal("POST /api/v1/offers", create.QuerySelector("summary .code")!.TextContent);
        Assert.Contains(create.QuerySelectorAll("li"), item => item.TextContent.Contains("benefit", StringComparison.Ordinal) && item.TextContent.Contains("required", StringComparison.Ordinal));
        Assert.Contains(page.Find("details#changeClub").QuerySelectorAll("li"), item => item.TextContent.StartsWith("If-Match", StringComparison.Ordinal));
    }

    [Fact]
    public void Examples_HaveTheAddressOfThePortal_AndAButtonThatCopies()
    {
        var page = Render<ApiPage>();

        var origin = new Uri(Services.GetRequiredService<NavigationManager>().BaseUri).GetLeftPart(UriPartial.Authority);
        Assert.Contains($"HOST={origin}", page.Find(".api-example pre").TextContent, StringComparison.Ordinal);
        Assert.Contains("/local/token?email=", page.Find(".api-example pre").TextContent, StringComparison.Ordinal);
        Assert.Equal(ApiExamples.All.Count + 1, page.FindAll(".api-example button[data-copy]").Count);
        Assert.Equal(page.FindAll(".api-example pre").Select(text => text.TextContent), page.FindAll(".api-example button").Select(button => button.GetAttribute("data-copy")));
    }

    [Fact]
    public void Examples_WithoutADemo_BeginWithAnApiClient()
    {
        Services.AddSingleton<IEnumerable<IApiDemo>>([]);

        var page = Render<ApiPage>();

        Assert.Contains("grant_type=client_credentials", page.Find(".api-example pre").TextContent, StringComparison.Ordinal);
    }
}
