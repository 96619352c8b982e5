using System.Net;
using System.Net.Sockets;
using System.Text;
using Clubshop.LocalAws.Host;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.LocalAws.Tests.Host;

/// <summary>The embedded AWS on a port of its host's process: it answers this machine's programs, and no page of another origin.</summary>
public sealed class LoopbackEndpointTests : IAsyncLifetime
{
    private LocalAws _aws = null!;

    public async Task InitializeAsync() => _aws = await LocalAws.OpenAsync(new LocalAwsOptions(), TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);

    public async Task DisposeAsync() => await _aws.DisposeAsync();

    [Fact]
    public async Task Endpoint_AskedByAProgram_Answers()
    {
        await using var endpoint = await LoopbackEndpoint.StartAsync(_aws, 0, CancellationToken.None);

        using var response = await AskAsync(endpoint.Address);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("TableNames", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Host", "evil.example")]
    public async Task Endpoint_AskedByAPageOfAnother_Refuses(string header, string value)
    {
        await using var endpoint = await LoopbackEndpoint.StartAsync(_aws, 0, CancellationToken.None);

        using var response = await AskAsync(endpoint.Address, (header, value));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Start_WithAPortThatIsTaken_FailsOrTakesAnotherWhereNoneWasAskedFor()
    {
        await using var first = await LoopbackEndpoint.StartAsync(_aws, null, CancellationToken.None);
        await using var second = await LoopbackEndpoint.StartAsync(_aws, null, CancellationToken.None);

        Assert.NotEqual(first.Address, second.Address);
        await Assert.ThrowsAsync<IOException>(() => LoopbackEndpoint.StartAsync(_aws, new Uri(first.Address).Port, CancellationToken.None));
    }

    [Fact]
    public async Task Disposed_IsNotReachable()
    {
        var endpoint = await LoopbackEndpoint.StartAsync(_aws, 0, CancellationToken.None);
        var port = new Uri(endpoint.Address).Port;
        await endpoint.DisposeAsync();

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(IPAddress.Loopback, port));
    }

    private static async Task<HttpResponseMessage> AskAsync(string address, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent("{}", Encoding.UTF8, "application/x-amz-json-1.0") };
        request.Headers.Add("X-Amz-Target", "DynamoDB_20120810.ListTables");
        request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=local/20261130/ap-south-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0");
        request.Headers.TryAddWithoutValidation("X-Amz-Date", "20261130T000000Z");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await http.SendAsync(request);
    }
}
