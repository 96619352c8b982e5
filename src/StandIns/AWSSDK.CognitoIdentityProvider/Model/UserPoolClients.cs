using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider.Model;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.CreateUserPoolClientAsync"/>.</summary>
public class CreateUserPoolClientRequest : AmazonCognitoIdentityProviderRequest
{
    public int? AccessTokenValidity { get; set; }
    public List<string>? AllowedOAuthFlows { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public bool? AllowedOAuthFlowsUserPoolClient { get; set; }
    public List<string>? AllowedOAuthScopes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public AnalyticsConfigurationType? AnalyticsConfiguration { get; set; }
    public int? AuthSessionValidity { get; set; }
    public List<string>? CallbackURLs { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? ClientName { get; set; }
    public string? DefaultRedirectURI { get; set; }
    public bool? EnablePropagateAdditionalUserContextData { get; set; }
    public bool? EnableTokenRevocation { get; set; }
    public List<string>? ExplicitAuthFlows { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public bool? GenerateSecret { get; set; }
    public int? IdTokenValidity { get; set; }
    public List<string>? LogoutURLs { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public PreventUserExistenceErrorTypes? PreventUserExistenceErrors { get; set; }
    public List<string>? ReadAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public RefreshTokenRotationType? RefreshTokenRotation { get; set; }
    public int? RefreshTokenValidity { get; set; }
    public List<string>? SupportedIdentityProviders { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public TokenValidityUnitsType? TokenValidityUnits { get; set; }
    public string? UserPoolId { get; set; }
    public List<string>? WriteAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.CreateUserPoolClientAsync"/>.</summary>
public class CreateUserPoolClientResponse : AmazonWebServiceResponse
{
    public UserPoolClientType? UserPoolClient { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.UpdateUserPoolClientAsync"/>.</summary>
public class UpdateUserPoolClientRequest : AmazonCognitoIdentityProviderRequest
{
    public int? AccessTokenValidity { get; set; }
    public List<string>? AllowedOAuthFlows { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public bool? AllowedOAuthFlowsUserPoolClient { get; set; }
    public List<string>? AllowedOAuthScopes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public AnalyticsConfigurationType? AnalyticsConfiguration { get; set; }
    public int? AuthSessionValidity { get; set; }
    public List<string>? CallbackURLs { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? ClientId { get; set; }
    public string? ClientName { get; set; }
    public string? DefaultRedirectURI { get; set; }
    public bool? EnablePropagateAdditionalUserContextData { get; set; }
    public bool? EnableTokenRevocation { get; set; }
    public List<string>? ExplicitAuthFlows { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public int? IdTokenValidity { get; set; }
    public List<string>? LogoutURLs { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public PreventUserExistenceErrorTypes? PreventUserExistenceErrors { get; set; }
    public List<string>? ReadAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public RefreshTokenRotationType? RefreshTokenRotation { get; set; }
    public int? RefreshTokenValidity { get; set; }
    public List<string>? SupportedIdentityProviders { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public TokenValidityUnitsType? TokenValidityUnits { get; set; }
    public string? UserPoolId { get; set; }
    public List<string>? WriteAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.UpdateUserPoolClientAsync"/>.</summary>
public class UpdateUserPoolClientResponse : AmazonWebServiceResponse
{
    public UserPoolClientType? UserPoolClient { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.DescribeUserPoolClientAsync"/>.</summary>
public class DescribeUserPoolClientRequest : AmazonCognitoIdentityProviderRequest
{
    public string? ClientId { get; set; }
    public string? UserPoolId { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.DescribeUserPoolClientAsync"/>.</summary>
public class DescribeUserPoolClientResponse : AmazonWebServiceResponse
{
    public UserPoolClientType? UserPoolClient { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.ListUserPoolClientsAsync"/>.</summary>
public class ListUserPoolClientsRequest : AmazonCognitoIdentityProviderRequest
{
    public int? MaxResults { get; set; }
    public string? NextToken { get; set; }
    public string? UserPoolId { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.ListUserPoolClientsAsync"/>.</summary>
public class ListUserPoolClientsResponse : AmazonWebServiceResponse
{
    public string? NextToken { get; set; }
    public List<UserPoolClientDescription>? UserPoolClients { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

/// <summary>An app client.</summary>
public class UserPoolClientType
{
    public int? AccessTokenValidity { get; set; }
    public List<string>? AllowedOAuthFlows { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public bool? AllowedOAuthFlowsUserPoolClient { get; set; }
    public List<string>? AllowedOAuthScopes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public AnalyticsConfigurationType? AnalyticsConfiguration { get; set; }
    /// <summary>Life of a challenge session in minutes, 3 to 15.</summary>
    public int? AuthSessionValidity { get; set; }
    public List<string>? CallbackURLs { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? ClientId { get; set; }
    public string? ClientName { get; set; }
    public string? ClientSecret { get; set; }
    public DateTime? CreationDate { get; set; }
    public string? DefaultRedirectURI { get; set; }
    public bool? EnablePropagateAdditionalUserContextData { get; set; }
    public bool? EnableTokenRevocation { get; set; }
    public List<string>? ExplicitAuthFlows { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public int? IdTokenValidity { get; set; }
    public DateTime? LastModifiedDate { get; set; }
    public List<string>? LogoutURLs { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public PreventUserExistenceErrorTypes? PreventUserExistenceErrors { get; set; }
    public List<string>? ReadAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public RefreshTokenRotationType? RefreshTokenRotation { get; set; }
    public int? RefreshTokenValidity { get; set; }
    public List<string>? SupportedIdentityProviders { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public TokenValidityUnitsType? TokenValidityUnits { get; set; }
    public string? UserPoolId { get; set; }
    public List<string>? WriteAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

/// <summary>An app client, in lists.</summary>
public class UserPoolClientDescription
{
    public string? ClientId { get; set; }
    public string? ClientName { get; set; }
    public string? UserPoolId { get; set; }
}

/// <summary>Whether refresh tokens are replaced at each use.</summary>
public class RefreshTokenRotationType
{
    public FeatureType? Feature { get; set; }
    /// <summary>0 to 60.</summary>
    public int? RetryGracePeriodSeconds { get; set; }
}

/// <summary>Pinpoint analytics of an app client.</summary>
public class AnalyticsConfigurationType
{
    public string? ApplicationArn { get; set; }
    public string? ApplicationId { get; set; }
    public string? ExternalId { get; set; }
    public string? RoleArn { get; set; }
    public bool? UserDataShared { get; set; }
}

/// <summary>The units of the token lives.</summary>
public class TokenValidityUnitsType
{
    public TimeUnitsType? AccessToken { get; set; }
    public TimeUnitsType? IdToken { get; set; }
    public TimeUnitsType? RefreshToken { get; set; }
}
