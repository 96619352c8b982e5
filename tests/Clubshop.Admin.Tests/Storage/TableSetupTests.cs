using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Testing;

namespace Clubshop.Admin.Tests.Storage;

/// <summary>Tables are made by several instances at once.</summary>
public sealed class TableSetupTests
{
    [Fact]
    public async Task CreateMissing_WhereAnotherInstanceTurnsPurgingOnInBetween_IsDone()
    {
        await using var aws = await TestFaults.OpenAsync(TimeProvider.System, faults: false);
        using var other = Client(aws.CreateHandler());
        using var handler = new Meanwhile(aws.CreateHandler(), () => Setup(other).CreateMissingAsync(CancellationToken.None));
        using var dynamo = Client(handler);

        await Setup(dynamo).CreateMissingAsync(CancellationToken.None);

        Assert.Empty(await Setup(dynamo).MissingAsync(CancellationToken.None));
        var purge = (await dynamo.DescribeTimeToLiveAsync(new DescribeTimeToLiveRequest { TableName = "test-system" })).TimeToLiveDescription;
        Assert.Equal(TimeToLiveStatus.ENABLED, purge.TimeToLiveStatus);
    }

    // Purging by another attribute is refused with the same kind of error; it is not taken for done.
    [Fact]
    public async Task CreateMissing_WherePurgingIsRefusedForAnotherReason_SaysSo()
    {
        await using var aws = await TestFaults.OpenAsync(TimeProvider.System, faults: false);
        using var handler = new Refusing(aws.CreateHandler());
        using var dynamo = Client(handler);

        var refused = await Assert.ThrowsAnyAsync<AmazonDynamoDBException>(() => Setup(dynamo).CreateMissingAsync(CancellationToken.None));

        Assert.Equal("ValidationException", refused.ErrorCode);
    }

    private static TableSetup Setup(IAmazonDynamoDB dynamo) => new(dynamo, new TableNames("test-"), TimeProvider.System, TestPortal.Tables);

    private static AmazonDynamoDBClient Client(HttpMessageHandler handler) => new(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig
    {
        ServiceURL = "http://local.aws.invalid",
        AuthenticationRegion = "ap-south-1",
        MaxErrorRetry = 0,
        HttpClientFactory = new OneClient(new HttpClient(handler)),
    });

    private static bool Turns(HttpRequestMessage request) => request.Headers.GetValues("X-Amz-Target").Single().EndsWith(".UpdateTimeToLive", StringComparison.Ordinal);

    /// <summary>Does something before purging is turned on for the first time.</summary>
    private sealed class Meanwhile(HttpMessageHandler inner, Func<Task> first) : DelegatingHandler(inner)
    {
        private readonly Lazy<Task> _first = new(first);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Turns(request))
                await _first.Value;

            return await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Refusing(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Turns(request)
            ? Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest)
            {
                RequestMessage = request,
                Content = new StringContent("""{"__type":"com.amazon.coral.validate#ValidationException","message":"Something is already enabled"}"""),
            })
            : base.SendAsync(request, cancellationToken);
    }

    private sealed class OneClient(HttpClient client) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
