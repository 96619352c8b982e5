using Amazon.Pinpoint.Internal;
using Amazon.Pinpoint.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.Pinpoint;

/// <summary>
/// Calls Amazon Pinpoint over AWSSDK.Core's own runtime: its credentials, signing, retries, time-outs and HTTP client.
/// Safe for concurrent use.
/// </summary>
public class AmazonPinpointClient : AmazonServiceClient, IAmazonPinpoint
{
    private static readonly PinpointMetadata Metadata = new();

    /// <summary>With the credentials and the region of the environment.</summary>
    public AmazonPinpointClient() : base(new AmazonPinpointConfig()) { }

    /// <summary>With the credentials of the environment.</summary>
    public AmazonPinpointClient(RegionEndpoint region)
        : base(new AmazonPinpointConfig { RegionEndpoint = region }) { }

    /// <summary>With the credentials of the environment.</summary>
    public AmazonPinpointClient(AmazonPinpointConfig config) : base(config) { }

    /// <summary>With the region of the environment.</summary>
    public AmazonPinpointClient(AWSCredentials credentials)
        : this(credentials, new AmazonPinpointConfig()) { }

    /// <summary>With credentials and a region.</summary>
    public AmazonPinpointClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonPinpointConfig { RegionEndpoint = region }) { }

    /// <summary>With credentials and a configuration.</summary>
    public AmazonPinpointClient(AWSCredentials credentials, AmazonPinpointConfig clientConfig)
        : base(credentials, clientConfig) { }

    /// <summary>With an access key and the region of the environment.</summary>
    public AmazonPinpointClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonPinpointConfig()) { }

    /// <summary>With an access key and a region.</summary>
    public AmazonPinpointClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonPinpointConfig { RegionEndpoint = region }) { }

    /// <summary>With an access key and a configuration.</summary>
    public AmazonPinpointClient(
        string awsAccessKeyId, string awsSecretAccessKey, AmazonPinpointConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    /// <summary>With a temporary access key and the region of the environment.</summary>
    public AmazonPinpointClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonPinpointConfig()) { }

    /// <summary>With a temporary access key and a region.</summary>
    public AmazonPinpointClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonPinpointConfig { RegionEndpoint = region }) { }

    /// <summary>With a temporary access key and a configuration.</summary>
    public AmazonPinpointClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonPinpointConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new PinpointEndpointResolver());
        pipeline.AddHandlerAfter<PinpointEndpointResolver>(new PinpointAuthResolver());
    }

    /// <inheritdoc/>
    public virtual Task<SendMessagesResponse> SendMessagesAsync(SendMessagesRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var options = new InvokeOptions { RequestMarshaller = PinpointMarshaller.Instance, ResponseUnmarshaller = SendMessagesUnmarshaller.Instance };
        return InvokeAsync<SendMessagesResponse>(request, options, cancellationToken);
    }

    private sealed class PinpointMetadata : IServiceMetadata
    {
        public string ServiceId => AmazonPinpointConfig.ServiceId;

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
