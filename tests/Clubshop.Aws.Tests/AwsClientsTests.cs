using System.Net;
using System.Text;
using Amazon.CognitoIdentityProvider;
using Amazon.DynamoDBv2;
using Clubshop.Aws.Tests.Playback;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Clubshop.Aws.Tests;

public sealed class AwsClientsTests
{
    public static TheoryData<AwsOptions, string[]> BadOptions => new()
    {
        { new AwsOptions(), ["Aws:Mode"] },
        { new AwsOptions { Mode = (AwsMode)7 }, ["Aws:Mode"] },
        { new AwsOptions { Mode = AwsMode.Aws }, ["Aws:Region"] },
        { new AwsOptions { Mode = AwsMode.Aws, Region = "Mumbai", Endpoint = "here" }, ["Aws:Region", "Aws:Endpoint"] },
        { new AwsOptions { Mode = AwsMode.Embedded, Endpoint = "http://127.0.0.1:8100" }, ["Aws:Endpoint"] },
        { new AwsOptions { Mode = AwsMode.Aws, Region = "ap-south-1", Endpoint = "http://10.0.0.1:8100" }, ["Aws:Endpoint"] },
        { new AwsOptions { Mode = AwsMode.Aws, Region = "ap-south-1", Endpoint = "http://127.0.0.1:8100/path" }, ["Aws:Endpoint"] },
        { new AwsOptions { Mode = AwsMode.Aws, Region = "ap-south-1", Endpoint = "ftp://127.0.0.1" }, ["Aws:Endpoint"] },
    };

    [Theory]
    [MemberData(nameof(BadOptions))]
    public void Options_WithWrongKeys_NameEveryOne(AwsOptions options, string[] keys)
    {
        var result = new AwsOptionsCheck().Validate(null, options);
        Assert.True(result.Failed);
        Assert.Equal(keys, result.Failures!.Select(f => f.Split(' ')[0]));
    }

    [Theory]
    [InlineData(AwsMode.Embedded, null, null)]
    [InlineData(AwsMode.Embedded, "ap-south-1", "")]
    [InlineData(AwsMode.Aws, "us-gov-west-1", null)]
    [InlineData(AwsMode.Aws, "ap-south-1", "http://127.0.0.1:8100")]
    [InlineData(AwsMode.Aws, "ap-south-1", "http://localhost:8100/")]
    [InlineData(AwsMode.Aws, "ap-south-1", "https://aws.example.test")]
    public void Options_ThatAreRight_Pass(AwsMode mode, string? region, string? endpoint) =>
        Assert.True(new AwsOptionsCheck().Validate(null, new AwsOptions { Mode = mode, Region = region, Endpoint = endpoint }).Succeeded);

    [Fact]
    public async Task Embedded_DynamoDbAndCognito_GoThroughTheOneHandler()
    {
        using var played = new PlayedCognito();
        played.Answers("ListTables", new { TableNames = new[] { "clubshop-clubs" } }).Answers("ListGroups", new { Groups = Array.Empty<object>() });
        using var clients = new AwsClients(new AwsOptions { Mode = AwsMode.Embedded }, played, TimeProvider.System);
        Assert.Equal(["clubshop-clubs"], (await clients.DynamoDb.ListTablesAsync()).TableNames);
        await clients.DynamoDb.ListTablesAsync();
        await clients.Cognito.ListGroupsAsync(new() { UserPoolId = "p" });
        Assert.Equal(["ListTables", "ListTables", "ListGroups"], played.Requests.Select(r => r.Operation));
        Assert.All(played.Requests, r => Assert.Contains("Credential=local/", r.Authorization, StringComparison.Ordinal));
        Assert.Contains("/ap-south-1/dynamodb/", played.Requests.First().Authorization, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retries_OfAnEmbeddedAwsThatThrottles_ArePaidByItAlone()
    {
        using var throttling = new Throttling(always: true);
        using var once = new Throttling(always: false);
        using var first = new AwsClients(new AwsOptions { Mode = AwsMode.Embedded }, throttling, TimeProvider.System);
        using var second = new AwsClients(new AwsOptions { Mode = AwsMode.Embedded }, once, TimeProvider.System);

        // 500 tokens, of which each retry takes five: more than there are.
        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Assert.ThrowsAnyAsync<Exception>(() => first.DynamoDb.ListTablesAsync())));

        Assert.Empty((await second.DynamoDb.ListTablesAsync()).TableNames);
        Assert.Equal(2, once.Requests);
    }

