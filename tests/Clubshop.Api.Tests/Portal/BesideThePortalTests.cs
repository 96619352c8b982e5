using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Amazon.CognitoIdentityProvider.Model;
using Amazon.DynamoDBv2.Model;
using Clubshop.Api.Tests.Testing;
using Clubshop.Aws;
using Clubshop.Aws.Cognito;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Clubshop.Api.Tests.Portal;

/// <summary>Beside a running portal with its demo: what the portal wrote is read, by the contract alone, and one of its customers signs in.</summary>
public sealed class BesideThePortalTests : IAsyncLifetime, IDisposable
{
    private PortalProcess _portal = null!;
    private WebApplication _app = null!;
    private AwsClients _clients = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _portal = await PortalProcess.StartAsync();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection([new("urls", "http://127.0.0.1:0"), new("Aws:Endpoint", _portal.Aws), new("Cache:Nodes:0", _portal.Memcached)]);
        builder.AddApi();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.UseApi();
        _app.MapApi();
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
        _clients = new AwsClients(new AwsOptions { Mode = AwsMode.Aws, Endpoint = _portal.Aws, Region = "ap-south-1" }, null, TimeProvider.System);
        await SeededAsync();
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        await _portal.DisposeAsync();
    }

    public void Dispose()
    {
        _http.Dispose();
        _clients.Dispose();
    }

    [Fact]
    public async Task DemoOffers_AreThoseThatThePortalPublishes_FromItsCache()
    {
        var published = await LiveOffersAsync();
        var told = await Answers.UntilAsync(() => _http.GetAsync("/v1/offers?limit=50"), page => page.Ids().Count == Math.Min(50, published.Count));

        List<string> ids = [.. told.Ids()];
        for (var next = (string?)told["next"]; next is not null;)
        {
            var page = await _http.GetAsync($"/v1/offers?limit=50&cursor={next}").JsonAsync();
            ids.AddRange(page.Ids());
            next = (string?)page["next"];
        }

        Assert.True(published.Count > 10);
        Assert.Equal(published.Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));

        // By the lists of clubs and shops the same ones are found, and each by its slug.
        var first = told["items"]![0]!;
        Assert.Contains((string)first["id"]!, (await _http.GetAsync($"/v1/offers?limit=50&shop={first["shop"]!["slug"]}").JsonAsync()).Ids());
        Assert.Contains((string)first["id"]!, (await _http.GetAsync($"/v1/offers?limit=50&club={first["clubs"]![0]}").JsonAsync()).Ids());
        Assert.Equal((string?)first["id"], (string?)(await _http.GetAsync($"/v1/offers/{first["slug"]}").JsonAsync())["id"]);
        Assert.Equal("up", (string?)(await _http.GetAsync("/health/ready").JsonAsync())["cache"]);
    }

    [Fact]
    public async Task DemoCustomer_SignsIn_AndGetsACoupon()
    {
        var offers = await Answers.UntilAsync(() => _http.GetAsync("/v1/offers?limit=1"), page => page.Ids().Count > 0);
        var offer = offers.Ids()[0];
        await _clients.DynamoDb.PutItemAsync("clubshop-coupons", new()
        {
            ["pk"] = new("OFFER#" + offer),
            ["sk"] = new("COUPONS"),
            ["mode"] = new("shared"),
            ["sharedCode"] = new("DIWALI24"),
            ["v"] = new() { N = "1" },
        });
        var customer = await CustomerAsync();
        await _clients.Cognito.AdminSetUserPasswordAsync(new() { UserPoolId = CouponWorld.Pool.PoolId, Username = customer, Password = "Rasam-Vadai-2026", Permanent = true });
        using var verifier = _clients.CreateTokenVerifier(CouponWorld.Pool);
        var signedIn = Assert.IsType<SignInStep.SignedIn>(await _clients.CreateSignInFlow(CouponWorld.Pool, verifier).StartAsync(customer, "Rasam-Vadai-2026"));

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/offers/{offer}/coupon");
        request.Headers.Authorization = new("Bearer", signedIn.Tokens.AccessToken);
        using var answer = await _http.SendAsync(request);

        Assert.Equal("DIWALI24", (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["code"]);
    }

    // Without an authenticator, so that the password alone signs in.
    private async Task<string> CustomerAsync()
    {
        foreach (var user in (await _clients.Cognito.ListUsersAsync(new ListUsersRequest { UserPoolId = CouponWorld.Pool.PoolId, Limit = 60 })).Users!)
        {
            var one = await _clients.Cognito.AdminGetUserAsync(new() { UserPoolId = CouponWorld.Pool.PoolId, Username = user.Username });
            if (one is { Enabled: true, UserStatus.Value: "CONFIRMED" } && one.UserMFASettingList is null or { Count: 0 })
                return user.Username!;
        }

        throw new InvalidOperationException("The demo has no customer without an authenticator.");
    }

    // As its tables have it.
    private async Task<List<string>> LiveOffersAsync()
    {
        var now = Records.Time(DateTimeOffset.UtcNow);
        var (offers, shops) = (await ItemsAsync("clubshop-offers"), (await ItemsAsync("clubshop-shops")).Where(IsPublished).Select(shop => shop["pk"].S.Split('#')[1]).ToHashSet(StringComparer.Ordinal));
        return
        [
            .. offers.Where(IsPublished)
                .Where(offer => shops.Contains(offer["shopId"].S) && string.CompareOrdinal(offer["starts"].S, now) <= 0 && (!offer.TryGetValue("ends", out var ends) || string.CompareOrdinal(now, ends.S) < 0))
                .Select(offer => offer["pk"].S.Split('#')[1]),
        ];
    }

    private static bool IsPublished(Dictionary<string, AttributeValue> item) => item["sk"].S == "META" && item["status"].S == "published";

    private async Task<List<Dictionary<string, AttributeValue>>> ItemsAsync(string table)
    {
        List<Dictionary<string, AttributeValue>> items = [];
        Dictionary<string, AttributeValue>? start = null;
        do
        {
            var page = await _clients.DynamoDb.ScanAsync(new() { TableName = table, ExclusiveStartKey = start, ConsistentRead = true });
            items.AddRange(page.Items);
            start = page.LastEvaluatedKey;
        }
        while (start is { Count: > 0 });
        return items;
    }

    // The demo is seeded after the portal is ready; the registry is the last of it.
    private async Task SeededAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        QueryResponse seeded;
        do
        {
            await timer.WaitForNextTickAsync();
            seeded = await _clients.DynamoDb.QueryAsync(new("clubshop-system") { KeyConditionExpression = "pk = :pk", ExpressionAttributeValues = new() { [":pk"] = new("SEED#registry") } });
        }
        while (seeded.Items is null or { Count: 0 });
    }
}
