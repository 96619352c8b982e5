using System.Net;
using Clubshop.Api.Tests.Testing;

namespace Clubshop.Api.Tests.Http;

/// <summary>How often one may ask.</summary>
public sealed class LimitTests
{
    [Fact]
    public async Task Address_ThatAsksTooOften_IsToldToWait()
    {
        await using var world = await ApiWorld.StartAsync("Limits:AddressPerSecond=1", "Limits:AddressBurst=3");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => world.GetAsync("/v1/clubs/no-such-club")));

        Assert.InRange(answers.Count(answer => answer.StatusCode is HttpStatusCode.NotFound), 3, 20); // one more for each second that it took
        var refused = answers.First(answer => answer.StatusCode is not HttpStatusCode.NotFound);
        Assert.Equal("too-many-requests", await Task.FromResult(refused).ProblemAsync(HttpStatusCode.TooManyRequests));
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        using var health = await world.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task Customer_WhoAsksTooOften_IsToldToWait_AndAnotherIsNot()
    {
        await using var api = await ApiWorld.StartAsync("Limits:CustomerPerSecond=1", "Limits:CustomerBurst=2");
        var world = new CouponWorld(api);
        await world.CreatePoolsAsync();
        var (meera, arjun) = ((await world.SignInAsync("meera")).AccessToken, (await world.SignInAsync("arjun")).AccessToken);

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => world.MineAsync(meera)));
        using var other = await world.MineAsync(arjun);

        Assert.InRange(answers.Count(answer => answer.StatusCode is HttpStatusCode.OK), 2, 20);
        Assert.Equal("too-many-requests", await Task.FromResult(answers.First(answer => answer.StatusCode is not HttpStatusCode.OK)).ProblemAsync(HttpStatusCode.TooManyRequests));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Address_WithTooManyWrongTokens_IsToldToWait()
    {
        await using var api = await ApiWorld.StartAsync("Limits:RefusalsPerMinute=3");
        var world = new CouponWorld(api);

        for (var i = 0; i < 3; i++)
            await world.RedeemAsync((Records.Id(5), "cs_wrong"), "offer-1", "AAAA2222").ProblemAsync(HttpStatusCode.Unauthorized);

        Assert.Equal("too-many-requests", await world.RedeemAsync((Records.Id(5), "cs_wrong"), "offer-1", "AAAA2222").ProblemAsync(HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task ForwardedAddress_CountsOnlyFromAProxyThatIsNamed()
    {
        await using var open = await ApiWorld.StartAsync("Limits:AddressPerSecond=1", "Limits:AddressBurst=2");
        await using var behind = await ApiWorld.StartAsync("Limits:AddressPerSecond=1", "Limits:AddressBurst=2", "Proxies=127.0.0.1");

        var (direct, forwarded) = (new List<HttpStatusCode>(), new List<HttpStatusCode>());
        for (var i = 0; i < 20; i++)
        {
            using var one = await open.GetAsync("/v1/clubs/none", ("X-Forwarded-For", $"203.0.113.{i}"));
            using var other = await behind.GetAsync("/v1/clubs/none", ("X-Forwarded-For", $"203.0.113.{i}"));
            direct.Add(one.StatusCode);
            forwarded.Add(other.StatusCode);
        }

        Assert.Contains(HttpStatusCode.TooManyRequests, direct);
        Assert.All(forwarded, status => Assert.Equal(HttpStatusCode.NotFound, status));
    }
}
