using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Clubshop.LocalAws.Host;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.LocalAws.Tests.Host;

/// <summary>The endpoint on a port: SDKs of this machine are answered, web pages and other names are not.</summary>
public sealed class AccessTests
{
    private const string Page = "https://evil.example";

    public static TheoryData<string, string, string> Surfaces => new()
    {
        { "POST", "/", "DynamoDB_20120810.ListTables" },
        { "POST", "/", "AWSCognitoIdentityProviderService.ListUserPools" },
        { "POST", "/", "TrentService.ListKeys" },
        { "GET", "/v1/apps", "" },
        { "GET", "/ap-south-1_ClubshopStaff/.well-known/jwks.json", "" },
        { "GET", "/bucket/key", "" },
        { "GET", "/", "" },
        { "GET", "/local/accounts", "" },
        { "GET", "/local/outbox", "" },
        { "GET", "/local/deliveries", "" },
        { "GET", "/local/faults", "" },
        { "PUT", "/local/faults", "" },
        { "DELETE", "/local/faults", "" },
        { "POST", "/local/users/ap-south-1_ClubshopStaff", "" },
    };

    [Theory]
    [MemberData(nameof(Surfaces))]
    public async Task Endpoint_APageOfAnotherOrigin_IsToldNothing(string method, string path, string target)
    {
        await using var world = await World.OpenAsync();

        foreach (var origin in (string[])[Page, "null", "http://localhost:5080", "http://127.0.0.1", "http://127.0.0.1.evil.example"])
            await world.RefusesAsync(world.New(method, path, target, ("Origin", origin)));
        foreach (var site in (string[])["cross-site", "same-site", "other"])
            await world.RefusesAsync(world.New(method, path, target, ("Sec-Fetch-Site", site)));
    }

