using System.IO.Compression;
using System.Net;
using Clubshop.Api.Tests.Testing;

namespace Clubshop.Api.Tests.Catalog;

/// <summary><c>GET /v1/offers/{id or slug}</c>: what is shown, and what caches are told.</summary>
public sealed class OfferTests : IAsyncLifetime
{
    private ApiWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await ApiWorld.StartAsync("Catalog:KeepFor=00:00:00", "Catalog:KeepFromTables=00:00:00");
        await _world.Cache.ShowAsync(Records.Club(1), Records.Shop(2, 1), Records.Offer(10, 2));
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task Offer_ByIdAndBySlug_IsTheSame()
    {
        var byId = await _world.GetAsync($"/v1/offers/{Records.Id(10)}").JsonAsync();
        var bySlug = await _world.GetAsync("/v1/offers/offer-10").JsonAsync();

        Assert.Equal(byId.ToJsonString(), bySlug.ToJsonString());
        Assert.Equal("Offer 10", (string?)byId["title"]);
        Assert.Equal(1500m, (decimal)byId["value"]!);
        Assert.Equal("Shop 2", (string?)byId["shop"]!["name"]);
    }

    [Fact]
    public async Task Offer_WithoutClubsAndPage_HasThoseOfItsShop()
    {
        var offer = await _world.GetAsync("/v1/offers/offer-10").JsonAsync();

        Assert.Equal([Records.Id(1)], offer["clubs"]!.AsArray().Select(club => (string)club!));
        Assert.Equal("https://shop2.example/", (string?)offer["landingPage"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Offer_WithTextsInHindi_HasThemBesideTheEnglishOnes_FromCacheAndTable(bool cached)
    {
        var offer = Records.Offer(11, 2).With("nameHi", "₹1,500 की छूट").With("termsHi", "हर व्यक्ति को एक।");
        if (cached)
            await _world.Cache.ShowAsync(offer);
        else
            await _world.Tables.PutAsync(offer);

        var answer = await _world.GetAsync($"/v1/offers/{Records.Id(11)}").JsonAsync();

        Assert.Equal(("Offer 11", "₹1,500 की छूट", "हर व्यक्ति को एक।"), ((string?)answer["title"], (string?)answer["titleHi"], (string?)answer["termsHi"]));
        Assert.Null(answer["descriptionHi"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Offer_WithAPicture_HasItsPath_FromCacheAndTable(bool cached)
    {
        var path = "/pictures/" + new string('a', 64);
        var offer = Records.Offer(11, 2).With("picture", path);
        if (cached)
            await _world.Cache.ShowAsync(offer);
        else
            await _world.Tables.PutAsync(offer);

        var answer = await _world.GetAsync($"/v1/offers/{Records.Id(11)}").JsonAsync();

        Assert.Equal(path, (string?)answer["picture"]);
        Assert.Null((await _world.GetAsync("/v1/offers/offer-10").JsonAsync())["picture"]);
    }

    [Theory]
    [InlineData("https://elsewhere.example/x.png")]
    [InlineData("/pictures/../admin")]
    [InlineData("/pictures/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Offer_WithSomethingElseAsItsPicture_HasNone(string path)
    {
        await _world.Cache.ShowAsync(Records.Offer(11, 2).With("picture", path));

        Assert.Null((await _world.GetAsync($"/v1/offers/{Records.Id(11)}").JsonAsync())["picture"]);
    }

    [Fact]
    public async Task Offer_ThatIsAMark_IsNotFound_AlsoByItsSlug_WithoutDynamoDb()
    {
        await _world.Cache.RecordAsync(Records.Mark("offer", 10, 2));
        await _world.Tables.PutAsync(Records.Offer(10, 2)); // the cache's mark is the answer

        Assert.Equal("not-found", await _world.GetAsync($"/v1/offers/{Records.Id(10)}").ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("not-found", await _world.GetAsync("/v1/offers/offer-10").ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Offer_OfAShopThatIsNotShown_IsNotFound()
    {
        await _world.Cache.RecordAsync(Records.Mark("shop", 2, 2));

        await _world.GetAsync("/v1/offers/offer-10").ProblemAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(60, 120)]
    [InlineData(-120, -60)]
    public async Task Offer_BeforeItStartsAndAfterItEnded_IsNotFound(int starts, int ends)
    {
        var now = DateTimeOffset.UtcNow;
        await _world.Cache.ShowAsync(Records.Offer(11, 2, now.AddSeconds(starts), now.AddSeconds(ends)));

        await _world.GetAsync("/v1/offers/offer-11").ProblemAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Slug_ThatHasMovedOn_NamesItsOwnerInDynamoDb()
    {
        await _world.Cache.ShowAsync(Records.Offer(12, 2));
        await _world.Cache.RecordAsync(Records.Offer(12, 2).With("slug", "another", version: 2)); // the slug's own value is behind
        await _world.Tables.PutAsync(Records.Offer(13, 2).With("slug", "offer-12"));

        var offer = await _world.GetAsync("/v1/offers/offer-12").JsonAsync();

        Assert.Equal(Records.Id(13), (string?)offer["id"]);
    }

    [Fact]
    public async Task Answer_ForCaches_HasTagAndTimes()
    {
        using var response = await _world.GetAsync("/v1/offers/offer-10");

        Assert.Equal("W/\"1.1-1\"", response.Headers.ETag?.ToString());
        Assert.Equal("public, max-age=10, stale-while-revalidate=20", response.Headers.CacheControl?.ToString());
        Assert.Equal("Accept-Encoding", response.Headers.Vary.ToString());
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Null(response.Headers.Server.FirstOrDefault());
    }

    [Theory]
    [InlineData("W/\"1.1-1\"", HttpStatusCode.NotModified)]
    [InlineData("\"1.1-1\"", HttpStatusCode.NotModified)]
    [InlineData("\"x\", W/\"1.1-1\"", HttpStatusCode.NotModified)]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("W/\"1.0-1\"", HttpStatusCode.OK)]
    [InlineData("garbage", HttpStatusCode.OK)]
    public async Task Answer_ToWhoHasIt_Is304(string known, HttpStatusCode status)
    {
        using var response = await _world.GetAsync("/v1/offers/offer-10", ("If-None-Match", known));

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(status is HttpStatusCode.OK, (await response.Content.ReadAsByteArrayAsync()).Length > 0);
    }

    [Fact]
    public async Task Tag_AfterTheOfferOrItsShopChanged_IsAnother()
    {
        await _world.Cache.RecordAsync(Records.Offer(10, 2).With("name", "Better", version: 2));
        using var offerChanged = await _world.GetAsync("/v1/offers/offer-10", ("If-None-Match", "W/\"1.1-1\""));
        await _world.Cache.RecordAsync(Records.Shop(2, 1).With("name", "Renamed", version: 7));
        using var shopChanged = await _world.GetAsync("/v1/offers/offer-10", ("If-None-Match", "W/\"1.2-1\""));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (offerChanged.StatusCode, shopChanged.StatusCode));
        Assert.Equal("W/\"1.2-7\"", shopChanged.Headers.ETag?.ToString());
        Assert.Contains("Renamed", await shopChanged.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CacheControl_OfAnOfferThatEndsSoon_EndsBefore()
    {
        var now = DateTimeOffset.UtcNow;
        await _world.Cache.ShowAsync(Records.Offer(14, 2, now.AddDays(-1), now.AddSeconds(15)), Records.Offer(15, 2, now.AddSeconds(5), now.AddDays(1)));

        using var ending = await _world.GetAsync("/v1/offers/offer-14");
        using var starting = await _world.GetAsync("/v1/offers/offer-15");

        Assert.Equal(TimeSpan.FromSeconds(10), ending.Headers.CacheControl?.MaxAge);
        Assert.InRange(StaleOf(ending), 1, 5);
        Assert.Equal(HttpStatusCode.NotFound, starting.StatusCode);
        Assert.InRange(starting.Headers.CacheControl!.MaxAge!.Value.TotalSeconds, 1, 5);
        Assert.Equal(0, StaleOf(starting));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("gzip, br;q=0")]
    [InlineData("identity")]
    public async Task LongAnswer_ToWhoTakesIt_IsCompressed(string accepted)
    {
        await _world.Cache.ShowAsync(Records.Offer(16, 2).With("terms", string.Concat(Enumerable.Repeat("Show the club card. ", 100))));

        using var response = await _world.GetAsync("/v1/offers/offer-16", ("Accept-Encoding", accepted));
        var coding = response.Content.Headers.ContentEncoding.FirstOrDefault();
        await using var body = await response.Content.ReadAsStreamAsync();
        await using Stream plain = coding switch { "br" => new BrotliStream(body, CompressionMode.Decompress), "gzip" => new GZipStream(body, CompressionMode.Decompress), _ => body };
        using var reader = new StreamReader(plain);

        Assert.Equal(accepted switch { "br" => "br", "identity" => null, _ => "gzip" }, coding);
        Assert.Contains("Show the club card.", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_IsAnsweredWithoutABody()
    {
        using var response = await _world.SendAsync(HttpMethod.Head, "/v1/offers/offer-10", null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Content.Headers.ContentLength > 100);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("clubs", 1)]
    [InlineData("shops", 2)]
    public async Task ClubsAndShops_ByIdAndSlug_AreShown(string path, int id)
    {
        var byId = await _world.GetAsync($"/v1/{path}/{Records.Id(id)}").JsonAsync();
        var bySlug = await _world.GetAsync($"/v1/{path}/{path[..^1]}-{id}").JsonAsync();

        Assert.Equal(byId.ToJsonString(), bySlug.ToJsonString());
        Assert.Equal(Records.Id(id), (string?)byId["id"]);
    }

    [Theory]
    [InlineData("OFFER-10")]
    [InlineData("0")]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("offer%2010")]
    [InlineData("%E0%A4%95")]
    [InlineData("clubshop:offer:1:all")]
    public async Task TextThatIsNoIdAndNoSlug_IsNotFound(string text) => await _world.GetAsync("/v1/offers/" + text).ProblemAsync(HttpStatusCode.NotFound);

    [Fact]
    public async Task TextOf10000Characters_IsRefused()
    {
        using var response = await _world.GetAsync("/v1/offers/" + new string('a', 10_000));

        Assert.Equal(HttpStatusCode.RequestUriTooLong, response.StatusCode);
    }

    private static double StaleOf(HttpResponseMessage response) =>
        double.Parse(response.Headers.CacheControl!.Extensions.FirstOrDefault(one => one.Name == "stale-while-revalidate")?.Value ?? "0", System.Globalization.CultureInfo.InvariantCulture);
}
