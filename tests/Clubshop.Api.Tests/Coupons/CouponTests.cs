using System.Net;
using Clubshop.Api.Tests.Testing;

namespace Clubshop.Api.Tests.Coupons;

/// <summary>getCoupon and a customer's coupons: by customers who sign in with SRP through the embedded Cognito.</summary>
public sealed class CouponTests : IAsyncLifetime
{
    private ApiWorld _api = null!;
    private CouponWorld _world = null!;

    public async Task InitializeAsync()
    {
        _api = await ApiWorld.StartAsync("Catalog:KeepFor=00:00:00", "AWS:CustomerRecheck=00:00:00");
        _world = new(_api);
        await _world.CreatePoolsAsync();
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Customer_GetsACoupon_AndTheSameAgain()
    {
        await _world.PoolAsync(10, "AAAA2222", "BBBB3333");
        var meera = (await _world.SignInAsync("meera")).AccessToken;

        var first = await _world.CouponAsync("offer-10", meera).JsonAsync(HttpStatusCode.Created);
        var again = await _world.CouponAsync(Records.Id(10), meera).JsonAsync();

        Assert.Equal("issued", (string?)first["state"]);
        Assert.Equal((string?)first["code"], (string?)again["code"]);
        Assert.Equal(9, ((string)first["grouped"]!).Length);
        Assert.Equal("Offer 10", (string?)first["title"]);
    }

    [Fact]
    public async Task TwoCustomers_GetDifferentCodes_AndTheThirdNone()
    {
        await _world.PoolAsync(10, "AAAA2222", "BBBB3333");
        var tokens = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => _world.SignInAsync($"customer{i}")));

        var answers = await Task.WhenAll(tokens.Select(token => _world.CouponAsync("offer-10", token.AccessToken)));

        Assert.Equal(2, answers.Count(answer => answer.StatusCode is HttpStatusCode.Created));
        Assert.Equal("none-left", await Task.FromResult(answers.Single(answer => answer.StatusCode is not HttpStatusCode.Created)).ProblemAsync(HttpStatusCode.Conflict));
        var codes = await Task.WhenAll(answers.Where(answer => answer.StatusCode is HttpStatusCode.Created).Select(answer => answer.Content.ReadAsStringAsync()));
        Assert.Equal(2, codes.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task PostSentTwiceAtOnce_GivesOneCode()
    {
        await _world.PoolAsync(10, "AAAA2222", "BBBB3333", "CCCC4444");
        var meera = (await _world.SignInAsync("meera")).AccessToken;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _world.CouponAsync("offer-10", meera)));

