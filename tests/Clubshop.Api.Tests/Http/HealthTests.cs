using System.Net;
using Clubshop.Api.Tests.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Clubshop.Api.Tests.Http;

/// <summary>Start, health and stop.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task Ready_SaysWhatAnswers()
    {
        await using var world = await ApiWorld.StartAsync();

        var ready = await Answers.UntilAsync(() => world.GetAsync("/health/ready"), answer => (string?)answer["tables"] == "up");

        Assert.Equal(("ready", "up", "up"), ((string?)ready["status"], (string?)ready["cache"], (string?)ready["tables"]));
    }

    [Fact]
    public async Task Alone_InDevelopment_SaysWhatToStart()
    {
        await using var app = Build("Development", ("Aws:Endpoint", "http://127.0.0.1:9"), ("Cache:Nodes:0", "127.0.0.1:9"));
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        using var ready = await http.GetAsync("/health/ready");
        using var offer = await http.GetAsync("/v1/offers/some-offer");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (ready.StatusCode, offer.StatusCode));
        Assert.Contains("dotnet run --project src/Clubshop.Admin", await offer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void Production_WithoutSettings_NamesEachOfThem()
    {
        var refused = Assert.ThrowsAny<Exception>(() => Build("Production"));

        var text = refused.ToString();
        Assert.All(["Aws:Region", "Cache:Nodes", "AWS:CustomerUserPoolId", "AWS:CustomerUserPoolClientId"], key => Assert.Contains(key, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Catalog:KeepFor", "00:00:09")]
    [InlineData("Catalog:TableReads", "0")]
    [InlineData("Limits:AddressPerSecond", "-1")]
    [InlineData("AWS:CustomerRecheck", "00:05:00")]
    [InlineData("Cache:Prefix", "with blank")]
    public void Setting_OutOfRange_StopsTheStart(string key, string value)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Build("Development", (key, value)));

        Assert.Contains(key.Split(':')[1], refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_AnswersForAMoment_WhileReadySaysNo()
    {
        await using var world = await ApiWorld.StartAsync("Stop:Drain=00:00:05");
        await world.Cache.ShowAsync(Records.Club(1));
        await world.GetAsync("/v1/clubs/club-1").JsonAsync();
        world.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        var stopping = world.Services.GetRequiredService<IHost>().StopAsync();

        using var ready = await world.GetAsync("/health/ready");
        var club = await world.GetAsync("/v1/clubs/club-1").JsonAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("stopping", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("Club 1", (string?)club["name"]);
        Assert.False(stopping.IsCompleted);
        await stopping;
    }

    private static WebApplication Build(string environment, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0"), .. settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value))]);
        builder.AddApi();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseApi();
        app.MapApi();
        return app;
    }
}
