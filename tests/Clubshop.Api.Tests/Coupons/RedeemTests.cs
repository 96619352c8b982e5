using System.Net;
using System.Text;
using Clubshop.Api.Tests.Testing;

namespace Clubshop.Api.Tests.Coupons;

/// <summary>A shop redeems what a customer shows.</summary>
public sealed class RedeemTests : IAsyncLifetime
{
    private ApiWorld _api = null!;
    private CouponWorld _world = null!;

    public async Task InitializeAsync()
    {
        _api = await ApiWorld.StartAsync("Catalog:KeepFor=00:00:00", "AWS:CustomerRecheck=00:00:00");
        _world = new(_api);
        await _world.CreatePoolsAsync();
        await _world.PoolAsync(10, "AAAA2222", "BBBB3333");
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Shop_RedeemsWhatTheCustomerShows_InAnyForm_AndTheCustomerSeesIt()
    {
        var (shop, meera) = (await _world.ClientAsync(), (await _world.SignInAsync("meera")).AccessToken);
        var code = (string)(await _world.CouponAsync("offer-10", meera).JsonAsync(HttpStatusCode.Created))["code"]!;

        var redeemed = await _world.RedeemAsync(shop, "offer-10", $" {code[..4].ToLowerInvariant()}-{code[4..]} ").JsonAsync();

        Assert.Equal(("redeemed", Records.Id(10)), ((string?)redeemed["state"], (string?)redeemed["offer"]));
        Assert.DoesNotContain(code, redeemed.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("redeemed", (string?)(await _world.MineAsync(meera).JsonAsync())["items"]![0]!["state"]);
    }

    [Fact]
    public async Task CallSentAgain_IsAnsweredTheSame_AndAnotherIsRefusedWithTheTime()
    {
        var (shop, meera) = (await _world.ClientAsync(), (await _world.SignInAsync("meera")).AccessToken);
        var code = (string)(await _world.CouponAsync("offer-10", meera).JsonAsync(HttpStatusCode.Created))["code"]!;
        var first = await _world.RedeemAsync(shop, "offer-10", code, key: "k1").JsonAsync();

        var again = await _world.RedeemAsync(shop, "offer-10", code, key: "k1").JsonAsync();
        using var other = await _world.RedeemAsync(shop, "offer-10", code, key: "k2");

        Assert.Equal((string?)first["redeemedAt"], (string?)again["redeemedAt"]);
        Assert.True((bool)again["repeated"]!);
        Assert.Contains("redeemedAt", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("already-redeemed", await Task.FromResult(other).ProblemAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task ManyAtOnce_RedeemOnce()
    {
        var (shop, meera) = (await _world.ClientAsync(), (await _world.SignInAsync("meera")).AccessToken);
        var code = (string)(await _world.CouponAsync("offer-10", meera).JsonAsync(HttpStatusCode.Created))["code"]!;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _world.RedeemAsync(shop, "offer-10", code, key: $"k{i}")));

        Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.StatusCode is not HttpStatusCode.OK), answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Conflict, HttpStatusCode.ServiceUnavailable }));
    }

    [Fact]
    public async Task SharedCode_NeedsTheCustomer()
    {
        await _world.SharedAsync(11, "DIWALI24");
        var (shop, meera) = (await _world.ClientAsync(), await _world.SignInAsync("meera"));
        await _world.CouponAsync("offer-11", meera.AccessToken).JsonAsync(HttpStatusCode.Created);

        Assert.Equal("customer-required", await _world.RedeemAsync(shop, "offer-11", "DIWALI24").ProblemAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Equal("redeemed", (string?)(await _world.RedeemAsync(shop, "offer-11", "diwali 24", meera.Identity.Sub, key: "k2").JsonAsync())["state"]);
    }

    [Fact]
    public async Task PausedOffer_IsStillRedeemed_AndAnEndedOneIsNot()
    {
        await _world.SharedAsync(11, "DIWALI24");
        var (shop, meera) = (await _world.ClientAsync(), await _world.SignInAsync("meera"));
        await _world.CouponAsync("offer-11", meera.AccessToken).JsonAsync(HttpStatusCode.Created);
        await _api.Cache.RecordAsync(Records.Mark("offer", 11, 2));
        await _api.Tables.PutAsync(Records.Offer(11, 2, ends: DateTimeOffset.UtcNow.AddHours(-1)).With("version", 2L), "paused");

        Assert.Equal("expired", await _world.RedeemAsync(shop, Records.Id(11), "DIWALI24", meera.Identity.Sub, key: "k1").ProblemAsync(HttpStatusCode.Conflict));

        await _api.Tables.PutAsync(Records.Offer(11, 2).With("version", 3L), "paused");
        await _world.RedeemAsync(shop, "offer-11", "DIWALI24", meera.Identity.Sub, key: "k2").JsonAsync();
    }

    [Theory]
    [InlineData("ZZZZ9999", HttpStatusCode.NotFound, "unknown-coupon")]
    [InlineData("AAAA2222", HttpStatusCode.Conflict, "not-issued")]
    [InlineData("", HttpStatusCode.UnprocessableEntity, "invalid-code")]
    [InlineData("   ", HttpStatusCode.UnprocessableEntity, "invalid-code")]
    [InlineData("ААAA2222", HttpStatusCode.UnprocessableEntity, "invalid-code")] // the first two are Cyrillic
    [InlineData("AA\u0000AA22", HttpStatusCode.UnprocessableEntity, "invalid-code")]
    public async Task Code_ThatIsNone_IsNamed(string code, HttpStatusCode status, string problem) =>
        Assert.Equal(problem, await _world.RedeemAsync(await _world.ClientAsync(), "offer-10", code).ProblemAsync(status));

    [Fact]
    public async Task CodeOf10000Characters_IsRefused() =>
        Assert.Equal("invalid-code", await _world.RedeemAsync(await _world.ClientAsync(), "offer-10", new string('A', 10_000)).ProblemAsync(HttpStatusCode.UnprocessableEntity));

    [Theory]
    [InlineData("")]
    [InlineData("not JSON")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"offer":"offer-10"}""")]
    [InlineData("""{"offer":null,"code":"AAAA2222"}""")]
    [InlineData("""{"offer":1,"code":"AAAA2222"}""")]
    [InlineData("""{"offer":"offer-10","code":"AAAA2222","extra":1}""")]
    [InlineData("""{"offer":"offer-10","code":"AAAA2222","code":"BBBB3333"}""")]
    [InlineData("""{"offer":{"a":{"b":{"c":{"d":1}}}},"code":"AAAA2222"}""")]
    [InlineData("""{"offer":"offer-10","code":"AAAA2222"} x""")]
    public async Task Body_ThatIsNone_IsRefused(string body) =>
        Assert.Equal("invalid-body", await _world.RedeemAsync(await _world.ClientAsync(), new StringContent(body, Encoding.UTF8, "application/json")).ProblemAsync(HttpStatusCode.BadRequest));

    [Fact]
    public async Task Body_TooLargeOrNotJson_IsRefused()
    {
        var shop = await _world.ClientAsync();

        Assert.Equal("body-too-large", await _world.RedeemAsync(shop, new StringContent($$"""{"offer":"{{new string('a', 20_000)}}","code":"x"}""", Encoding.UTF8, "application/json")).ProblemAsync(HttpStatusCode.RequestEntityTooLarge));
        Assert.Equal("not-json", await _world.RedeemAsync(shop, new StringContent("offer=1", Encoding.UTF8, "application/x-www-form-urlencoded")).ProblemAsync(HttpStatusCode.UnsupportedMediaType));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("with blank")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task IdempotencyKey_ThatIsNone_IsRefused(string? key) =>
        Assert.Equal("invalid-idempotency-key", await _world.RedeemAsync(await _world.ClientAsync(), "offer-10", "AAAA2222", key: key).ProblemAsync(HttpStatusCode.BadRequest));

    [Fact]
    public async Task Clients_ThatMayNot_AreRefused()
    {
        var good = await _world.ClientAsync();
        Assert.Equal("invalid-client", await _world.RedeemAsync((good.Id, "cs_wrong"), "offer-10", "AAAA2222").ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.Equal("invalid-client", await _world.RedeemAsync((Records.Id(77), good.Secret), "offer-10", "AAAA2222").ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.Equal("invalid-client", await _world.RedeemAsync(("'; --", good.Secret), "offer-10", "AAAA2222").ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.Equal("invalid-client", await _world.RedeemAsync(await _world.ClientAsync(revokedAt: "2026-01-01T00:00:00.000Z"), "offer-10", "AAAA2222").ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.Equal("invalid-client", await _world.RedeemAsync(await _world.ClientAsync(secretUntil: DateTimeOffset.UtcNow.AddHours(-1)), "offer-10", "AAAA2222").ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.Equal("insufficient-scope", await _world.RedeemAsync(await _world.ClientAsync("registry.devices"), "offer-10", "AAAA2222").ProblemAsync(HttpStatusCode.Forbidden));
        Assert.Equal("unknown-offer", await _world.RedeemAsync(await _world.ClientAsync(clubs: [Records.Id(3)]), "offer-10", "AAAA2222").ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("not-issued", await _world.RedeemAsync(await _world.ClientAsync(secretUntil: DateTimeOffset.UtcNow.AddHours(1), clubs: [Records.Id(1)]), "offer-10", "AAAA2222").ProblemAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task CustomersToken_RedeemsNothing_AndAClientGetsNoCoupon()
    {
        var (shop, meera) = (await _world.ClientAsync(), (await _world.SignInAsync("meera")).AccessToken);

        using var redeem = await _api.SendAsync(HttpMethod.Post, "/v1/coupons/redeem", null, ("Authorization", "Bearer " + meera), ("Idempotency-Key", "k"));
        using var coupon = await _api.SendAsync(HttpMethod.Post, "/v1/offers/offer-10/coupon", null, ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{shop.Id}:{shop.Secret}"))));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (redeem.StatusCode, coupon.StatusCode));
    }
}
