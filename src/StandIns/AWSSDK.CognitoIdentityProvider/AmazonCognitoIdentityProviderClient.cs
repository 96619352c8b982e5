using Amazon.CognitoIdentityProvider.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.CognitoIdentityProvider;

/// <summary>
/// Calls Amazon Cognito user pools over AWSSDK.Core's own runtime: its credentials, signing, retries, time-outs and HTTP client.
/// Safe for concurrent use.
/// </summary>
public partial class AmazonCognitoIdentityProviderClient : AmazonServiceClient, IAmazonCognitoIdentityProvider
{
    private static readonly CognitoMetadata Metadata = new();

    /// <summary>With the credentials and the region of the environment.</summary>
    public AmazonCognitoIdentityProviderClient() : base(new AmazonCognitoIdentityProviderConfig()) { }

    /// <summary>With the credentials of the environment.</summary>
    public AmazonCognitoIdentityProviderClient(RegionEndpoint region)
        : base(new AmazonCognitoIdentityProviderConfig { RegionEndpoint = region }) { }

    /// <summary>With the credentials of the environment.</summary>
    public AmazonCognitoIdentityProviderClient(AmazonCognitoIdentityProviderConfig config) : base(config) { }

    /// <summary>With the region of the environment.</summary>
    public AmazonCognitoIdentityProviderClient(AWSCredentials credentials)
        : this(credentials, new AmazonCognitoIdentityProviderConfig()) { }

    /// <summary>With credentials and a region.</summary>
    public AmazonCognitoIdentityProviderClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonCognitoIdentityProviderConfig { RegionEndpoint = region }) { }

    /// <summary>With credentials and a configuration.</summary>
    public AmazonCognitoIdentityProviderClient(AWSCredentials credentials, AmazonCognitoIdentityProviderConfig clientConfig)
        : base(credentials, clientConfig) { }

    /// <summary>With an access key and the region of the environment.</summary>
    public AmazonCognitoIdentityProviderClient(string awsAccessKeyId, string awsSecretAccessKey)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonCognitoIdentityProviderConfig()) { }

    /// <summary>With an access key and a region.</summary>
    public AmazonCognitoIdentityProviderClient(string awsAccessKeyId, string awsSecretAccessKey, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, new AmazonCognitoIdentityProviderConfig { RegionEndpoint = region }) { }

    /// <summary>With an access key and a configuration.</summary>
    public AmazonCognitoIdentityProviderClient(
        string awsAccessKeyId, string awsSecretAccessKey, AmazonCognitoIdentityProviderConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, clientConfig) { }

    /// <summary>With a temporary access key and the region of the environment.</summary>
    public AmazonCognitoIdentityProviderClient(string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonCognitoIdentityProviderConfig()) { }

    /// <summary>With a temporary access key and a region.</summary>
    public AmazonCognitoIdentityProviderClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, RegionEndpoint region)
        : this(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, new AmazonCognitoIdentityProviderConfig { RegionEndpoint = region }) { }

    /// <summary>With a temporary access key and a configuration.</summary>
    public AmazonCognitoIdentityProviderClient(
        string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken, AmazonCognitoIdentityProviderConfig clientConfig)
        : base(awsAccessKeyId, awsSecretAccessKey, awsSessionToken, clientConfig) { }

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new CognitoEndpointResolver());
        pipeline.AddHandlerAfter<CognitoEndpointResolver>(new CognitoAuthResolver());
    }

    private Task<TResponse> SendAsync<TResponse>(AmazonCognitoIdentityProviderRequest request, CancellationToken cancellationToken)
        where TResponse : AmazonWebServiceResponse, new()
    {
        ArgumentNullException.ThrowIfNull(request);
        var options = new InvokeOptions
        {
            RequestMarshaller = CognitoMarshaller.Instance,
            ResponseUnmarshaller = CognitoUnmarshaller<TResponse>.Instance,
        };
        return InvokeAsync<TResponse>(request, options, cancellationToken);
    }

    private sealed class CognitoMetadata : IServiceMetadata
    {
        public string ServiceId => AmazonCognitoIdentityProviderConfig.ServiceId;

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
