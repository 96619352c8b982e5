using System.Net;
using Amazon.Runtime;

namespace Amazon.Pinpoint.Model;

/// <summary>The request is not valid; nothing was sent.</summary>
public class BadRequestException : AmazonPinpointException
{
    public BadRequestException(string message) : base(message) { }
    public BadRequestException(string message, Exception? innerException) : base(message, innerException) { }
    public BadRequestException(Exception innerException) : base(innerException) { }
    public BadRequestException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public BadRequestException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The credentials may not do this.</summary>
public class ForbiddenException : AmazonPinpointException
{
    public ForbiddenException(string message) : base(message) { }
    public ForbiddenException(string message, Exception? innerException) : base(message, innerException) { }
    public ForbiddenException(Exception innerException) : base(innerException) { }
    public ForbiddenException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public ForbiddenException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The service failed; whether it sent anything is not known.</summary>
public class InternalServerErrorException : AmazonPinpointException
{
    public InternalServerErrorException(string message) : base(message) { }
    public InternalServerErrorException(string message, Exception? innerException) : base(message, innerException) { }
    public InternalServerErrorException(Exception innerException) : base(innerException) { }
    public InternalServerErrorException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public InternalServerErrorException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The resource has no such method.</summary>
public class MethodNotAllowedException : AmazonPinpointException
{
    public MethodNotAllowedException(string message) : base(message) { }
    public MethodNotAllowedException(string message, Exception? innerException) : base(message, innerException) { }
    public MethodNotAllowedException(Exception innerException) : base(innerException) { }
    public MethodNotAllowedException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public MethodNotAllowedException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>There is no such application.</summary>
public class NotFoundException : AmazonPinpointException
{
    public NotFoundException(string message) : base(message) { }
    public NotFoundException(string message, Exception? innerException) : base(message, innerException) { }
    public NotFoundException(Exception innerException) : base(innerException) { }
    public NotFoundException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public NotFoundException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The request is larger than 7 MB.</summary>
public class PayloadTooLargeException : AmazonPinpointException
{
    public PayloadTooLargeException(string message) : base(message) { }
    public PayloadTooLargeException(string message, Exception? innerException) : base(message, innerException) { }
    public PayloadTooLargeException(Exception innerException) : base(innerException) { }
    public PayloadTooLargeException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public PayloadTooLargeException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>More requests than the account's rate; nothing was sent.</summary>
public class TooManyRequestsException : AmazonPinpointException
{
    public TooManyRequestsException(string message) : base(message) { }
    public TooManyRequestsException(string message, Exception? innerException) : base(message, innerException) { }
    public TooManyRequestsException(Exception innerException) : base(innerException) { }
    public TooManyRequestsException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public TooManyRequestsException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
