using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider;

/// <summary>Base of every request.</summary>
public class AmazonCognitoIdentityProviderRequest : AmazonWebServiceRequest;
