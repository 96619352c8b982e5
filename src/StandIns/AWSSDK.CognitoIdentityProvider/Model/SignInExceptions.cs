using System.Net;
using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider.Model;

/// <summary>The code is not the right one.</summary>
public class CodeMismatchException : AmazonCognitoIdentityProviderException
{
    public CodeMismatchException(string message) : base(message) { }
    public CodeMismatchException(string message, Exception? innerException) : base(message, innerException) { }
    public CodeMismatchException(Exception innerException) : base(innerException) { }
    public CodeMismatchException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public CodeMismatchException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The first code of a new authenticator is not the right one.</summary>
public class EnableSoftwareTokenMFAException : AmazonCognitoIdentityProviderException
{
    public EnableSoftwareTokenMFAException(string message) : base(message) { }
    public EnableSoftwareTokenMFAException(string message, Exception? innerException) : base(message, innerException) { }
    public EnableSoftwareTokenMFAException(Exception innerException) : base(innerException) { }
    public EnableSoftwareTokenMFAException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public EnableSoftwareTokenMFAException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The code is too old, or was used.</summary>
public class ExpiredCodeException : AmazonCognitoIdentityProviderException
{
    public ExpiredCodeException(string message) : base(message) { }
    public ExpiredCodeException(string message, Exception? innerException) : base(message, innerException) { }
    public ExpiredCodeException(Exception innerException) : base(innerException) { }
    public ExpiredCodeException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public ExpiredCodeException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The password breaks the policy; the message names one rule.</summary>
public class InvalidPasswordException : AmazonCognitoIdentityProviderException
{
    public InvalidPasswordException(string message) : base(message) { }
    public InvalidPasswordException(string message, Exception? innerException) : base(message, innerException) { }
    public InvalidPasswordException(Exception innerException) : base(innerException) { }
    public InvalidPasswordException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public InvalidPasswordException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Too many attempts, or too many things.</summary>
public class LimitExceededException : AmazonCognitoIdentityProviderException
{
    public LimitExceededException(string message) : base(message) { }
    public LimitExceededException(string message, Exception? innerException) : base(message, innerException) { }
    public LimitExceededException(Exception innerException) : base(innerException) { }
    public LimitExceededException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public LimitExceededException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The person has no such factor.</summary>
public class MFAMethodNotFoundException : AmazonCognitoIdentityProviderException
{
    public MFAMethodNotFoundException(string message) : base(message) { }
    public MFAMethodNotFoundException(string message, Exception? innerException) : base(message, innerException) { }
    public MFAMethodNotFoundException(Exception innerException) : base(innerException) { }
    public MFAMethodNotFoundException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public MFAMethodNotFoundException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Refused: wrong name or password, dead session or token; the message says which.</summary>
public class NotAuthorizedException : AmazonCognitoIdentityProviderException
{
    public NotAuthorizedException(string message) : base(message) { }
    public NotAuthorizedException(string message, Exception? innerException) : base(message, innerException) { }
    public NotAuthorizedException(Exception innerException) : base(innerException) { }
    public NotAuthorizedException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public NotAuthorizedException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The password is among the last ones.</summary>
public class PasswordHistoryPolicyViolationException : AmazonCognitoIdentityProviderException
{
    public PasswordHistoryPolicyViolationException(string message) : base(message) { }
    public PasswordHistoryPolicyViolationException(string message, Exception? innerException) : base(message, innerException) { }
    public PasswordHistoryPolicyViolationException(Exception innerException) : base(innerException) { }
    public PasswordHistoryPolicyViolationException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public PasswordHistoryPolicyViolationException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The password has to be set anew first.</summary>
public class PasswordResetRequiredException : AmazonCognitoIdentityProviderException
{
    public PasswordResetRequiredException(string message) : base(message) { }
    public PasswordResetRequiredException(string message, Exception? innerException) : base(message, innerException) { }
    public PasswordResetRequiredException(Exception innerException) : base(innerException) { }
    public PasswordResetRequiredException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public PasswordResetRequiredException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>A refresh token that was rotated out was used.</summary>
public class RefreshTokenReuseException : AmazonCognitoIdentityProviderException
{
    public RefreshTokenReuseException(string message) : base(message) { }
    public RefreshTokenReuseException(string message, Exception? innerException) : base(message, innerException) { }
    public RefreshTokenReuseException(Exception innerException) : base(innerException) { }
    public RefreshTokenReuseException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public RefreshTokenReuseException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Authenticators are off for the pool or the person.</summary>
public class SoftwareTokenMFANotFoundException : AmazonCognitoIdentityProviderException
{
    public SoftwareTokenMFANotFoundException(string message) : base(message) { }
    public SoftwareTokenMFANotFoundException(string message, Exception? innerException) : base(message, innerException) { }
    public SoftwareTokenMFANotFoundException(Exception innerException) : base(innerException) { }
    public SoftwareTokenMFANotFoundException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public SoftwareTokenMFANotFoundException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Too many wrong codes.</summary>
public class TooManyFailedAttemptsException : AmazonCognitoIdentityProviderException
{
    public TooManyFailedAttemptsException(string message) : base(message) { }
    public TooManyFailedAttemptsException(string message, Exception? innerException) : base(message, innerException) { }
    public TooManyFailedAttemptsException(Exception innerException) : base(innerException) { }
    public TooManyFailedAttemptsException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public TooManyFailedAttemptsException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Not a refresh token.</summary>
public class UnsupportedTokenTypeException : AmazonCognitoIdentityProviderException
{
    public UnsupportedTokenTypeException(string message) : base(message) { }
    public UnsupportedTokenTypeException(string message, Exception? innerException) : base(message, innerException) { }
    public UnsupportedTokenTypeException(Exception innerException) : base(innerException) { }
    public UnsupportedTokenTypeException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public UnsupportedTokenTypeException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The account was never confirmed.</summary>
public class UserNotConfirmedException : AmazonCognitoIdentityProviderException
{
    public UserNotConfirmedException(string message) : base(message) { }
    public UserNotConfirmedException(string message, Exception? innerException) : base(message, innerException) { }
    public UserNotConfirmedException(Exception innerException) : base(innerException) { }
    public UserNotConfirmedException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public UserNotConfirmedException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Nobody of that name.</summary>
public class UserNotFoundException : AmazonCognitoIdentityProviderException
{
    public UserNotFoundException(string message) : base(message) { }
    public UserNotFoundException(string message, Exception? innerException) : base(message, innerException) { }
    public UserNotFoundException(Exception innerException) : base(innerException) { }
    public UserNotFoundException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public UserNotFoundException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
