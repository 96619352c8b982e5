using System.Net;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Clubshop.Admin.Tests.Testing;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Tests.SignIn.Circuits;

public sealed class CircuitGuardTests
{
    private const string Negotiate = "/_blazor/negotiate?negotiateVersion=1";

    [Fact]
    public async Task Circuit_WithoutASession_OpensOnADevelopersMachineAlone()
    {
        await using var production = await PortalHost.StartAsync(environment: "Production");
        using var browser = production.NewBrowser();
        var answer = await browser.SendAsync(new(HttpMethod.Post, Negotiate));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
    }

    [Theory]
    [InlineData("https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("null", HttpStatusCode.Forbidden)]
    [InlineData("", HttpStatusCode.Forbidden)]
    [InlineData("own", HttpStatusCode.OK)]
    [InlineData("own, https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData(null, HttpStatusCode.OK)]
    public async Task Circuit_AskedForByAnOrigin_IsThePortalsOwnAlone(string? origin, HttpStatusCode expected)
    {
        await using var portal = await PortalHost.StartAsync(fill: false);
        using var browser = portal.NewBrowser();
        var request = new HttpRequestMessage(HttpMethod.Post, Negotiate);
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", origin.Replace("own", portal.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal));

        Assert.Equal(expected, (await browser.SendAsync(request)).Status);
    }

    [Fact]
    public async Task Page_OfASessionWithEnoughOpen_IsRefusedWithASentence()
    {
        await using var portal = await PortalHost.StartAsync([new("Circuits:PerSession", "5")]);
        using var browser = portal.NewBrowser();
        await portal.EnrolAsync(browser, PortalHost.Person(Role.Administrators));
        var session = RandomKeys.KeyOf(browser.Cookies["clubshop"])!;
        var open = Enumerable.Range(0, 5).Select(_ => portal.Get<CircuitCount>().Open(session)).ToList();

        var refused = await browser.GetAsync("/account");
        Assert.Equal((HttpStatusCode.TooManyRequests, "Too many pages are open"), (refused.Status, refused.Heading));
        Assert.Contains("You have 5 pages of the portal open. Close some, wait", refused.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/app.css")).Status);

        open[0].Dispose();
        open[0].Dispose();
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account")).Status);
    }

    [Fact]
    public void Count_OfAnInstanceThatIsFull_RefusesEverybody()
    {
        var count = new CircuitCount(Options.Create(new CircuitLimitOptions { PerInstance = 10, PerSession = 5 }));
        for (var person = 0; person < 2; person++)
        {
            for (var n = 0; n < 5; n++)
                count.Open("session" + person);
        }

        Assert.Contains("Too many pages are open", count.RefusalFor("somebody else"), StringComparison.Ordinal);
        Assert.Equal((10, 5), (count.All, count.Of("session1")));
    }

    [Fact]
    public async Task Keeper_ProcessThatEnds_HasEveryFormKeptAndWaitsForNoneThatFails()
    {
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        var keeper = new CircuitShutdown(lifetime, NullLogger<CircuitShutdown>.Instance);
        await keeper.StartAsync(default);
        var kept = new List<string>();
        using var fails = keeper.BeforeStopping(() => throw new InvalidOperationException("A form that cannot be kept, on purpose."));
        using var form = keeper.BeforeStopping(async () =>
        {
            await Task.Yield();
            lock (kept)
                kept.Add("form");
        });
        keeper.BeforeStopping(() => throw new InvalidOperationException("A page that is gone.")).Dispose();

        lifetime.StopApplication();

        Assert.Equal(["form"], kept);
        await keeper.StopAsync(default);
    }
}