    [Theory]
    [MemberData(nameof(Surfaces))]
    public async Task Endpoint_AHostThatIsNotThisMachine_IsToldNothing(string method, string path, string target)
    {
        await using var world = await World.OpenAsync();

        foreach (var host in (string[])["evil.example", "evil.example:8100", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.7", "host.docker.internal", "localhost."])
            await world.RefusesAsync(world.New(method, path, target, ("Host", host)));
    }

    [Theory]
    [MemberData(nameof(Surfaces))]
    public async Task Endpoint_APreflight_IsNotAllowed(string method, string path, string target)
    {
        _ = target;
        await using var world = await World.OpenAsync();

        await world.RefusesAsync(world.New(
            "OPTIONS", path, "", ("Origin", Page), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "authorization,x-amz-target")));
    }

    [Fact]
    public async Task Endpoint_ARefusedWrite_ChangesNothing()
    {
        await using var world = await World.OpenAsync();
        using var request = world.New("POST", "/", "AWSCognitoIdentityProviderService.CreateUserPool", ("Origin", Page));
        request.Content = new StringContent("""{"PoolName":"evil"}""", Encoding.UTF8, "text/plain");

        await world.RefusesAsync(request);

        using var list = world.New("POST", "/", "AWSCognitoIdentityProviderService.ListUserPools");
        list.Content = new StringContent("""{"MaxResults":60}""");
        using var answer = await world.Http.SendAsync(list);
        Assert.DoesNotContain("evil", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1234")]
    [InlineData("127.0.0.1:8100")]
    [InlineData("[::1]:8100")]
    [InlineData("pictures.s3.localhost:8100")]
    public async Task Endpoint_AProgramOfThisMachine_IsAnswered(string host)
    {
        await using var world = await World.OpenAsync();
        using var request = world.New("POST", "/", "DynamoDB_20120810.ListTables", ("Host", host));

        using var answer = await world.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Endpoint_TheOfficialSdk_IsAnswered()
    {
        await using var world = await World.OpenAsync();
        using var client = new AmazonDynamoDBClient(
            new BasicAWSCredentials("a", "b"), new AmazonDynamoDBConfig { ServiceURL = world.Address.AbsoluteUri, AuthenticationRegion = "ap-south-1", MaxErrorRetry = 0 });

        Assert.Equal(HttpStatusCode.OK, (await client.ListTablesAsync()).HttpStatusCode);
    }

    [Fact]
    public async Task Endpoint_AHeaderThatCannotBeSent_IsSentWithoutWhatCannot()
    {
        await using var world = await World.OpenAsync();
        foreach (var (method, path) in ((string, string)[])[("PUT", "/pictures"), ("PUT", "/pictures/a"), ("GET", "/pictures/a?response-content-language=a%0D%0ASet-Cookie:b%C3%A9")])
        {
            using var request = world.New(method, path, "");
            request.Headers.Remove("Authorization");
            request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=a/20261121/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=b");
            using var answer = await world.Http.SendAsync(request);

            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            if (method == "GET") Assert.Equal("a??Set-Cookie:b?", Assert.Single(answer.Content.Headers.GetValues("Content-Language")));
        }
    }

    [Fact]
    public async Task Endpoint_ItsOwnOrigin_IsAnswered()
    {
        await using var world = await World.OpenAsync();
        using var request = world.New(
            "GET", "/local/outbox", "", ("Origin", world.Address.GetLeftPart(UriPartial.Authority)), ("Sec-Fetch-Site", "same-origin"));
        using var typed = world.New("GET", "/local/outbox", "", ("Sec-Fetch-Site", "none"));

        using var answer = await world.Http.SendAsync(request);
        using var alsoAnswered = await world.Http.SendAsync(typed);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (answer.StatusCode, alsoAnswered.StatusCode));
    }

    [Fact]
    public async Task AllowOrigin_OfThatPage_IsAnsweredAndItsBrowserTold_ButLocalStaysShut()
    {
        await using var world = await World.OpenAsync(new EndpointAccess(false, [], ["http://localhost:3000"]));
        using var preflight = world.New(
            "OPTIONS", "/", "", ("Origin", "http://localhost:3000"), ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "authorization,x-amz-target"), ("Access-Control-Request-Private-Network", "true"));
        using var call = world.New("POST", "/", "DynamoDB_20120810.ListTables", ("Origin", "http://localhost:3000"), ("Sec-Fetch-Site", "same-site"));

        using var asked = await world.Http.SendAsync(preflight);
        using var answer = await world.Http.SendAsync(call);

        Assert.Equal(("http://localhost:3000", "authorization,x-amz-target", "POST", "true"), (
            Single(asked, "Access-Control-Allow-Origin"), Single(asked, "Access-Control-Allow-Headers"), Single(asked, "Access-Control-Allow-Methods"),
            Single(asked, "Access-Control-Allow-Private-Network")));
        Assert.Equal((HttpStatusCode.OK, "http://localhost:3000", "Origin"), (answer.StatusCode, Single(answer, "Access-Control-Allow-Origin"), Single(answer, "Vary")));
        await world.RefusesAsync(world.New("GET", "/local/accounts", "", ("Origin", "http://localhost:3000")));
        await world.RefusesAsync(world.New("POST", "/", "DynamoDB_20120810.ListTables", ("Origin", Page)));
    }

    [Fact]
    public async Task AllowHost_OfThatName_IsAnswered_ButLocalStaysShut()
    {
        await using var world = await World.OpenAsync(new EndpointAccess(false, ["host.docker.internal"], []));
        using var request = world.New("POST", "/", "DynamoDB_20120810.ListTables", ("Host", "host.docker.internal:8100"));

        using var answer = await world.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await world.RefusesAsync(world.New("GET", "/local/accounts", "", ("Host", "host.docker.internal:8100")));
        await world.RefusesAsync(world.New("POST", "/", "DynamoDB_20120810.ListTables", ("Host", "evil.example")));
    }

    [Theory]
    [InlineData("203.0.113.7", false)]
    [InlineData("192.168.1.2", false)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData(null, false)]
    public void Peer_NotOfThisMachine_IsRefusedUnlessAllowed(string? peer, bool answered)
    {
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        context.Connection.RemoteIpAddress = peer is null ? null : IPAddress.Parse(peer);
        context.Request.Host = new("localhost", 8100);

        Assert.Equal(answered, EndpointAccess.ThisMachine.Refusal(context) is null);
        Assert.Null(new EndpointAccess(true, [], []).Refusal(context));
    }

    private static string Single(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    private sealed class World : IAsyncDisposable
    {
        private readonly LocalAws _aws;
        private readonly WebApplication _host;

        private World(LocalAws aws, WebApplication host) => (_aws, _host, Address) = (aws, host, new Uri(host.Urls.First()));

        public Uri Address { get; }

        public HttpClient Http { get; } = new();

        public static async Task<World> OpenAsync(EndpointAccess? access = null)
        {
            var aws = await LocalAws.OpenAsync(new LocalAwsOptions(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
            var host = StandAlone.NewHost(() => new IPEndPoint(IPAddress.Loopback, 0));
            LocalPages.Map(host, aws);
            aws.Map(host, access);
            await host.StartAsync();
            return new World(aws, host);
        }

        public HttpRequestMessage New(string method, string path, string target, params (string Name, string Value)[] headers)
        {
            var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Address, path));
            if (target.Length > 0)
            {
                request.Headers.Add("X-Amz-Target", target);
                request.Content = new StringContent("{}") { Headers = { ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.0") } };
            }
            request.Headers.TryAddWithoutValidation(
                "Authorization", "AWS4-HMAC-SHA256 Credential=a/20261121/ap-south-1/dynamodb/aws4_request, SignedHeaders=host, Signature=b");
            request.Headers.TryAddWithoutValidation("X-Amz-Date", "20261121T080000Z");
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            return request;
        }

        public async Task RefusesAsync(HttpRequestMessage request)
        {
            using (request)
            {
                using var answer = await Http.SendAsync(request);
                var asked = $"{request.Method} {request.RequestUri} {request.Headers}";
                Assert.True(answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound, $"{asked} → {answer.StatusCode}");
                Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
                var body = await answer.Content.ReadAsStringAsync();
                Assert.True(body.Length == 0 || body.StartsWith("""{"__type":"AccessDeniedException","message":"The embedded AWS """, StringComparison.Ordinal), asked + body);
            }
        }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await _host.DisposeAsync();
            await _aws.DisposeAsync();
        }
    }
}
