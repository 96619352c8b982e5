using System.Net;
using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider.Model;

/// <summary>A parameter is wrong; the message says which.</summary>
public class InvalidParameterException : AmazonCognitoIdentityProviderException
{
    public InvalidParameterException(string message) : base(message) { }
    public InvalidParameterException(string message, Exception? innerException) : base(message, innerException) { }
    public InvalidParameterException(Exception innerException) : base(innerException) { }
    public InvalidParameterException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public InvalidParameterException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }

    /// <summary>The service's own reason, when it gives one.</summary>
    public string? ReasonCode { get; set; }
}
