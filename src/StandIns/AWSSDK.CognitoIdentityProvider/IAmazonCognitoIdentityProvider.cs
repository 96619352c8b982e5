using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider;

/// <summary>Amazon Cognito user pools.</summary>
public interface IAmazonCognitoIdentityProvider : IAmazonService, IDisposable;
