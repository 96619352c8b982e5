using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider.Model;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AssociateSoftwareTokenAsync"/>.</summary>
public class AssociateSoftwareTokenRequest : AmazonCognitoIdentityProviderRequest
{
    public string? AccessToken { get; set; }
    public string? Session { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AssociateSoftwareTokenAsync"/>.</summary>
public class AssociateSoftwareTokenResponse : AmazonWebServiceResponse
{
    public string? SecretCode { get; set; }
    public string? Session { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.VerifySoftwareTokenAsync"/>.</summary>
public class VerifySoftwareTokenRequest : AmazonCognitoIdentityProviderRequest
{
    public string? AccessToken { get; set; }
    public string? FriendlyDeviceName { get; set; }
    public string? Session { get; set; }
    public string? UserCode { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.VerifySoftwareTokenAsync"/>.</summary>
public class VerifySoftwareTokenResponse : AmazonWebServiceResponse
{
    public string? Session { get; set; }
    public VerifySoftwareTokenResponseType? Status { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.SetUserMFAPreferenceAsync"/>.</summary>
public class SetUserMFAPreferenceRequest : AmazonCognitoIdentityProviderRequest
{
    public string? AccessToken { get; set; }
    public EmailMfaSettingsType? EmailMfaSettings { get; set; }
    public SMSMfaSettingsType? SMSMfaSettings { get; set; }
    public SoftwareTokenMfaSettingsType? SoftwareTokenMfaSettings { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.SetUserMFAPreferenceAsync"/>.</summary>
public class SetUserMFAPreferenceResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminSetUserMFAPreferenceAsync"/>.</summary>
public class AdminSetUserMFAPreferenceRequest : AmazonCognitoIdentityProviderRequest
{
    public EmailMfaSettingsType? EmailMfaSettings { get; set; }
    public SMSMfaSettingsType? SMSMfaSettings { get; set; }
    public SoftwareTokenMfaSettingsType? SoftwareTokenMfaSettings { get; set; }
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminSetUserMFAPreferenceAsync"/>.</summary>
public class AdminSetUserMFAPreferenceResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminDeleteSoftwareTokenAsync"/>.</summary>
public class AdminDeleteSoftwareTokenRequest : AmazonCognitoIdentityProviderRequest
{
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminDeleteSoftwareTokenAsync"/>.</summary>
public class AdminDeleteSoftwareTokenResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminGetUserAuthFactorsAsync"/>.</summary>
public class AdminGetUserAuthFactorsRequest : AmazonCognitoIdentityProviderRequest
{
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminGetUserAuthFactorsAsync"/>.</summary>
public class AdminGetUserAuthFactorsResponse : AmazonWebServiceResponse
{
    public List<string>? ConfiguredUserAuthFactors { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? PreferredMfaSetting { get; set; }
    public List<string>? UserMFASettingList { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? Username { get; set; }
}

/// <summary>SMS as a factor.</summary>
public class SMSMfaSettingsType
{
    public bool? Enabled { get; set; }
    public bool? PreferredMfa { get; set; }
}

/// <summary>An authenticator as a factor.</summary>
public class SoftwareTokenMfaSettingsType
{
    public bool? Enabled { get; set; }
    public bool? PreferredMfa { get; set; }
}

/// <summary>E-mail as a factor.</summary>
public class EmailMfaSettingsType
{
    public bool? Enabled { get; set; }
    public bool? PreferredMfa { get; set; }
}
