using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Storage;
using Clubshop.Admin.Tests.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Admin.Tests.Registry.Api;

/// <summary>Clients, secrets, tokens and limits, with a clock that the test moves.</summary>
public sealed class ApiClientTests : IAsyncLifetime, IDisposable
{
    private StorageHost _storage = null!;
    private ApiClients _clients = null!;

    public async Task InitializeAsync()
    {
        _storage = await StorageHost.StartAsync();
        _clients = new(_storage.Reader, _storage.Writes, _storage.Clock);
    }

    public async Task DisposeAsync() => await _storage.DisposeAsync();

    public void Dispose() => _clients.Dispose();

    [Fact]
    public async Task Secret_OfAClient_Has256Bits_AndIsNotStored()
    {
        var shown = await CreateAsync();

        Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(shown.Text.AsSpan("cs_".Length)).Length);
        Assert.NotNull(await _clients.AuthenticateAsync(shown.Client.Id, shown.Text, CancellationToken.None));
        Assert.Null(await _clients.AuthenticateAsync(shown.Client.Id, shown.Text + "x", CancellationToken.None));
        Assert.Null(await _clients.AuthenticateAsync("other", shown.Text, CancellationToken.None));
        Assert.DoesNotContain(shown.Text, shown.ToString(), StringComparison.Ordinal);
        foreach (var table in new[] { "test-system", "test-audit" })
        {
            var items = (await _storage.Dynamo.ScanAsync(new() { TableName = table })).Items ?? [];
            var text = string.Join('\n', items.SelectMany(item => item.Values).Select(value => value.S + string.Concat((value.L ?? []).Select(each => each.S))));
            Assert.DoesNotContain(shown.Text, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Rotation_OfASecret_LeavesTwoThatWork()
    {
        var first = await CreateAsync();
        var second = await RotateAsync(first.Client.Id);
        Assert.Equal((true, true), (await WorksAsync(first), await WorksAsync(second)));

        var third = await RotateAsync(first.Client.Id);
        Assert.Equal((false, true, true), (await WorksAsync(first), await WorksAsync(second), await WorksAsync(third)));

        _storage.Clock.Advance(ApiClients.Overlap);
        Assert.Equal((false, true), (await WorksAsync(second), await WorksAsync(third)));
        Assert.Equal(["create", "rotate-secret", "rotate-secret"], await ActionsAsync(first.Client.Id));
    }

    [Fact]
    public async Task Revoking_OnAnotherInstance_EndsSecretsAndTokensInTime()
    {
        var shown = await CreateAsync();
        var other = _storage.Another();
        using var theirs = new ApiClients(other.Reader, other.Writes, _storage.Clock);
        var tokens = new ApiTokens(new EphemeralDataProtectionProvider(), _clients, _storage.Clock);
        var token = tokens.Issue(shown.Client, [ApiScope.Read]);
        Assert.NotNull(await tokens.ReadAsync(token, CancellationToken.None));

        await theirs.RevokeAsync(Actor.System, shown.Client.Id, CancellationToken.None);
        _storage.Clock.Advance(ApiClients.MaxAge);

        Assert.False(await WorksAsync(shown));
        Assert.Null(await tokens.ReadAsync(token, CancellationToken.None));
        Assert.False(await _clients.AnyAsync(CancellationToken.None));
        Assert.Equal("revoked", (await _clients.RotateAsync(Actor.System, shown.Client.Id, CancellationToken.None)).Problems.Single().Code);
    }

    [Fact]
    public async Task SecretAndToken_OfAnotherInstance_WorkAtOnce()
    {
        var other = _storage.Another();
        using var theirs = new ApiClients(other.Reader, other.Writes, _storage.Clock);
        var keys = new EphemeralDataProtectionProvider();
        var (mine, elsewhere) = (new ApiTokens(keys, _clients, _storage.Clock), new ApiTokens(keys, theirs, _storage.Clock));
        Assert.False(await theirs.AnyAsync(CancellationToken.None)); // it has looked

        var shown = await CreateAsync();
        Assert.NotNull(await theirs.AuthenticateNowAsync(shown.Client.Id, shown.Text, CancellationToken.None));
        Assert.NotNull(await elsewhere.ReadAsync(mine.Issue(shown.Client, [ApiScope.Read]), CancellationToken.None));
        _storage.Clock.Advance(ApiClients.MaxAgeWhenMissing);
        Assert.True(await theirs.AnyAsync(CancellationToken.None));
        Assert.NotNull(await theirs.AuthenticateAsync(shown.Client.Id, shown.Text, CancellationToken.None));

        var rotated = (await _clients.RotateAsync(Actor.System, shown.Client.Id, CancellationToken.None)).Value!;
        Assert.True(await WorksAsync(rotated)); // here at once
        Assert.Null(await theirs.AuthenticateAsync(rotated.Client.Id, rotated.Text, CancellationToken.None));
        Assert.NotNull(await theirs.AuthenticateNowAsync(rotated.Client.Id, rotated.Text, CancellationToken.None));
        _storage.Clock.Advance(ApiClients.MaxAgeWhenMissing);
        Assert.NotNull(await theirs.AuthenticateAsync(rotated.Client.Id, rotated.Text, CancellationToken.None));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData("0a1b2c3d1111700080000000000000\n1")]
    public async Task Client_ThatCannotBe_IsNotLookedUp(string id)
    {
        Assert.Null(await _clients.AuthenticateNowAsync(id, "cs_x", CancellationToken.None));
        Assert.Null(await _clients.AuthenticateNowAsync(new string('a', 3_000), "cs_x", CancellationToken.None));
    }

    [Fact]
    public async Task Token_After15Minutes_HasExpired()
    {
        var shown = await CreateAsync();
        var tokens = new ApiTokens(new EphemeralDataProtectionProvider(), _clients, _storage.Clock);
        var token = tokens.Issue(shown.Client, [ApiScope.Read, ApiScope.Devices]);

        _storage.Clock.Advance(ApiTokens.Lifetime - TimeSpan.FromSeconds(1));
        var holder = await tokens.ReadAsync(token, CancellationToken.None);
        Assert.Equal(["registry.read", "registry.devices"], holder!.FindAll("scope").Select(claim => claim.Value));

        _storage.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await tokens.ReadAsync(token, CancellationToken.None));
        Assert.Null(await tokens.ReadAsync(token[..^4] + "AAAA", CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("two\nlines")]
    public async Task Client_WithoutAName_IsRefused(string name) =>
        Assert.Equal("invalid-name", (await _clients.CreateAsync(Actor.System, name, ApiScopes.All, [], CancellationToken.None)).Problems.Single().Code);

    [Fact]
    public async Task RateLimit_WhenItsBurstIsSpent_TellsHowLongToWait_EachKeyByItself()
    {
        var time = new ManualTime();
        var limit = LimitOf(time);
        for (var n = 0; n < 3; n++)
            Assert.Equal(TimeSpan.Zero, await limit.TakeAsync("a", CancellationToken.None));
        Assert.Equal(0.5, (await limit.TakeAsync("a", CancellationToken.None)).TotalSeconds, 3);
        Assert.Equal(TimeSpan.Zero, await limit.TakeAsync("b", CancellationToken.None));

        time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(TimeSpan.Zero, limit.RetryAfter("a"));
        Assert.Equal(TimeSpan.Zero, await limit.TakeAsync("a", CancellationToken.None));
        Assert.Equal(0.5, limit.RetryAfter("a").TotalSeconds, 3);
        Assert.Equal(TimeSpan.Zero, limit.RetryAfter("nobody"));
    }

    [Fact]
    public async Task RateLimit_OfTwoInstances_IsOneLimit()
    {
        var time = new ManualTime();
        var (here, there) = (LimitOf(time), LimitOf(time));
        Assert.Equal(TimeSpan.Zero, await here.TakeAsync("a", CancellationToken.None));
        Assert.Equal(TimeSpan.Zero, await there.TakeAsync("a", CancellationToken.None));
        Assert.Equal(TimeSpan.Zero, await here.TakeAsync("a", CancellationToken.None));
        Assert.Equal(0.5, (await there.TakeAsync("a", CancellationToken.None)).TotalSeconds, 3);
        Assert.Equal(0.5, there.RetryAfter("a").TotalSeconds, 3);
    }

    private ClientRateLimit LimitOf(ManualTime time) => new(
        perSecond: 2, burst: 3, new(new(_storage.Dynamo, _storage.Names, time), "TEST", 2, 3, TimeSpan.Zero, time, NullLogger.Instance), time);

    private async Task<NewApiSecret> CreateAsync() => (await _clients.CreateAsync(Actor.System, "Shop app", ApiScopes.All, [], CancellationToken.None)).Value!;

    private async Task<NewApiSecret> RotateAsync(string id)
    {
        _storage.Clock.Advance(TimeSpan.FromMinutes(1));
        return (await _clients.RotateAsync(Actor.System, id, CancellationToken.None)).Value!;
    }

    private async Task<bool> WorksAsync(NewApiSecret shown) => await _clients.AuthenticateAsync(shown.Client.Id, shown.Text, CancellationToken.None) is not null;

    private async Task<IEnumerable<string>> ActionsAsync(string id) =>
        (await _storage.EntriesAsync(ApiClients.Kind, id)).Select(entry => entry.GetString(AuditAttributes.Action)).Order(StringComparer.Ordinal);
}

/// <summary>The token endpoint and the limits over HTTP.</summary>
public sealed class TokenEndpointTests
{
    [Fact]
    public async Task Token_RequestedInEveryWay_IsIssuedOrRefusedAsInOAuth()
    {
        await using var host = new ApiHost();
        var shown = await host.ClientAsync(ApiScope.Devices, ApiScope.Follows);
        var (id, secret) = (shown.Client.Id, shown.Text);

        async Task<string> Ask(Task<HttpResponseMessage> asking)
        {
            using var answer = await asking;
            var body = await ApiHost.JsonOf(answer);
            Assert.True(answer.Headers.CacheControl!.NoStore);
            return $"{(int)answer.StatusCode} {(body.TryGetProperty("error", out var error) ? error.GetString() : body.GetProperty("scope").GetString())}";
        }

        Assert.Equal("200 registry.devices registry.follows", await Ask(host.AskTokenAsync(id, secret)));
        Assert.Equal("200 registry.follows", await Ask(host.AskTokenAsync(id, secret, "registry.follows")));
        Assert.Equal("400 invalid_scope", await Ask(host.AskTokenAsync(id, secret, "registry.read")));
        Assert.Equal("400 invalid_scope", await Ask(host.AskTokenAsync(id, secret, "registry.devices everything")));
        Assert.Equal("400 unsupported_grant_type", await Ask(host.AskTokenAsync(id, secret, grant: "password")));
        Assert.Equal("401 invalid_client", await Ask(host.AskTokenAsync(id, "cs_wrong")));
        Assert.Equal("401 invalid_client", await Ask(host.AskTokenAsync("nobody", secret)));
        Assert.Equal("400 invalid_request", await Ask(host.SendAsync("POST", "/api/v1/token", null, "{}")));

        using var basic = new HttpRequestMessage(HttpMethod.Post, "/api/v1/token") { Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]) };
        basic.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
        Assert.Equal("200 registry.devices registry.follows", await Ask(host.Http.SendAsync(basic)));
        Assert.DoesNotContain(secret, host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongSecrets_FromOneAddress_AreLimited_AndLockNobodyElseOut()
    {
        await using var host = new ApiHost(("Api:TokenFailuresPerMinute", "3"));
        var (shown, other) = (await host.ClientAsync(), await host.ClientAsync());
        foreach (var id in (string[])[shown.Client.Id, "nobody"])
        {
            for (var n = 0; n < 3; n++)
                Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(id, "cs_wrong"));

            Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(id, "cs_wrong"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync("somebody", "cs_wrong")); // made-up clients count together
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(shown.Client.Id, shown.Text));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other.Client.Id, other.Text));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(other.Client.Id, "cs_wrong"));
        using var slowed = await host.AskTokenAsync(shown.Client.Id, "cs_wrong");
        Assert.True(slowed.Headers.RetryAfter!.Delta > TimeSpan.Zero);

        async Task<HttpStatusCode> StatusAsync(string id, string secret)
        {
            using var answer = await host.AskTokenAsync(id, secret);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Calls_AboveTheLimit_AreRefusedUntilRetryAfter()
    {
        await using var host = new ApiHost(("Api:RequestsPerSecond", "1"), ("Api:Burst", "2"));
        var (mine, others) = (await host.TokenAsync(), await host.TokenAsync());
        const string path = "/api/v1/customers/0a1b2c3d-1111-7000-8000-000000000001";
        List<int> statuses = [];
        for (var n = 0; n < 6; n++)
            statuses.Add((int)(await host.CallAsync("GET", path, mine)).Status);

        Assert.Equal([404, 404], statuses.Take(2));
        Assert.Contains(429, statuses);
        Assert.Equal(404, (int)(await host.CallAsync("GET", path, others)).Status);
    }

    [Fact]
    public async Task Limits_Invalid_AreReportedAtStart()
    {
        var wrong = Assert.ThrowsAny<Exception>(() => new ApiHost(("Api:Burst", "0")));
        Assert.Contains("Burst", wrong.ToString(), StringComparison.Ordinal);
        await Task.CompletedTask;
    }
}
