using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider.Model;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.InitiateAuthAsync"/>.</summary>
public class InitiateAuthRequest : AmazonCognitoIdentityProviderRequest
{
    public AnalyticsMetadataType? AnalyticsMetadata { get; set; }
    public AuthFlowType? AuthFlow { get; set; }
    public Dictionary<string, string>? AuthParameters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? ClientId { get; set; }
    public Dictionary<string, string>? ClientMetadata { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? Session { get; set; }
    public UserContextDataType? UserContextData { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.InitiateAuthAsync"/>.</summary>
public class InitiateAuthResponse : AmazonWebServiceResponse
{
    public AuthenticationResultType? AuthenticationResult { get; set; }
    public List<string>? AvailableChallenges { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public ChallengeNameType? ChallengeName { get; set; }
    public Dictionary<string, string>? ChallengeParameters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? Session { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.RespondToAuthChallengeAsync"/>.</summary>
public class RespondToAuthChallengeRequest : AmazonCognitoIdentityProviderRequest
{
    public AnalyticsMetadataType? AnalyticsMetadata { get; set; }
    public ChallengeNameType? ChallengeName { get; set; }
    public Dictionary<string, string>? ChallengeResponses { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? ClientId { get; set; }
    public Dictionary<string, string>? ClientMetadata { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? Session { get; set; }
    public UserContextDataType? UserContextData { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.RespondToAuthChallengeAsync"/>.</summary>
public class RespondToAuthChallengeResponse : AmazonWebServiceResponse
{
    public AuthenticationResultType? AuthenticationResult { get; set; }
    public List<string>? AvailableChallenges { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public ChallengeNameType? ChallengeName { get; set; }
    public Dictionary<string, string>? ChallengeParameters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? Session { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminInitiateAuthAsync"/>.</summary>
public class AdminInitiateAuthRequest : AmazonCognitoIdentityProviderRequest
{
    public AnalyticsMetadataType? AnalyticsMetadata { get; set; }
    public AuthFlowType? AuthFlow { get; set; }
    public Dictionary<string, string>? AuthParameters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? ClientId { get; set; }
    public Dictionary<string, string>? ClientMetadata { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public ContextDataType? ContextData { get; set; }
    public string? Session { get; set; }
    public string? UserPoolId { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminInitiateAuthAsync"/>.</summary>
public class AdminInitiateAuthResponse : AmazonWebServiceResponse
{
    public AuthenticationResultType? AuthenticationResult { get; set; }
    public List<string>? AvailableChallenges { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public ChallengeNameType? ChallengeName { get; set; }
    public Dictionary<string, string>? ChallengeParameters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? Session { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminRespondToAuthChallengeAsync"/>.</summary>
public class AdminRespondToAuthChallengeRequest : AmazonCognitoIdentityProviderRequest
{
    public AnalyticsMetadataType? AnalyticsMetadata { get; set; }
    public ChallengeNameType? ChallengeName { get; set; }
    public Dictionary<string, string>? ChallengeResponses { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? ClientId { get; set; }
    public Dictionary<string, string>? ClientMetadata { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public ContextDataType? ContextData { get; set; }
    public string? Session { get; set; }
    public string? UserPoolId { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminRespondToAuthChallengeAsync"/>.</summary>
public class AdminRespondToAuthChallengeResponse : AmazonWebServiceResponse
{
    public AuthenticationResultType? AuthenticationResult { get; set; }
    public List<string>? AvailableChallenges { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public ChallengeNameType? ChallengeName { get; set; }
    public Dictionary<string, string>? ChallengeParameters { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? Session { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.GetTokensFromRefreshTokenAsync"/>.</summary>
public class GetTokensFromRefreshTokenRequest : AmazonCognitoIdentityProviderRequest
{
    public string? ClientId { get; set; }
    public Dictionary<string, string>? ClientMetadata { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? ClientSecret { get; set; }
    public string? DeviceKey { get; set; }
    public string? RefreshToken { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.GetTokensFromRefreshTokenAsync"/>.</summary>
public class GetTokensFromRefreshTokenResponse : AmazonWebServiceResponse
{
    public AuthenticationResultType? AuthenticationResult { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.RevokeTokenAsync"/>.</summary>
public class RevokeTokenRequest : AmazonCognitoIdentityProviderRequest
{
    public string? ClientId { get; set; }
    public string? ClientSecret { get; set; }
    public string? Token { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.RevokeTokenAsync"/>.</summary>
public class RevokeTokenResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.GlobalSignOutAsync"/>.</summary>
public class GlobalSignOutRequest : AmazonCognitoIdentityProviderRequest
{
    public string? AccessToken { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.GlobalSignOutAsync"/>.</summary>
public class GlobalSignOutResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminUserGlobalSignOutAsync"/>.</summary>
public class AdminUserGlobalSignOutRequest : AmazonCognitoIdentityProviderRequest
{
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminUserGlobalSignOutAsync"/>.</summary>
public class AdminUserGlobalSignOutResponse : AmazonWebServiceResponse;

/// <summary>Ties a call to Pinpoint analytics.</summary>
public class AnalyticsMetadataType
{
    public string? AnalyticsEndpointId { get; set; }
}

/// <summary>What the browser's library says of the device, for threat protection.</summary>
public class UserContextDataType
{
    public string? EncodedData { get; set; }
    public string? IpAddress { get; set; }
}

/// <summary>What a server says of the caller, for threat protection.</summary>
public class ContextDataType
{
    public string? EncodedData { get; set; }
    public List<HttpHeader>? HttpHeaders { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? IpAddress { get; set; }
    public string? ServerName { get; set; }
    public string? ServerPath { get; set; }
}

/// <summary>One header of the caller's request.</summary>
public class HttpHeader
{
    public string? HeaderName { get; set; }
    public string? HeaderValue { get; set; }
}

/// <summary>The tokens of a finished sign-in.</summary>
public class AuthenticationResultType
{
    public string? AccessToken { get; set; }
    /// <summary>Life of the access token in seconds.</summary>
    public int? ExpiresIn { get; set; }
    public string? IdToken { get; set; }
    public NewDeviceMetadataType? NewDeviceMetadata { get; set; }
    public string? RefreshToken { get; set; }
    public string? TokenType { get; set; }
}

/// <summary>A device that could be remembered.</summary>
public class NewDeviceMetadataType
{
    public string? DeviceGroupKey { get; set; }
    public string? DeviceKey { get; set; }
}
