using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider.Model;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.GetUserAsync"/>.</summary>
public class GetUserRequest : AmazonCognitoIdentityProviderRequest
{
    public string? AccessToken { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.GetUserAsync"/>.</summary>
public class GetUserResponse : AmazonWebServiceResponse
{
    public List<MFAOptionType>? MFAOptions { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? PreferredMfaSetting { get; set; }
    public List<AttributeType>? UserAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public List<string>? UserMFASettingList { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? Username { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminCreateUserAsync"/>.</summary>
public class AdminCreateUserRequest : AmazonCognitoIdentityProviderRequest
{
    public Dictionary<string, string>? ClientMetadata { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public List<string>? DesiredDeliveryMediums { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public bool? ForceAliasCreation { get; set; }
    public MessageActionType? MessageAction { get; set; }
    public string? TemporaryPassword { get; set; }
    public List<AttributeType>? UserAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
    public List<AttributeType>? ValidationData { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminCreateUserAsync"/>.</summary>
public class AdminCreateUserResponse : AmazonWebServiceResponse
{
    public UserType? User { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminGetUserAsync"/>.</summary>
public class AdminGetUserRequest : AmazonCognitoIdentityProviderRequest
{
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminGetUserAsync"/>.</summary>
public class AdminGetUserResponse : AmazonWebServiceResponse
{
    public bool? Enabled { get; set; }
    public List<MFAOptionType>? MFAOptions { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? PreferredMfaSetting { get; set; }
    public List<AttributeType>? UserAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public DateTime? UserCreateDate { get; set; }
    public DateTime? UserLastModifiedDate { get; set; }
    public List<string>? UserMFASettingList { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public UserStatusType? UserStatus { get; set; }
    public string? Username { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminUpdateUserAttributesAsync"/>.</summary>
public class AdminUpdateUserAttributesRequest : AmazonCognitoIdentityProviderRequest
{
    public Dictionary<string, string>? ClientMetadata { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public List<AttributeType>? UserAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminUpdateUserAttributesAsync"/>.</summary>
public class AdminUpdateUserAttributesResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminDeleteUserAttributesAsync"/>.</summary>
public class AdminDeleteUserAttributesRequest : AmazonCognitoIdentityProviderRequest
{
    public List<string>? UserAttributeNames { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminDeleteUserAttributesAsync"/>.</summary>
public class AdminDeleteUserAttributesResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminEnableUserAsync"/>.</summary>
public class AdminEnableUserRequest : AmazonCognitoIdentityProviderRequest
{
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminEnableUserAsync"/>.</summary>
public class AdminEnableUserResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminDisableUserAsync"/>.</summary>
public class AdminDisableUserRequest : AmazonCognitoIdentityProviderRequest
{
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminDisableUserAsync"/>.</summary>
public class AdminDisableUserResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminDeleteUserAsync"/>.</summary>
public class AdminDeleteUserRequest : AmazonCognitoIdentityProviderRequest
{
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminDeleteUserAsync"/>.</summary>
public class AdminDeleteUserResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.AdminConfirmSignUpAsync"/>.</summary>
public class AdminConfirmSignUpRequest : AmazonCognitoIdentityProviderRequest
{
    public Dictionary<string, string>? ClientMetadata { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? UserPoolId { get; set; }
    public string? Username { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.AdminConfirmSignUpAsync"/>.</summary>
public class AdminConfirmSignUpResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.ListUsersAsync"/>.</summary>
public class ListUsersRequest : AmazonCognitoIdentityProviderRequest
{
    public List<string>? AttributesToGet { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    /// <summary>Up to 256 characters, such as <c>email ^= "a"</c>.</summary>
    public string? Filter { get; set; }
    /// <summary>0 to 60.</summary>
    public int? Limit { get; set; }
    public string? PaginationToken { get; set; }
    public string? UserPoolId { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.ListUsersAsync"/>.</summary>
public class ListUsersResponse : AmazonWebServiceResponse
{
    public string? PaginationToken { get; set; }
    public List<UserType>? Users { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

/// <summary>One attribute of a person.</summary>
public class AttributeType
{
    public string? Name { get; set; }
    public string? Value { get; set; }
}

/// <summary>A person, in lists.</summary>
public class UserType
{
    public List<AttributeType>? Attributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public bool? Enabled { get; set; }
    public List<MFAOptionType>? MFAOptions { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public DateTime? UserCreateDate { get; set; }
    public DateTime? UserLastModifiedDate { get; set; }
    public UserStatusType? UserStatus { get; set; }
    public string? Username { get; set; }
}

/// <summary>A factor, as older pools kept it.</summary>
public class MFAOptionType
{
    public string? AttributeName { get; set; }
    public DeliveryMediumType? DeliveryMedium { get; set; }
}
