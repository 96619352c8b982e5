using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Clubshop.Admin.Audit;
using Clubshop.Admin.CatalogApi.Callers;
using Clubshop.Admin.Embedded;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Clubshop.Aws.Cognito;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Memcached;
using Microsoft.AspNetCore.Routing;

namespace Clubshop.Admin.Tests.Registry.Api;

/// <summary>The API over HTTP, in the whole portal.</summary>
public sealed class ApiTests(SharedApi shared) : IClassFixture<SharedApi>
{
    private readonly ApiHost _host = shared.Host;
    private readonly string _sub = Guid.NewGuid().ToString();
    private readonly string _other = Guid.NewGuid().ToString();

    private string Customer => "/api/v1/customers/" + _sub;

    private object Pixel => new { token = $"fcm-token-{_sub}:APA91b", platform = "android", appVersion = "3.2.1" };

    [Fact]
    public async Task Api_WithoutAClient_DoesNotExist()
    {
        await using var host = new ApiHost();
        foreach (var (method, path) in new[] { ("POST", "/api/v1/token"), ("GET", Customer), ("PUT", Customer + "/devices/a"), ("GET", "/api/v1/x") })
        {
            using var off = await host.SendAsync(method, path, null);
            Assert.Equal((path, HttpStatusCode.NotFound), (path, off.StatusCode));
            Assert.Empty(await off.Content.ReadAsByteArrayAsync());
        }

        var client = await host.ClientAsync();
        using var on = await host.AskTokenAsync(client.Client.Id, client.Text);
        Assert.Equal(HttpStatusCode.OK, on.StatusCode);

        await host.Clients.RevokeAsync(Actor.System, client.Client.Id, CancellationToken.None);
        using var offAgain = await host.AskTokenAsync(client.Client.Id, client.Text);
        Assert.Equal(HttpStatusCode.NotFound, offAgain.StatusCode);
    }

