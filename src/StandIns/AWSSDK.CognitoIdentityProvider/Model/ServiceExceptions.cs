using System.Net;
using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider.Model;

/// <summary>Somebody changed the same thing meanwhile.</summary>
public class ConcurrentModificationException : AmazonCognitoIdentityProviderException
{
    public ConcurrentModificationException(string message) : base(message) { }
    public ConcurrentModificationException(string message, Exception? innerException) : base(message, innerException) { }
    public ConcurrentModificationException(Exception innerException) : base(innerException) { }
    public ConcurrentModificationException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public ConcurrentModificationException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The pool's plan does not have this.</summary>
public class FeatureUnavailableInTierException : AmazonCognitoIdentityProviderException
{
    public FeatureUnavailableInTierException(string message) : base(message) { }
    public FeatureUnavailableInTierException(string message, Exception? innerException) : base(message, innerException) { }
    public FeatureUnavailableInTierException(Exception innerException) : base(innerException) { }
    public FeatureUnavailableInTierException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public FeatureUnavailableInTierException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>A web ACL refused the call.</summary>
public class ForbiddenException : AmazonCognitoIdentityProviderException
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

/// <summary>The service failed; worth a retry.</summary>
public class InternalErrorException : AmazonCognitoIdentityProviderException
{
    public InternalErrorException(string message) : base(message) { }
    public InternalErrorException(string message, Exception? innerException) : base(message, innerException) { }
    public InternalErrorException(Exception innerException) : base(innerException) { }
    public InternalErrorException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public InternalErrorException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The operation is off for this pool.</summary>
public class OperationNotEnabledException : AmazonCognitoIdentityProviderException
{
    public OperationNotEnabledException(string message) : base(message) { }
    public OperationNotEnabledException(string message, Exception? innerException) : base(message, innerException) { }
    public OperationNotEnabledException(Exception innerException) : base(innerException) { }
    public OperationNotEnabledException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public OperationNotEnabledException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Something has to happen first.</summary>
public class PreconditionNotMetException : AmazonCognitoIdentityProviderException
{
    public PreconditionNotMetException(string message) : base(message) { }
    public PreconditionNotMetException(string message, Exception? innerException) : base(message, innerException) { }
    public PreconditionNotMetException(Exception innerException) : base(innerException) { }
    public PreconditionNotMetException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public PreconditionNotMetException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>No such pool, client or group.</summary>
public class ResourceNotFoundException : AmazonCognitoIdentityProviderException
{
    public ResourceNotFoundException(string message) : base(message) { }
    public ResourceNotFoundException(string message, Exception? innerException) : base(message, innerException) { }
    public ResourceNotFoundException(Exception innerException) : base(innerException) { }
    public ResourceNotFoundException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public ResourceNotFoundException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The plan cannot be changed so.</summary>
public class TierChangeNotAllowedException : AmazonCognitoIdentityProviderException
{
    public TierChangeNotAllowedException(string message) : base(message) { }
    public TierChangeNotAllowedException(string message, Exception? innerException) : base(message, innerException) { }
    public TierChangeNotAllowedException(Exception innerException) : base(innerException) { }
    public TierChangeNotAllowedException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public TierChangeNotAllowedException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Throttled; worth a retry later.</summary>
public class TooManyRequestsException : AmazonCognitoIdentityProviderException
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

/// <summary>The caller may not do this.</summary>
public class UnauthorizedException : AmazonCognitoIdentityProviderException
{
    public UnauthorizedException(string message) : base(message) { }
    public UnauthorizedException(string message, Exception? innerException) : base(message, innerException) { }
    public UnauthorizedException(Exception innerException) : base(innerException) { }
    public UnauthorizedException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public UnauthorizedException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The service does not do this here.</summary>
public class UnsupportedOperationException : AmazonCognitoIdentityProviderException
{
    public UnsupportedOperationException(string message) : base(message) { }
    public UnsupportedOperationException(string message, Exception? innerException) : base(message, innerException) { }
    public UnsupportedOperationException(Exception innerException) : base(innerException) { }
    public UnsupportedOperationException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public UnsupportedOperationException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Threat protection is off.</summary>
public class UserPoolAddOnNotEnabledException : AmazonCognitoIdentityProviderException
{
    public UserPoolAddOnNotEnabledException(string message) : base(message) { }
    public UserPoolAddOnNotEnabledException(string message, Exception? innerException) : base(message, innerException) { }
    public UserPoolAddOnNotEnabledException(Exception innerException) : base(innerException) { }
    public UserPoolAddOnNotEnabledException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public UserPoolAddOnNotEnabledException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
