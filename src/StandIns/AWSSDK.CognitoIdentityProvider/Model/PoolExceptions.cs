using System.Net;
using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider.Model;

/// <summary>The e-mail address or phone number is another person's.</summary>
public class AliasExistsException : AmazonCognitoIdentityProviderException
{
    public AliasExistsException(string message) : base(message) { }
    public AliasExistsException(string message, Exception? innerException) : base(message, innerException) { }
    public AliasExistsException(Exception innerException) : base(innerException) { }
    public AliasExistsException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public AliasExistsException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>A code could not be sent.</summary>
public class CodeDeliveryFailureException : AmazonCognitoIdentityProviderException
{
    public CodeDeliveryFailureException(string message) : base(message) { }
    public CodeDeliveryFailureException(string message, Exception? innerException) : base(message, innerException) { }
    public CodeDeliveryFailureException(Exception innerException) : base(innerException) { }
    public CodeDeliveryFailureException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public CodeDeliveryFailureException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>A group of that name exists.</summary>
public class GroupExistsException : AmazonCognitoIdentityProviderException
{
    public GroupExistsException(string message) : base(message) { }
    public GroupExistsException(string message, Exception? innerException) : base(message, innerException) { }
    public GroupExistsException(Exception innerException) : base(innerException) { }
    public GroupExistsException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public GroupExistsException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The service may not use the e-mail identity.</summary>
public class InvalidEmailRoleAccessPolicyException : AmazonCognitoIdentityProviderException
{
    public InvalidEmailRoleAccessPolicyException(string message) : base(message) { }
    public InvalidEmailRoleAccessPolicyException(string message, Exception? innerException) : base(message, innerException) { }
    public InvalidEmailRoleAccessPolicyException(Exception innerException) : base(innerException) { }
    public InvalidEmailRoleAccessPolicyException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public InvalidEmailRoleAccessPolicyException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>A trigger answered nonsense.</summary>
public class InvalidLambdaResponseException : AmazonCognitoIdentityProviderException
{
    public InvalidLambdaResponseException(string message) : base(message) { }
    public InvalidLambdaResponseException(string message, Exception? innerException) : base(message, innerException) { }
    public InvalidLambdaResponseException(Exception innerException) : base(innerException) { }
    public InvalidLambdaResponseException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public InvalidLambdaResponseException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The service may not publish SMS.</summary>
public class InvalidSmsRoleAccessPolicyException : AmazonCognitoIdentityProviderException
{
    public InvalidSmsRoleAccessPolicyException(string message) : base(message) { }
    public InvalidSmsRoleAccessPolicyException(string message, Exception? innerException) : base(message, innerException) { }
    public InvalidSmsRoleAccessPolicyException(Exception innerException) : base(innerException) { }
    public InvalidSmsRoleAccessPolicyException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public InvalidSmsRoleAccessPolicyException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The SMS role does not trust the service.</summary>
public class InvalidSmsRoleTrustRelationshipException : AmazonCognitoIdentityProviderException
{
    public InvalidSmsRoleTrustRelationshipException(string message) : base(message) { }
    public InvalidSmsRoleTrustRelationshipException(string message, Exception? innerException) : base(message, innerException) { }
    public InvalidSmsRoleTrustRelationshipException(Exception innerException) : base(innerException) { }
    public InvalidSmsRoleTrustRelationshipException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public InvalidSmsRoleTrustRelationshipException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The pool is not set up for this.</summary>
public class InvalidUserPoolConfigurationException : AmazonCognitoIdentityProviderException
{
    public InvalidUserPoolConfigurationException(string message) : base(message) { }
    public InvalidUserPoolConfigurationException(string message, Exception? innerException) : base(message, innerException) { }
    public InvalidUserPoolConfigurationException(Exception innerException) : base(innerException) { }
    public InvalidUserPoolConfigurationException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public InvalidUserPoolConfigurationException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>A trigger failed.</summary>
public class UnexpectedLambdaException : AmazonCognitoIdentityProviderException
{
    public UnexpectedLambdaException(string message) : base(message) { }
    public UnexpectedLambdaException(string message, Exception? innerException) : base(message, innerException) { }
    public UnexpectedLambdaException(Exception innerException) : base(innerException) { }
    public UnexpectedLambdaException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public UnexpectedLambdaException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Not in the person's present status.</summary>
public class UnsupportedUserStateException : AmazonCognitoIdentityProviderException
{
    public UnsupportedUserStateException(string message) : base(message) { }
    public UnsupportedUserStateException(string message, Exception? innerException) : base(message, innerException) { }
    public UnsupportedUserStateException(Exception innerException) : base(innerException) { }
    public UnsupportedUserStateException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public UnsupportedUserStateException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>A trigger refused.</summary>
public class UserLambdaValidationException : AmazonCognitoIdentityProviderException
{
    public UserLambdaValidationException(string message) : base(message) { }
    public UserLambdaValidationException(string message, Exception? innerException) : base(message, innerException) { }
    public UserLambdaValidationException(Exception innerException) : base(innerException) { }
    public UserLambdaValidationException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public UserLambdaValidationException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The tags cannot be set.</summary>
public class UserPoolTaggingException : AmazonCognitoIdentityProviderException
{
    public UserPoolTaggingException(string message) : base(message) { }
    public UserPoolTaggingException(string message, Exception? innerException) : base(message, innerException) { }
    public UserPoolTaggingException(Exception innerException) : base(innerException) { }
    public UserPoolTaggingException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public UserPoolTaggingException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Somebody has that name.</summary>
public class UsernameExistsException : AmazonCognitoIdentityProviderException
{
    public UsernameExistsException(string message) : base(message) { }
    public UsernameExistsException(string message, Exception? innerException) : base(message, innerException) { }
    public UsernameExistsException(Exception innerException) : base(innerException) { }
    public UsernameExistsException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }
    public UsernameExistsException(
        string message, Exception? innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
