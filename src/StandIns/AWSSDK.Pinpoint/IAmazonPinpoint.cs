using Amazon.Pinpoint.Model;
using Amazon.Runtime;

namespace Amazon.Pinpoint;

/// <summary>
/// Amazon Pinpoint, of which AWS End User Messaging keeps the sending: the operation the portal uses, under the official package's names.
/// Every failure the service reports is an <see cref="AmazonPinpointException"/>, typed where the model names it.
/// </summary>
public interface IAmazonPinpoint : IAmazonService, IDisposable
{
    /// <summary>Sends a message to up to 100 addresses, at once. There is no idempotency token: a request sent again sends again.</summary>
    Task<SendMessagesResponse> SendMessagesAsync(SendMessagesRequest request, CancellationToken cancellationToken = default);

    /// <summary>The configuration a client gets without one.</summary>
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonPinpointConfig();

    /// <summary>The client made of credentials and a configuration.</summary>
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        awsCredentials is null
            ? new AmazonPinpointClient((AmazonPinpointConfig)clientConfig)
            : new AmazonPinpointClient(awsCredentials, (AmazonPinpointConfig)clientConfig);
}
