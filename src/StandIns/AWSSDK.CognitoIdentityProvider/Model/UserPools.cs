using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider.Model;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.CreateUserPoolAsync"/>.</summary>
public class CreateUserPoolRequest : AmazonCognitoIdentityProviderRequest
{
    public AccountRecoverySettingType? AccountRecoverySetting { get; set; }
    public AdminCreateUserConfigType? AdminCreateUserConfig { get; set; }
    public List<string>? AliasAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public List<string>? AutoVerifiedAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public DeletionProtectionType? DeletionProtection { get; set; }
    public DeviceConfigurationType? DeviceConfiguration { get; set; }
    public EmailConfigurationType? EmailConfiguration { get; set; }
    public string? EmailVerificationMessage { get; set; }
    public string? EmailVerificationSubject { get; set; }
    public LambdaConfigType? LambdaConfig { get; set; }
    public UserPoolMfaType? MfaConfiguration { get; set; }
    public UserPoolPolicyType? Policies { get; set; }
    public string? PoolName { get; set; }
    public List<SchemaAttributeType>? Schema { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? SmsAuthenticationMessage { get; set; }
    public SmsConfigurationType? SmsConfiguration { get; set; }
    public string? SmsVerificationMessage { get; set; }
    public UserAttributeUpdateSettingsType? UserAttributeUpdateSettings { get; set; }
    public UserPoolAddOnsType? UserPoolAddOns { get; set; }
    public Dictionary<string, string>? UserPoolTags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public UserPoolTierType? UserPoolTier { get; set; }
    public List<string>? UsernameAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public UsernameConfigurationType? UsernameConfiguration { get; set; }
    public VerificationMessageTemplateType? VerificationMessageTemplate { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.CreateUserPoolAsync"/>.</summary>
public class CreateUserPoolResponse : AmazonWebServiceResponse
{
    public UserPoolType? UserPool { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.DeleteUserPoolAsync"/>.</summary>
public class DeleteUserPoolRequest : AmazonCognitoIdentityProviderRequest
{
    public string? UserPoolId { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.DeleteUserPoolAsync"/>.</summary>
public class DeleteUserPoolResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.UpdateUserPoolAsync"/>.</summary>
public class UpdateUserPoolRequest : AmazonCognitoIdentityProviderRequest
{
    public AccountRecoverySettingType? AccountRecoverySetting { get; set; }
    public AdminCreateUserConfigType? AdminCreateUserConfig { get; set; }
    public List<string>? AutoVerifiedAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public DeletionProtectionType? DeletionProtection { get; set; }
    public DeviceConfigurationType? DeviceConfiguration { get; set; }
    public EmailConfigurationType? EmailConfiguration { get; set; }
    public string? EmailVerificationMessage { get; set; }
    public string? EmailVerificationSubject { get; set; }
    public LambdaConfigType? LambdaConfig { get; set; }
    public UserPoolMfaType? MfaConfiguration { get; set; }
    public UserPoolPolicyType? Policies { get; set; }
    public string? PoolName { get; set; }
    public string? SmsAuthenticationMessage { get; set; }
    public SmsConfigurationType? SmsConfiguration { get; set; }
    public string? SmsVerificationMessage { get; set; }
    public UserAttributeUpdateSettingsType? UserAttributeUpdateSettings { get; set; }
    public UserPoolAddOnsType? UserPoolAddOns { get; set; }
    public string? UserPoolId { get; set; }
    public Dictionary<string, string>? UserPoolTags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public UserPoolTierType? UserPoolTier { get; set; }
    public VerificationMessageTemplateType? VerificationMessageTemplate { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.UpdateUserPoolAsync"/>.</summary>
public class UpdateUserPoolResponse : AmazonWebServiceResponse;

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.DescribeUserPoolAsync"/>.</summary>
public class DescribeUserPoolRequest : AmazonCognitoIdentityProviderRequest
{
    public string? UserPoolId { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.DescribeUserPoolAsync"/>.</summary>
public class DescribeUserPoolResponse : AmazonWebServiceResponse
{
    public UserPoolType? UserPool { get; set; }
}

/// <summary>Input of <see cref="IAmazonCognitoIdentityProvider.ListUserPoolsAsync"/>.</summary>
public class ListUserPoolsRequest : AmazonCognitoIdentityProviderRequest
{
    public int? MaxResults { get; set; }
    public string? NextToken { get; set; }
}

/// <summary>Output of <see cref="IAmazonCognitoIdentityProvider.ListUserPoolsAsync"/>.</summary>
public class ListUserPoolsResponse : AmazonWebServiceResponse
{
    public string? NextToken { get; set; }
    public List<UserPoolDescriptionType>? UserPools { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

/// <summary>A pool's configuration.</summary>
public class UserPoolType
{
    public AccountRecoverySettingType? AccountRecoverySetting { get; set; }
    public AdminCreateUserConfigType? AdminCreateUserConfig { get; set; }
    public List<string>? AliasAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? Arn { get; set; }
    public List<string>? AutoVerifiedAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public DateTime? CreationDate { get; set; }
    public string? CustomDomain { get; set; }
    public DeletionProtectionType? DeletionProtection { get; set; }
    public DeviceConfigurationType? DeviceConfiguration { get; set; }
    public string? Domain { get; set; }
    public EmailConfigurationType? EmailConfiguration { get; set; }
    public string? EmailConfigurationFailure { get; set; }
    public string? EmailVerificationMessage { get; set; }
    public string? EmailVerificationSubject { get; set; }
    public int? EstimatedNumberOfUsers { get; set; }
    public string? Id { get; set; }
    public LambdaConfigType? LambdaConfig { get; set; }
    public DateTime? LastModifiedDate { get; set; }
    public UserPoolMfaType? MfaConfiguration { get; set; }
    public string? Name { get; set; }
    public UserPoolPolicyType? Policies { get; set; }
    public List<SchemaAttributeType>? SchemaAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public string? SmsAuthenticationMessage { get; set; }
    public SmsConfigurationType? SmsConfiguration { get; set; }
    public string? SmsConfigurationFailure { get; set; }
    public string? SmsVerificationMessage { get; set; }
    public StatusType? Status { get; set; }
    public UserAttributeUpdateSettingsType? UserAttributeUpdateSettings { get; set; }
    public UserPoolAddOnsType? UserPoolAddOns { get; set; }
    public Dictionary<string, string>? UserPoolTags { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public UserPoolTierType? UserPoolTier { get; set; }
    public List<string>? UsernameAttributes { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
    public UsernameConfigurationType? UsernameConfiguration { get; set; }
    public VerificationMessageTemplateType? VerificationMessageTemplate { get; set; }
}

/// <summary>A pool, in lists.</summary>
public class UserPoolDescriptionType
{
    public DateTime? CreationDate { get; set; }
    public string? Id { get; set; }
    public LambdaConfigType? LambdaConfig { get; set; }
    public DateTime? LastModifiedDate { get; set; }
    public string? Name { get; set; }
    public StatusType? Status { get; set; }
}
