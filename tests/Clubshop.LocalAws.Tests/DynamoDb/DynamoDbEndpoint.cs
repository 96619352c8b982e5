using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Clubshop.Admin.Tests.Testing;
using Clubshop.LocalAws.DynamoDb;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.LocalAws.Tests.DynamoDb;

/// <summary>An embedded AWS of the test's own, with an SDK client on its in-process handler and raw requests beside it.</summary>
internal sealed class DynamoDbEndpoint : IAsyncDisposable
{
    private readonly HttpClient _raw;

    private DynamoDbEndpoint(LocalAws aws, ManualTime time)
    {
        (Aws, Time) = (aws, time);
        _raw = new HttpClient(aws.CreateHandler()) { BaseAddress = new Uri("http://localhost/") };
        Client = new AmazonDynamoDBClient(
            new BasicAWSCredentials("local", "local"),
            new AmazonDynamoDBConfig
            {
                ServiceURL = "http://localhost",
                AuthenticationRegion = "ap-south-1",
                MaxErrorRetry = 0,
                HttpClientFactory = new Factory(aws),
            });
    }

    public LocalAws Aws { get; }

    public ManualTime Time { get; }

    public AmazonDynamoDBClient Client { get; }

    public static async Task<DynamoDbEndpoint> OpenAsync(string? directory = null, DynamoDbOptions? options = null)
    {
        var time = new ManualTime(TestTime.Start);
        var aws = await LocalAws.OpenAsync(
            new LocalAwsOptions { Directory = directory, DynamoDb = options ?? new DynamoDbOptions() },
            time,
            NullLoggerFactory.Instance,
            CancellationToken.None);
        return new DynamoDbEndpoint(aws, time);
    }

    /// <summary>A raw request; the JSON of the answer and its status.</summary>
    public async Task<(int Status, JsonNode Body)> SendAsync(string operation, string json)
    {
        using var request = NewRequest(operation, json);
        request.Headers.TryAddWithoutValidation(
            "Authorization", "AWS4-HMAC-SHA256 Credential=a/20261121/ap-south-1/dynamodb/aws4_request, SignedHeaders=host, Signature=b");
        request.Headers.TryAddWithoutValidation("X-Amz-Date", "20261121T080000Z");
        using var response = await SendAsync(request);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    /// <summary>A raw request with exactly these headers.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _raw.SendAsync(request);

    /// <summary>An unsigned request.</summary>
    public static HttpRequestMessage NewRequest(string operation, string json)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri("http://localhost/"))
        {
            Content = new StringContent(json, Encoding.UTF8),
        };
        request.Content.Headers.ContentType = new("application/x-amz-json-1.0");
        request.Headers.TryAddWithoutValidation("X-Amz-Target", "DynamoDB_20120810." + operation);
        return request;
    }

    /// <summary>A request that is answered with 200.</summary>
    public async Task<JsonNode> CallAsync(string operation, string json)
    {
        var (status, body) = await SendAsync(operation, json);
        Assert.True(status == 200, $"{operation} {json} → {status} {body.ToJsonString()}");
        return body;
    }

    /// <summary>The message of a ValidationException.</summary>
    public async Task<string> RefusalAsync(string operation, string json) => (await ErrorAsync(operation, json, "ValidationException")).Message;

    /// <summary>The error's message and body, after its type was checked.</summary>
    public async Task<(string Message, JsonNode Body)> ErrorAsync(string operation, string json, string type)
    {
        var (status, body) = await SendAsync(operation, json);
        Assert.True(status == 400, $"{operation} {json} → {status} {body.ToJsonString()}");
        Assert.EndsWith("#" + type, (string)body["__type"]!, StringComparison.Ordinal);
        return ((string?)(body["message"] ?? body["Message"]) ?? "", body);
    }

    /// <summary>A table with keys <c>pk</c> and <c>sk</c> (both S) and whatever else is given.</summary>
    public Task<JsonNode> CreateAsync(string name, string more = "", string attributes = "") => CallAsync("CreateTable", $$"""
        {"TableName":"{{name}}","BillingMode":"PAY_PER_REQUEST",
         "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},{"AttributeName":"sk","AttributeType":"S"}{{attributes}}],
         "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"},{"AttributeName":"sk","KeyType":"RANGE"}]{{more}}}
        """);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _raw.Dispose();
        await Aws.DisposeAsync();
    }

    private sealed class Factory(LocalAws aws) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(aws.CreateHandler());

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
