using System.Net;
using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider;

/// <summary>What the service refused; the typed ones derive from it, others keep their name in <c>ErrorCode</c>.</summary>
public class AmazonCognitoIdentityProviderException : AmazonServiceException
{
    public AmazonCognitoIdentityProviderException(string message) : base(message) { }
    public AmazonCognitoIdentityProviderException(string message, Exception? innerException) : base(message, innerException) { }
    public AmazonCognitoIdentityProviderException(Exception innerException) : base(innerException) { }
    public AmazonCognitoIdentityProviderException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public AmazonCognitoIdentityProviderException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