        var codes = await Task.WhenAll(answers.Select(async answer => (string?)System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]));
        Assert.Single(codes.Distinct(StringComparer.Ordinal));
        Assert.NotNull(codes[0]);
    }

    [Fact]
    public async Task MyCoupons_AreThoseOfTheCustomerAlone()
    {
        await _world.PoolAsync(10, "AAAA2222", "BBBB3333");
        await _world.SharedAsync(11, ends: DateTimeOffset.UtcNow.AddDays(5));
        var (meera, arjun) = ((await _world.SignInAsync("meera")).AccessToken, (await _world.SignInAsync("arjun")).AccessToken);
        await _world.CouponAsync("offer-10", meera).JsonAsync(HttpStatusCode.Created);
        await _world.CouponAsync("offer-11", meera).JsonAsync(HttpStatusCode.Created);

        var mine = await _world.MineAsync(meera).JsonAsync();

        Assert.Equal([Records.Id(11), Records.Id(10)], mine["items"]!.AsArray().Select(item => (string)item!["offer"]!));
        Assert.NotNull(mine["items"]![0]!["validUntil"]);
        Assert.Empty((await _world.MineAsync(arjun).JsonAsync())["items"]!.AsArray());
    }

    [Fact]
    public async Task MyCoupons_OfAnOfferThatIsNoLongerShown_AreStillThere()
    {
        await _world.SharedAsync(11, ends: DateTimeOffset.UtcNow.AddDays(5));
        var meera = (await _world.SignInAsync("meera")).AccessToken;
        await _world.CouponAsync("offer-11", meera).JsonAsync(HttpStatusCode.Created);
        await _api.Cache.RecordAsync(Records.Mark("offer", 11, 2));
        await _api.Tables.PutAsync(Records.Offer(11, 2, ends: DateTimeOffset.UtcNow.AddHours(-1)).With("version", 2L), "paused");

        var mine = await _world.MineAsync(meera).JsonAsync();

        Assert.Equal("expired", (string?)mine["items"]![0]!["state"]);
        Assert.Null(mine["items"]![0]!["title"]);
    }

    [Fact]
    public async Task Answers_OfCustomers_AreKeptByNobody()
    {
        await _world.SharedAsync(11);
        var meera = (await _world.SignInAsync("meera")).AccessToken;

        using var coupon = await _world.CouponAsync("offer-11", meera);
        using var mine = await _world.MineAsync(meera);

        Assert.All([coupon, mine], answer => Assert.Equal("no-store", answer.Headers.CacheControl?.ToString()));
    }

    [Fact]
    public async Task OfferWithoutCoupons_SaysSo()
    {
        await _api.Cache.ShowAsync(Records.Shop(2), Records.Offer(12, 2));
        var meera = (await _world.SignInAsync("meera")).AccessToken;

        Assert.Equal("no-coupons", await _world.CouponAsync("offer-12", meera).ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task OfferThatHasEndedOrIsNotThere_GivesNone()
    {
        await _world.SharedAsync(11, ends: DateTimeOffset.UtcNow.AddHours(-1));
        var meera = (await _world.SignInAsync("meera")).AccessToken;

        Assert.Equal("not-live", await _world.CouponAsync("offer-11", meera).ProblemAsync(HttpStatusCode.Conflict));
        Assert.Equal("not-found", await _world.CouponAsync("no-such-offer", meera).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("not-found", await _world.CouponAsync("..%2F", meera).ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task OtherTokens_AreRefused()
    {
        await _world.SharedAsync(11);
        var meera = await _world.SignInAsync("meera");
        var staffPool = (await _api.Clients.Cognito.ListUserPoolsAsync(new() { MaxResults = 10 })).UserPools!.Single(pool => pool.Name == "clubshop-staff").Id!;
        var staffClient = (await _api.Clients.Cognito.ListUserPoolClientsAsync(new() { UserPoolId = staffPool, MaxResults = 10 })).UserPoolClients![0].ClientId!;
        var staff = await _world.SignInAsync("lakshmi", new("ap-south-1", staffPool, staffClient));
        var parts = meera.AccessToken.Split('.');
        string[] tokens =
        [
            "", "x", "x.y.z", meera.IdToken, meera.RefreshToken, staff.AccessToken, new string('a', 10_000),
            $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}", // forged
            $"{parts[0]}.{parts[1]}.",
            $"eyJhbGciOiJub25lIn0.{parts[1]}.",
        ];

        foreach (var token in tokens)
        {
            using var answer = await _world.CouponAsync("offer-11", token);
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized, token);
            Assert.NotEmpty(answer.Headers.WwwAuthenticate);
        }

        Assert.Empty((await _world.MineAsync(meera.AccessToken).JsonAsync())["items"]!.AsArray());
    }

    [Fact]
    public async Task CustomerWhoWasDisabled_IsRefusedWithinTheTokensLife()
    {
        await _world.SharedAsync(11);
        var meera = (await _world.SignInAsync("meera")).AccessToken;
        await _api.Clients.Cognito.AdminDisableUserAsync(new() { UserPoolId = CouponWorld.Pool.PoolId, Username = "meera" });

        Assert.Equal("invalid-token", await _world.CouponAsync("offer-11", meera).ProblemAsync(HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task CustomerWhoSignedOutEverywhere_IsRefused()
    {
        await _world.SharedAsync(11);
        var meera = (await _world.SignInAsync("meera")).AccessToken;
        await _api.Clients.Cognito.AdminUserGlobalSignOutAsync(new() { UserPoolId = CouponWorld.Pool.PoolId, Username = "meera" });

        Assert.Equal("invalid-token", await _world.MineAsync(meera).ProblemAsync(HttpStatusCode.Unauthorized));
        await _world.MineAsync((await _world.SignInAgainAsync("meera")).AccessToken).JsonAsync();
    }

    [Fact]
    public async Task Coupon_WithDynamoDbThrottled_IsGivenOnceOr503()
    {
        await _world.PoolAsync(10, "AAAA2222", "BBBB3333");
        var meera = (await _world.SignInAsync("meera")).AccessToken;
        _api.Faults.Set(LocalAws.Faults.FaultText.Parse("throttle=0.1,answer-lost=0.1,seed=3")!);

        HashSet<string> codes = [];
        for (var i = 0; i < 8; i++)
        {
            using var answer = await _world.CouponAsync("offer-10", meera);
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.TooManyRequests });
            if (answer.IsSuccessStatusCode)
                codes.Add((string)System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"]!);
        }

        Assert.Single(codes);
    }
}