    [Fact]
    public async Task Token_WhileTheDatabaseDoesNotAnswer_IsAProblemThatSaysWhenToComeAgain()
    {
        await using var host = new ApiHost();
        await host.Get<EmbeddedAws>().WhenOpenAsync(CancellationToken.None);
        host.Get<MemcachedServer>().Faults.Set(new() { Rules = [new() { Kind = FaultKind.ConnectionReset, Service = "dynamodb" }] });

        // Nobody has asked yet whether there is any client: the first call looks.
        using var answer = await host.AskTokenAsync("anybody", "a secret");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal("unavailable", (await ApiHost.JsonOf(answer)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task EveryAddress_EveryScope_EqualsTheTable()
    {
        var tokens = new Dictionary<ApiScope, string>();
        foreach (var scope in ApiScopes.All)
            tokens[scope] = await _host.TokenAsync(scope);

        List<string> wrong = [];
        foreach (var (method, path, needs) in Addresses())
        {
            foreach (var (scope, token) in tokens)
            {
                using var answer = await _host.SendAsync(method, path, token, method is "PUT" or "PATCH" ? "{}" : null);
                if ((answer.StatusCode == HttpStatusCode.Forbidden) == (scope == needs) || answer.StatusCode == HttpStatusCode.Unauthorized)
                    wrong.Add($"{scope} {method} {path}: {answer.StatusCode}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryAddress_WithASessionsCookieAndNoToken_IsRefused()
    {
        await _host.ClientAsync();
        var cookie = await CookieAsync();
        using (var page = await _host.SendAsync("GET", "/", null, cookie: cookie))
            Assert.Equal(HttpStatusCode.OK, page.StatusCode); // the session itself is good

        foreach (var (method, path, _) in Addresses())
        {
            var (status, body) = await _host.CallAsync(method, path, null, method is "PUT" or "PATCH" ? "{}" : null, cookie: cookie);
            Assert.Equal((path, HttpStatusCode.Unauthorized), (path, status));
            Assert.Equal("invalid-token", body.GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task EveryPage_WithATokenAndNoSession_LeadsToTheSignIn()
    {
        var token = await _host.TokenAsync();
        foreach (var route in PortalRoutes.All.Where(route => route.Permission is not null))
        {
            var path = Regex.Replace(route.Template, @"\{[^}]*\}", "1", RegexOptions.ExplicitCapture);
            using var page = await _host.SendAsync("GET", path, token);
            Assert.Equal((path, HttpStatusCode.Found), (path, page.StatusCode));
        }
    }

    [Theory]
    [InlineData("Bearer rubbish")]
    [InlineData("Basic YTpi")]
    public async Task Call_WithAnotherAuthorization_IsRefused(string header)
    {
        await _host.ClientAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, Customer);
        request.Headers.TryAddWithoutValidation("Authorization", header);
        using var answer = await _host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Customer_FullyReported_IsReadBackWithoutPersonalData()
    {
        var token = await _host.TokenAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await _host.CallAsync("GET", Customer, token)).Status);

        var (created, device) = await _host.CallAsync("PUT", Customer + "/devices/pixel", token, Pixel);
        Assert.Equal(HttpStatusCode.Created, created);
        Assert.True(device.GetProperty("device").GetProperty("live").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, (await _host.CallAsync("PUT", Customer + "/devices/pixel", token, Pixel)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _host.CallAsync("PATCH", Customer + "/profile", token, new { city = "Pune", phone = "+91 98765 43210" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _host.CallAsync("PUT", Customer + "/opt-outs/sms", token)).Status);

        using var answer = await _host.SendAsync("GET", Customer, token);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("fcm-token", text, StringComparison.Ordinal);
        Assert.DoesNotContain("98765", text, StringComparison.Ordinal);
        var customer = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal(("Pune", "•••••••••3210", "sms"), (customer.GetProperty("city").GetString(), customer.GetProperty("phone").GetString(), customer.GetProperty("optOuts")[0].GetString()));

        Assert.Equal(HttpStatusCode.NoContent, (await _host.CallAsync("DELETE", Customer + "/opt-outs/sms", token)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await _host.CallAsync("DELETE", Customer + "/devices/pixel", token)).Status);
        Assert.Empty((await _host.CallAsync("GET", Customer, token)).Body.GetProperty("devices").EnumerateArray());
        Assert.DoesNotContain("fcm-token", _host.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("98765 43210", _host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Device_OfAnotherCustomer_IsMoved_AndTheAnswerSaysSo()
    {
        var token = await _host.TokenAsync();
        await _host.CallAsync("PUT", Customer + "/devices/pixel", token, Pixel);

        var (_, answer) = await _host.CallAsync("PUT", $"/api/v1/customers/{_other}/devices/pixel", token, Pixel);

        Assert.True(answer.GetProperty("movedFromAnotherCustomer").GetBoolean());
        Assert.Empty((await _host.CallAsync("GET", Customer, token)).Body.GetProperty("devices").EnumerateArray());
    }

    [Theory]
    [InlineData("PUT", "/devices/pixel", """{"platform":"android"}""", 422, "invalid-token")]
    [InlineData("PUT", "/devices/pixel", """{"token":"null","platform":"android"}""", 422, "invalid-token")]
    [InlineData("PUT", "/devices/pixel", """{"token":"fcm-token-000001"}""", 422, "invalid-platform")]
    [InlineData("PUT", "/devices/pixel", """{"token":"fcm-token-000001","platform":"nokia"}""", 422, "invalid-platform")]
    [InlineData("PUT", "/devices/pixel", """{"token":"fcm-token-000001","platform":""}""", 422, "invalid-platform")]
    [InlineData("PUT", "/devices/pixel", """{"token":"fcm-token-000001\n","platform":"android"}""", 422, "invalid-token")]
    [InlineData("PUT", "/devices/pixel", """{"token":"fcm-token-000001","token":"fcm-token-000002","platform":"android"}""", 400, "invalid-body")]
    [InlineData("PUT", "/devices/pixel", """{"token":"fcm-token-000001","platform":"android","Platform":"ios"}""", 400, "invalid-body")]
    [InlineData("PATCH", "/profile", """{"city":"Pune","city":"Nashik"}""", 400, "invalid-body")]
    [InlineData("PATCH", "/profile", """{"town":"Pune"}""", 400, "invalid-body")]
    [InlineData("PATCH", "/profile", """{"city":"Pune\ud800"}""", 400, "invalid-body")]
    [InlineData("PATCH", "/profile", """{"city":"Pu\u202ene"}""", 422, "invalid-city")]
    [InlineData("PATCH", "/profile", """{"city":"\u3164"}""", 422, "invalid-city")]
    [InlineData("PATCH", "/profile", """{"phone":"+9198765002"}""", 422, "invalid-phone")]
    [InlineData("PATCH", "/profile", """{"phone":"+9198765002021"}""", 422, "invalid-phone")]
    [InlineData("PUT", "/devices/pixel%0A", """{"token":"fcm-token-000001","platform":"android"}""", 422, "invalid-device-id")]
    [InlineData("PUT", "%0A/opt-outs/sms", null, 422, "invalid-sub")]
    [InlineData("DELETE", "%0A/opt-outs/sms", null, 422, "invalid-sub")]
    [InlineData("PATCH", "%0A/profile", "{}", 422, "invalid-sub")]
    [InlineData("GET", "%0A", null, 422, "invalid-sub")]
    [InlineData("PUT", "/opt-outs/sms%0A", null, 422, "unknown-channel")]
    [InlineData("PUT", "/follows/club/0123456789abcdef0123456789abcdef%0A", null, 422, "unknown-club")]
    [InlineData("PUT", "/devices/pixel", """{"token":"fcm-token-000001","platform":0}""", 400, "invalid-body")]
    [InlineData("PUT", "/devices/pixel", """{"tokn":"x"}""", 400, "invalid-body")]
    [InlineData("PUT", "/devices/pixel", "[]", 400, "invalid-body")]
    [InlineData("PUT", "/devices/pixel", "null", 400, "invalid-body")]
    [InlineData("PUT", "/devices/pixel", "{", 400, "invalid-body")]
    [InlineData("PUT", "/devices/a%20b", """{"token":"fcm-token-000001","platform":"android"}""", 422, "invalid-device-id")]
    [InlineData("PATCH", "/profile", """{"phone":"12"}""", 422, "invalid-phone")]
    [InlineData("PATCH", "/profile", """{"language":"klingon!"}""", 422, "invalid-language")]
    [InlineData("PUT", "/follows/club/0123456789abcdef0123456789abcdef", null, 422, "unknown-club")]
    [InlineData("PUT", "/follows/shop/%3Cb%3E", null, 422, "unknown-shop")]
    [InlineData("PUT", "/follows/offer/0123456789abcdef0123456789abcdef", null, 422, "unknown-kind")]
    [InlineData("PUT", "/opt-outs/pigeon", null, 422, "unknown-channel")]
    [InlineData("POST", "/devices/pixel", null, 405, "method-not-allowed")]
    [InlineData("GET", "/nothing", null, 404, "not-found")]
    public async Task BadInput_OfAnyKind_IsNamed(string method, string path, string? body, int status, string code)
    {
        var token = await _host.TokenAsync();

        using var answer = await _host.SendAsync(method, Customer + path, token, body);

        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(code, (await ApiHost.JsonOf(answer)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task BadInput_OfTheAddressAndTheBody_IsNamed()
    {
        var token = await _host.TokenAsync();

        Assert.Equal("invalid-sub", (await _host.CallAsync("GET", "/api/v1/customers/somebody", token)).Body.GetProperty("code").GetString());
        Assert.Equal("body-too-large", (await _host.CallAsync("PUT", Customer + "/devices/pixel", token, new string('x', 20_000))).Body.GetProperty("code").GetString());
        using var form = await _host.SendAsync("PUT", Customer + "/devices/pixel", token, "a=b", type: "application/x-www-form-urlencoded");
        Assert.Equal("not-json", (await ApiHost.JsonOf(form)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("+91 0 98765 00202")]
    [InlineData("0091 98765 00202")]
    [InlineData("98765\u201100202")]
    public async Task Phone_InAnySpelling_IsOneNumber(string phone)
    {
        var token = await _host.TokenAsync();

        Assert.Equal(HttpStatusCode.NoContent, (await _host.CallAsync("PATCH", Customer + "/profile", token, new { phone })).Status);

        Assert.Contains(_sub, await _host.Get<RegistryReader>().FindByPhoneAsync("+919876500202", CancellationToken.None));
    }

    [Theory]
    [InlineData("client_id=a&client_secret=b", "invalid_request")]
    [InlineData("grant_type=&client_id=a", "invalid_request")]
    [InlineData("grant_type=client_credentials&grant_type=client_credentials&client_id=a", "invalid_request")]
    [InlineData("grant_type=client_credentials&client_id=a&client_id=b", "invalid_request")]
    [InlineData("grant_type=password&client_id=a&client_secret=b", "unsupported_grant_type")]
    public async Task Token_InvalidRequest_IsRefusedByItsRfcName(string form, string error)
    {
        await _host.ClientAsync();

        using var answer = await _host.SendAsync("POST", "/api/v1/token", null, form, type: "application/x-www-form-urlencoded");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(error, (await ApiHost.JsonOf(answer)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Token_WithThousandsOfFields_IsRefused()
    {
        await _host.ClientAsync();

        using var answer = await _host.SendAsync("POST", "/api/v1/token", null, string.Concat(Enumerable.Range(0, 3_000).Select(n => $"a{n}&")), type: "application/x-www-form-urlencoded");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task IdempotencyKey_SentAgain_GetsTheSameAnswer_AndIsDoneOnce()
    {
        var token = await _host.TokenAsync();
        Assert.Equal(HttpStatusCode.Created, (await _host.CallAsync("PUT", Customer + "/devices/pixel", token, Pixel, "key-1")).Status);
        await _host.CallAsync("DELETE", Customer + "/devices/pixel", token);

        using var again = await _host.SendAsync("PUT", Customer + "/devices/pixel", token, Pixel, "key-1");

        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal("true", again.Headers.GetValues("Idempotent-Replayed").Single());
        Assert.Empty((await _host.CallAsync("GET", Customer, token)).Body.GetProperty("devices").EnumerateArray());
        Assert.Equal("idempotency-key-reused", (await _host.CallAsync("PUT", Customer + "/devices/other", token, Pixel, "key-1")).Body.GetProperty("code").GetString());
        Assert.Equal("invalid-idempotency-key", (await _host.CallAsync("PUT", Customer + "/devices/other", token, Pixel, new string('k', 65))).Body.GetProperty("code").GetString());

        // Keys of another client are separate.
        Assert.Equal(HttpStatusCode.Created, (await _host.CallAsync("PUT", Customer + "/devices/other", await _host.TokenAsync(), Pixel, "key-1")).Status);
    }

    [Fact]
    public async Task Document_OfTheApi_NamesEveryAddressWithItsScope()
    {
        await _host.ClientAsync();
        var document = (await _host.CallAsync("GET", "/api/v1/openapi.json", null)).Body;

        var written = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name} {ScopeOf(method.Value)}"));
        var mapped = _host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText is { } path && path.StartsWith("/api/v1/", StringComparison.Ordinal) && !path.EndsWith("openapi.json", StringComparison.Ordinal))
            .Select(endpoint => $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]} {endpoint.RoutePattern.RawText!.TrimEnd('/')} "
                + (endpoint.Metadata.GetMetadata<NeedsScopeAttribute>()?.Scope ?? endpoint.Metadata.GetMetadata<NeedsCatalogAttribute>()?.Scope) switch { { } scope => ApiScopes.NameOf(scope), _ => "" });
        Assert.Equal(mapped.Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
        Assert.Equal(9 + (12 * 4) + 5, mapped.Count());

        static string ScopeOf(JsonElement operation) =>
            operation.TryGetProperty("security", out var security) ? security[0].GetProperty("client")[0].GetString()! : "";
    }

    [Fact]
    public async Task Calls_OfAClientInAnHour_HaveOneAuditEntry()
    {
        var client = await _host.ClientAsync();
        using var answer = await _host.AskTokenAsync(client.Client.Id, client.Text);
        var token = (await ApiHost.JsonOf(answer)).GetProperty("access_token").GetString();
        var hour = DateTimeOffset.UtcNow.Hour;
        await _host.CallAsync("PUT", Customer + "/devices/pixel", token, Pixel);
        await _host.CallAsync("PUT", Customer + "/opt-outs/push", token);

        var entries = (await _host.Get<AuditLog>().HistoryAsync(Actor.System, RegistryAudit.Kind, "api:" + client.Client.Id, null, 50, CancellationToken.None)).Value!.Entries;

        Assert.InRange(entries.Count, 1, DateTimeOffset.UtcNow.Hour == hour ? 1 : 2);
        Assert.Equal(("Shop app", "api:" + client.Client.Id), (entries[0].EntityName, entries[0].ActorId));
    }

    private IEnumerable<(string Method, string Path, ApiScope Needs)> Addresses() =>
        from endpoint in _host.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let needs = endpoint.Metadata.GetMetadata<NeedsScopeAttribute>()
        where needs is not null
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select (method, Regex.Replace(endpoint.RoutePattern.RawText!.Replace("{sub}", _sub, StringComparison.Ordinal), @"\{[^}]*\}", "sample", RegexOptions.ExplicitCapture), needs.Scope);

    private async Task<string> CookieAsync()
    {
        var identity = new PoolIdentity("sub-a", "sub-a", "a@clubshop.example", "A", [nameof(Role.Administrators)], DateTimeOffset.UtcNow);
        var (value, _) = await _host.Get<SessionService>().BeginAsync(
            new Tokens("a", "i", "r", DateTimeOffset.UtcNow.AddHours(1), identity), new("127.0.0.1", "http", Browser.Firefox), CancellationToken.None);
        return "clubshop=" + value;
    }
}