    [Fact]
    public async Task Dispose_OfTheClients_LeavesTheHandlerAlone()
    {
        using var played = new PlayedCognito();
        played.Answers("ListTables", new { TableNames = Array.Empty<string>() });
        for (var i = 0; i < 2; i++)
        {
            using var clients = new AwsClients(new AwsOptions { Mode = AwsMode.Embedded }, played, TimeProvider.System);
            await clients.DynamoDb.ListTablesAsync();
        }

        Assert.Equal(2, played.Requests.Count);
    }

    [Fact]
    public void Aws_Mode_UsesTheRegionAndItsRetries()
    {
        using var clients = new AwsClients(new AwsOptions { Mode = AwsMode.Aws, Region = "eu-west-1" }, embedded: null, TimeProvider.System);
        foreach (var config in new[] { clients.DynamoDb.Config, clients.Cognito.Config, clients.Kms.Config })
        {
            Assert.Equal("eu-west-1", config.RegionEndpoint.SystemName);
            Assert.Null(config.ServiceURL);
            Assert.Equal(Amazon.Runtime.RequestRetryMode.Standard, config.RetryMode);
            Assert.NotNull(config.Timeout);
        }
    }

    [Fact]
    public void Handler_InTheWrongMode_IsRefused()
    {
        using var played = new PlayedCognito();
        Assert.Throws<ArgumentException>(() => new AwsClients(new AwsOptions { Mode = AwsMode.Embedded }, null, TimeProvider.System));
        Assert.Throws<ArgumentException>(
            () => new AwsClients(new AwsOptions { Mode = AwsMode.Aws, Region = "ap-south-1" }, played, TimeProvider.System));
    }

    [Fact]
    public async Task Setup_WithTheDefaultMode_GivesTheClients()
    {
        using var played = new PlayedCognito();
        played.Answers("ListTables", new { TableNames = Array.Empty<string>() });
        await using var provider = Services([], AwsMode.Embedded, played);
        Assert.Same(provider.GetRequiredService<AwsClients>().Cognito, provider.GetRequiredService<IAmazonCognitoIdentityProvider>());
        var response = await provider.GetRequiredService<IAmazonDynamoDB>().ListTablesAsync();
        Assert.Equal(HttpStatusCode.OK, response.HttpStatusCode);
    }

    [Fact]
    public async Task Setup_WithWrongKeys_StopsTheStart()
    {
        await using var provider = Services([new("Aws:Endpoint", "nowhere")], AwsMode.Aws, null);
        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IStartupValidator>().Validate());
        Assert.Contains("Aws:Region", error.Message, StringComparison.Ordinal);
        Assert.Contains("Aws:Endpoint", error.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Services(KeyValuePair<string, string?>[] settings, AwsMode mode, HttpMessageHandler? handler)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddAws(configuration, mode, handler is null ? null : _ => handler).BuildServiceProvider();
    }

    /// <summary>Answers that there are too many requests: to all of them, or to the first alone.</summary>
    private sealed class Throttling(bool always) : HttpMessageHandler
    {
        private int _requests;

        public int Requests => _requests;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var refused = Interlocked.Increment(ref _requests) == 1 || always;
            return Task.FromResult(new HttpResponseMessage(refused ? HttpStatusCode.BadRequest : HttpStatusCode.OK)
            {
                RequestMessage = request,
                Content = new StringContent(
                    refused ? """{"__type":"com.amazon.coral.service#ThrottlingException","message":"Rate of requests exceeds the allowed throughput."}""" : """{"TableNames":[]}""",
                    Encoding.UTF8,
                    "application/x-amz-json-1.0"),
            });
        }
    }
}
