using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Clubshop.LocalAws.Tests.S3;

/// <summary>An embedded AWS of the test's own with the official SDK's client, and a bucket "pictures".</summary>
internal sealed class S3Endpoint : IAsyncDisposable
{
    private S3Endpoint(LocalAws aws, FakeTimeProvider time, bool byPath)
    {
        (Aws, Time) = (aws, time);
        Raw = new HttpClient(aws.CreateHandler()) { BaseAddress = new Uri("http://localhost/") };
        Client = new AmazonS3Client(new BasicAWSCredentials("local", "local"), new AmazonS3Config
        {
            ServiceURL = "http://localhost",
            AuthenticationRegion = "ap-south-1",
            ForcePathStyle = byPath,
            MaxErrorRetry = 0,
            HttpClientFactory = new Factory(aws),
        });
    }

    public LocalAws Aws { get; }

    public FakeTimeProvider Time { get; }

    public AmazonS3Client Client { get; }

    public HttpClient Raw { get; }

    public static async Task<S3Endpoint> OpenAsync(string? directory = null, bool byPath = true, bool bucket = true)
    {
        var time = TestTime.New();
        var aws = await LocalAws.OpenAsync(new LocalAwsOptions { Directory = directory }, time, NullLoggerFactory.Instance, CancellationToken.None);
        var endpoint = new S3Endpoint(aws, time, byPath);
        if (bucket) await endpoint.Client.PutBucketAsync(new PutBucketRequest { BucketName = "pictures", BucketRegionName = "ap-south-1" });
        return endpoint;
    }

    /// <summary>A request signed for S3 by form, with these headers.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new ByteArrayContent(body);
        request.Headers.TryAddWithoutValidation(
            "Authorization", "AWS4-HMAC-SHA256 Credential=a/20261121/ap-south-1/s3/aws4_request, SignedHeaders=host, Signature=b");
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content!.Headers.TryAddWithoutValidation(name, value);
        }
        return await Raw.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Raw.Dispose();
        await Aws.DisposeAsync();
    }

    private sealed class Factory(LocalAws aws) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(aws.CreateHandler());

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
