using System.Net;
using Amazon.Runtime;

namespace Amazon.Pinpoint;

/// <summary>What the service refused; the typed ones derive from it, others keep their name in <c>ErrorCode</c>.</summary>
public class AmazonPinpointException : AmazonServiceException
{
    public AmazonPinpointException(string message) : base(message) { }
    public AmazonPinpointException(string message, Exception? innerException) : base(message, innerException) { }
    public AmazonPinpointException(Exception innerException) : base(innerException) { }
    public AmazonPinpointException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public AmazonPinpointException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
