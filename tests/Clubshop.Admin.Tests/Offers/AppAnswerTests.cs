using Bunit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.AppAnswers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Tests.Offers;

/// <summary>What the app gets of an offer, over a server of HTTP; the end users' server itself is tested in its own project.</summary>
public sealed class AppAnswerTests : PageTest
{
    private static readonly OfferShop Shop = new("s", "Croma", EditorialStatus.Published, []);

    [Theory]
    [InlineData(EditorialStatus.Published, 20, null)]
    [InlineData(EditorialStatus.Published, 10, "it has not started")]
    [InlineData(EditorialStatus.Published, 28, "it has ended")]
    [InlineData(EditorialStatus.Paused, 20, "it is not published")]
    [InlineData(EditorialStatus.Draft, 20, "it is not published")]
    public void Forecast_OfAnOffer_FollowsTheContract(EditorialStatus status, int day, string? why)
    {
        var offer = OfferSamples.Draft() with { Status = status, Starts = OfferSamples.India(2026, 11, 15, 0, 0), Ends = OfferSamples.India(2026, 11, 25, 0, 0) };
        Assert.Equal(why, AppForecast.WhyNot(offer, Shop, OfferSamples.India(2026, 11, day, 12, 0)));
    }

    [Fact]
    public void Forecast_AtTheBounds_IsFromTheStartAndNotAtTheEnd()
    {
        var (starts, ends) = (OfferSamples.India(2026, 11, 15, 0, 0), OfferSamples.India(2026, 11, 25, 0, 0));
        var offer = OfferSamples.Draft() with { Status = EditorialStatus.Published, Starts = starts, Ends = ends };
        Assert.Null(AppForecast.WhyNot(offer, Shop, starts));
        Assert.NotNull(AppForecast.WhyNot(offer, Shop, ends));
        Assert.NotNull(AppForecast.WhyNot(offer, Shop with { Status = EditorialStatus.Paused }, starts));
        Assert.NotNull(AppForecast.WhyNot(offer, null, starts));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("https://api.clubshop.example", true)]
    [InlineData("http://127.0.0.1:5090", true)]
    [InlineData("http://api.clubshop.example", false)]
    [InlineData("ftp://127.0.0.1", false)]
    [InlineData("api", false)]
    public void Options_ThatAreNoSafeAddress_AreRefused(string? address, bool right) =>
        Assert.Equal(right, new EndUsersOptionsCheck().Validate(null, new() { Address = address }).Succeeded);

    [Theory]
    [InlineData(200, """{"title":"₹75 off"}""", "The app gets the offer.")]
    [InlineData(404, """{"code":"not-found"}""", "The app does not get it, because it is not published.")]
    [InlineData(503, "busy", "The end users’ server answers with 503.")]
    public async Task Part_Opened_TellsWhatTheServerAnswers(int status, string body, string told)
    {
        await using var server = await ServerAsync(status, body);
        var part = await OpenAsync(server.Urls.First());
        Assert.Empty(part.FindAll("pre"));
        Button(part, "What the app gets").Click();

        part.WaitForAssertion(() => Assert.Equal(told, part.Find("[role=status]").TextContent));
        Assert.Contains(body.Contains('{', StringComparison.Ordinal) ? body[2..7] : body, part.Find("pre").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Part_AtAChosenMoment_TellsWhatTheAppWouldGet()
    {
        await using var server = await ServerAsync(404, "{}");
        var part = await OpenAsync(server.Urls.First());
        Button(part, "What the app gets").Click();
        Field(part, "The app asks at").Change("1/12/2030, 10:00 am");

        part.WaitForAssertion(() => Assert.EndsWith("the app would not get it, because it is not published.", part.Find("[role=status]").TextContent, StringComparison.Ordinal));
        Assert.Empty(part.FindAll("pre"));
    }

    [Fact]
    public async Task Part_WithoutAServerThatAnswers_SaysHowToStartIt()
    {
        var part = await OpenAsync("http://127.0.0.1:1");
        Button(part, "What the app gets").Click();
        part.WaitForAssertion(() => Assert.Contains("does not answer", part.Find("[role=status]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Part_WithoutAnAddress_IsNotThere()
    {
        var part = await OpenAsync(null);
        Assert.Empty(part.FindAll("button"));
    }

    private async Task<IRenderedComponent<AppAnswerPart>> OpenAsync(string? address)
    {
        Services.AddSingleton(new AppAnswerService(Options.Create(new EndUsersOptions { Address = address })));
        var world = await OfferWorld.FillAsync(World);
        var offer = await world.SaveAsync(world.Draft());
        return Render<AppAnswerPart>(part =>
        {
            part.AddCascadingValue(CatalogWorld.Meera);
            part.Add(one => one.Offer, offer);
        });
    }

    private static async Task<WebApplication> ServerAsync(int status, string body)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = builder.Build();
        server.MapGet("/v1/offers/{id}", (HttpContext context) =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        });
        await server.StartAsync();
        return server;
    }
}
