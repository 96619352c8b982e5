using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider.Model;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.ChangePasswordAsync"/>.</summary>
public class ChangePasswordRequest : AmazonCognitoIdentityProviderRequest
{
    public string? AccessToken { get; set; }
    public string? PreviousPassword { get; set; }
    public string? ProposedPassword { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.ChangePasswordAsync"/>.</summary>
public class ChangePasswordResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.ForgotPasswordAsync"/>.</summary>
public class ForgotPasswordRequest : AmazonCognitoIdentityProviderRequest
{
    public AnalyticsMetadataType? AnalyticsMetadata { get; set; }
    public string? ClientId { get; set; }
    public Dictionary<string, string>? ClientMetadata { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? SecretHash { get; set; }
    public UserContextDataType? UserContextData { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.ForgotPasswordAsync"/>.</summary>
public class ForgotPasswordResponse : AmazonWebServiceResponse
{
    public CodeDeliveryDetailsType? CodeDeliveryDetails { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.ConfirmForgotPasswordAsync"/>.</summary>
public class ConfirmForgotPasswordRequest : AmazonCognitoIdentityProviderRequest
{
    public AnalyticsMetadataType? AnalyticsMetadata { get; set; }
    public string? ClientId { get; set; }
    public Dictionary<string, string>? ClientMetadata { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? ConfirmationCode { get; set; }
    public string? Password { get; set; }
    public string? SecretHash { get; set; }
    public UserContextDataType? UserContextData { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.ConfirmForgotPasswordAsync"/>.</summary>
public class ConfirmForgotPasswordResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminResetUserPasswordAsync"/>.</summary>
public class AdminResetUserPasswordRequest : AmazonCognitoIdentityProviderRequest
{
    public Dictionary<string, string>? ClientMetadata { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminResetUserPasswordAsync"/>.</summary>
public class AdminResetUserPasswordResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminSetUserPasswordAsync"/>.</summary>
public class AdminSetUserPasswordRequest : AmazonCognitoIdentityProviderRequest
{
    public string? Password { get; set; }
    public bool? Permanent { get; set; }
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminSetUserPasswordAsync"/>.</summary>
public class AdminSetUserPasswordResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.ResendConfirmationCodeAsync"/>.</summary>
public class ResendConfirmationCodeRequest : AmazonCognitoIdentityProviderRequest
{
    public AnalyticsMetadataType? AnalyticsMetadata { get; set; }
    public string? ClientId { get; set; }
    public Dictionary<string, string>? ClientMetadata { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? SecretHash { get; set; }
    public UserContextDataType? UserContextData { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.ResendConfirmationCodeAsync"/>.</summary>
public class ResendConfirmationCodeResponse : AmazonWebServiceResponse
{
    public CodeDeliveryDetailsType? CodeDeliveryDetails { get; set; }
}

/// <summary>Where a code was sent, masked.</summary>
public class CodeDeliveryDetailsType
{
    public string? AttributeName { get; set; }
    public DeliveryMediumType? DeliveryMedium { get; set; }
    public string? Destination { get; set; }
}
