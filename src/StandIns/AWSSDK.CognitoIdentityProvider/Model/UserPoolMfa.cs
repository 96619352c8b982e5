using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider.Model;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.GetUserPoolMfaConfigAsync"/>.</summary>
public class GetUserPoolMfaConfigRequest : AmazonCognitoIdentityProviderRequest
{
    public string? UserPoolId { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.GetUserPoolMfaConfigAsync"/>.</summary>
public class GetUserPoolMfaConfigResponse : AmazonWebServiceResponse
{
    public EmailMfaConfigType? EmailMfaConfiguration { get; set; }
    public UserPoolMfaType? MfaConfiguration { get; set; }
    public SmsMfaConfigType? SmsMfaConfiguration { get; set; }
    public SoftwareTokenMfaConfigType? SoftwareTokenMfaConfiguration { get; set; }
    public WebAuthnConfigurationType? WebAuthnConfiguration { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.SetUserPoolMfaConfigAsync"/>.</summary>
public class SetUserPoolMfaConfigRequest : AmazonCognitoIdentityProviderRequest
{
    public EmailMfaConfigType? EmailMfaConfiguration { get; set; }
    public UserPoolMfaType? MfaConfiguration { get; set; }
    public SmsMfaConfigType? SmsMfaConfiguration { get; set; }
    public SoftwareTokenMfaConfigType? SoftwareTokenMfaConfiguration { get; set; }
    public string? UserPoolId { get; set; }
    public WebAuthnConfigurationType? WebAuthnConfiguration { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.SetUserPoolMfaConfigAsync"/>.</summary>
public class SetUserPoolMfaConfigResponse : AmazonWebServiceResponse
{
    public EmailMfaConfigType? EmailMfaConfiguration { get; set; }
    public UserPoolMfaType? MfaConfiguration { get; set; }
    public SmsMfaConfigType? SmsMfaConfiguration { get; set; }
    public SoftwareTokenMfaConfigType? SoftwareTokenMfaConfiguration { get; set; }
    public WebAuthnConfigurationType? WebAuthnConfiguration { get; set; }
}

/// <summary>SMS as a factor of a pool.</summary>
public class SmsMfaConfigType
{
    public string? SmsAuthenticationMessage { get; set; }
    public SmsConfigurationType? SmsConfiguration { get; set; }
}

/// <summary>How a pool sends SMS.</summary>
public class SmsConfigurationType
{
    public string? ExternalId { get; set; }
    public string? SnsCallerArn { get; set; }
    public string? SnsRegion { get; set; }
}

/// <summary>Authenticators as a factor of a pool.</summary>
public class SoftwareTokenMfaConfigType
{
    public bool? Enabled { get; set; }
}

/// <summary>E-mail as a factor of a pool.</summary>
public class EmailMfaConfigType
{
    public string? Message { get; set; }
    public string? Subject { get; set; }
}

/// <summary>Passkeys of a pool.</summary>
public class WebAuthnConfigurationType
{
    public string? RelyingPartyId { get; set; }
    public UserVerificationType? UserVerification { get; set; }
}
