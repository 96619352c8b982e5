using System.Net;
using System.Text.Json.Nodes;
using Clubshop.Api.Tests.Testing;

namespace Clubshop.Api.Tests.Catalog;

/// <summary><c>GET /v1/offers</c> and the other lists.</summary>
public sealed class PageTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    // Even ones are of club 1 by themselves, the others of club 2 by their shop; each third has category 5. The higher, the later it started.
    private static readonly JsonObject[] Offers =
    [
        .. Enumerable.Range(100, 60).Select(id => Records.Offer(id, 4, Now.AddDays(id - 200), clubs: id % 2 == 0 ? [1] : null, categories: id % 3 == 0 ? [5] : null)),
    ];

    private ApiWorld _world = null!;

    public async Task InitializeAsync()
    {
        _world = await ApiWorld.StartAsync("Catalog:KeepFor=00:00:00", "Catalog:KeepLists=00:00:00");
        var cache = _world.Cache;
        await cache.ShowAsync(Records.Club(1), Records.Club(2), Records.Shop(4, 2), Records.Category(5), Records.Category(6));
        await cache.ShowAsync(Offers);
        await cache.ListAsync("offer", "all", Offers, pages: 4);
        await cache.ListAsync("offer", $"of-club:{Records.Id(1)}", Offers.Where(offer => offer["clubs"] is not null));
        await cache.ListAsync("offer", $"of-club:{Records.Id(2)}", Offers.Where(offer => offer["clubs"] is null));
        await cache.ListAsync("offer", $"of-shop:{Records.Id(4)}", Offers, pages: 2);
        await cache.ListAsync("offer", $"of-category:{Records.Id(5)}", Offers.Where(offer => offer["categories"] is not null));
        await cache.ListAsync("offer", $"of-category:{Records.Id(6)}", []);
        await cache.ListAsync("club", "all", [Records.Club(1), Records.Club(2)]);
    }

    public async Task DisposeAsync() => await _world.DisposeAsync();

    [Fact]
    public async Task AllOffers_PageByPage_AreEachThereOnce_LatestStartFirst()
    {
        var ids = await AllAsync("/v1/offers?limit=7");

        Assert.Equal(Offers.Reverse().Select(offer => (string)offer["id"]!), ids);
    }

    [Fact]
    public async Task Offers_Narrowed_AreThoseOfAllConditions()
    {
        var found = await AllAsync("/v1/offers?club=club-1&category=category-5&shop=shop-4&limit=3");

        Assert.Equal(Offers.Where(offer => offer["clubs"] is not null && offer["categories"] is not null).Reverse().Select(offer => (string)offer["id"]!), found);
    }

    [Fact]
    public async Task OffersOfAClub_HaveThoseOfItsShopsToo()
    {
        var found = await AllAsync($"/v1/offers?club={Records.Id(2)}&limit=50");

        Assert.Equal(30, found.Count);
    }

    [Fact]
    public async Task ListThatIsBehind_ShowsNothingThatItsRecordDoesNot()
    {
        await _world.Cache.RecordAsync(Records.Mark("offer", 159, 2));
        await _world.Cache.RecordAsync(Offers[58].With("ends", Records.Time(Now.AddHours(-1)), version: 2));
        await _world.Cache.RecordAsync(Offers[56].With("clubs", new JsonArray(Records.Id(2)), version: 2));

        Assert.Equal(Records.Id(157), (await _world.GetAsync("/v1/offers?limit=1").JsonAsync()).Ids()[0]);
        Assert.Equal(Records.Id(154), (await _world.GetAsync("/v1/offers?club=club-1&limit=1").JsonAsync()).Ids()[0]);
    }

    [Fact]
    public async Task Cursor_WhoseOfferIsGone_GoesOnBehindIt()
    {
        var first = await _world.GetAsync("/v1/offers?limit=2").JsonAsync();
        var last = first.Ids()[^1];
        await _world.Cache.ListAsync("offer", "all", Offers.Where(offer => (string)offer["id"]! != last), pages: 4);

        var second = await _world.GetAsync($"/v1/offers?limit=2&cursor={first["next"]}").JsonAsync();

        Assert.Equal([Records.Id(157), Records.Id(156)], second.Ids());
    }

    [Fact]
    public async Task EmptyList_IsAnEmptyPage()
    {
        var page = await _world.GetAsync("/v1/offers?category=category-6").JsonAsync();

        Assert.Empty(page.Ids());
        Assert.Null(page["next"]);
    }

    [Fact]
    public async Task Page_ToWhoHasIt_Is304()
    {
        using var first = await _world.GetAsync("/v1/offers?limit=2");
        using var second = await _world.GetAsync("/v1/offers?limit=2", ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Page_BeforeAnOfferStarts_IsKeptUntilThen()
    {
        var soon = Records.Offer(300, 4, DateTimeOffset.UtcNow.AddSeconds(6));
        await _world.Cache.ShowAsync(soon);
        await _world.Cache.ListAsync("offer", "all", [.. Offers, soon], pages: 4);

        using var page = await _world.GetAsync("/v1/offers?limit=2");

        Assert.InRange(page.Headers.CacheControl!.MaxAge!.Value.TotalSeconds, 1, 6);
    }

    [Fact]
    public async Task Clubs_AreListed() => Assert.Equal([Records.Id(2), Records.Id(1)], await AllAsync("/v1/clubs?limit=1"));

    [Theory]
    [InlineData("limit=0", "invalid-limit")]
    [InlineData("limit=51", "invalid-limit")]
    [InlineData("limit=-1", "invalid-limit")]
    [InlineData("limit=abc", "invalid-limit")]
    [InlineData("limit=1&limit=2", "invalid-limit")]
    [InlineData("cursor=abc", "invalid-cursor")]
    [InlineData("cursor=", "invalid-cursor")]
    [InlineData("cursor=%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F%2F", "invalid-cursor")]
    [InlineData("club=Not%20A%20Slug", "invalid-club")]
    [InlineData("club=club-1&club=club-2", "invalid-club")]
    [InlineData("shop=", "invalid-shop")]
    [InlineData("category=%00", "invalid-category")]
    public async Task WrongQuery_IsNamed(string query, string code) => Assert.Equal(code, await _world.GetAsync("/v1/offers?" + query).ProblemAsync(HttpStatusCode.BadRequest));

    [Fact]
    public async Task CursorOf10000Characters_IsRefused() =>
        Assert.Equal("invalid-cursor", await _world.GetAsync("/v1/offers?cursor=" + new string('A', 3_000)).ProblemAsync(HttpStatusCode.BadRequest));

    [Fact]
    public async Task ConditionOnWhatIsNotShown_IsNotFound()
    {
        await _world.Cache.RecordAsync(Records.Mark("club", 1, 2));

        Assert.Equal("not-found", await _world.GetAsync("/v1/offers?club=club-1").ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("not-found", await _world.GetAsync("/v1/offers?shop=no-such-shop").ProblemAsync(HttpStatusCode.NotFound));
    }

    private async Task<List<string>> AllAsync(string path)
    {
        List<string> ids = [];
        string? cursor = null;
        do
        {
            var page = await _world.GetAsync(path + (cursor is null ? "" : "&cursor=" + cursor)).JsonAsync();
            ids.AddRange(page.Ids());
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
        return ids;
    }
}
