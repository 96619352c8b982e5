using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider;

/// <summary>Constants of AdvancedSecurityEnabledModeType; other values are passed on unchanged.</summary>
public class AdvancedSecurityEnabledModeType(string value) : ConstantClass(value)
{
    public static readonly AdvancedSecurityEnabledModeType AUDIT = new("AUDIT");
    public static readonly AdvancedSecurityEnabledModeType ENFORCED = new("ENFORCED");

    public static AdvancedSecurityEnabledModeType FindValue(string value) => FindValue<AdvancedSecurityEnabledModeType>(value);

    public static implicit operator AdvancedSecurityEnabledModeType(string value) => FindValue(value);
}

/// <summary>Constants of AdvancedSecurityModeType; other values are passed on unchanged.</summary>
public class AdvancedSecurityModeType(string value) : ConstantClass(value)
{
    public static readonly AdvancedSecurityModeType AUDIT = new("AUDIT");
    public static readonly AdvancedSecurityModeType ENFORCED = new("ENFORCED");
    public static readonly AdvancedSecurityModeType OFF = new("OFF");

    public static AdvancedSecurityModeType FindValue(string value) => FindValue<AdvancedSecurityModeType>(value);

    public static implicit operator AdvancedSecurityModeType(string value) => FindValue(value);
}

/// <summary>Constants of AliasAttributeType; other values are passed on unchanged.</summary>
public class AliasAttributeType(string value) : ConstantClass(value)
{
    public static readonly AliasAttributeType Email = new("email");
    public static readonly AliasAttributeType Phone_number = new("phone_number");
    public static readonly AliasAttributeType Preferred_username = new("preferred_username");

    public static AliasAttributeType FindValue(string value) => FindValue<AliasAttributeType>(value);

    public static implicit operator AliasAttributeType(string value) => FindValue(value);
}

/// <summary>Constants of AttributeDataType; other values are passed on unchanged.</summary>
public class AttributeDataType(string value) : ConstantClass(value)
{
    public static readonly AttributeDataType Boolean = new("Boolean");
    public static readonly AttributeDataType DateTime = new("DateTime");
    public static readonly AttributeDataType Number = new("Number");
    public static readonly AttributeDataType String = new("String");

    public static AttributeDataType FindValue(string value) => FindValue<AttributeDataType>(value);

    public static implicit operator AttributeDataType(string value) => FindValue(value);
}

/// <summary>Constants of CustomEmailSenderLambdaVersionType; other values are passed on unchanged.</summary>
public class CustomEmailSenderLambdaVersionType(string value) : ConstantClass(value)
{
    public static readonly CustomEmailSenderLambdaVersionType V1_0 = new("V1_0");

    public static CustomEmailSenderLambdaVersionType FindValue(string value) => FindValue<CustomEmailSenderLambdaVersionType>(value);

    public static implicit operator CustomEmailSenderLambdaVersionType(string value) => FindValue(value);
}

/// <summary>Constants of CustomSMSSenderLambdaVersionType; other values are passed on unchanged.</summary>
public class CustomSMSSenderLambdaVersionType(string value) : ConstantClass(value)
{
    public static readonly CustomSMSSenderLambdaVersionType V1_0 = new("V1_0");

    public static CustomSMSSenderLambdaVersionType FindValue(string value) => FindValue<CustomSMSSenderLambdaVersionType>(value);

    public static implicit operator CustomSMSSenderLambdaVersionType(string value) => FindValue(value);
}

/// <summary>Constants of DefaultEmailOptionType; other values are passed on unchanged.</summary>
public class DefaultEmailOptionType(string value) : ConstantClass(value)
{
    public static readonly DefaultEmailOptionType CONFIRM_WITH_CODE = new("CONFIRM_WITH_CODE");
    public static readonly DefaultEmailOptionType CONFIRM_WITH_LINK = new("CONFIRM_WITH_LINK");

    public static DefaultEmailOptionType FindValue(string value) => FindValue<DefaultEmailOptionType>(value);

    public static implicit operator DefaultEmailOptionType(string value) => FindValue(value);
}

/// <summary>Constants of DeletionProtectionType; other values are passed on unchanged.</summary>
public class DeletionProtectionType(string value) : ConstantClass(value)
{
    public static readonly DeletionProtectionType ACTIVE = new("ACTIVE");
    public static readonly DeletionProtectionType INACTIVE = new("INACTIVE");

    public static DeletionProtectionType FindValue(string value) => FindValue<DeletionProtectionType>(value);

    public static implicit operator DeletionProtectionType(string value) => FindValue(value);
}

/// <summary>Constants of EmailSendingAccountType; other values are passed on unchanged.</summary>
public class EmailSendingAccountType(string value) : ConstantClass(value)
{
    public static readonly EmailSendingAccountType COGNITO_DEFAULT = new("COGNITO_DEFAULT");
    public static readonly EmailSendingAccountType DEVELOPER = new("DEVELOPER");

    public static EmailSendingAccountType FindValue(string value) => FindValue<EmailSendingAccountType>(value);

    public static implicit operator EmailSendingAccountType(string value) => FindValue(value);
}

/// <summary>Constants of ExplicitAuthFlowsType; other values are passed on unchanged.</summary>
public class ExplicitAuthFlowsType(string value) : ConstantClass(value)
{
    public static readonly ExplicitAuthFlowsType ADMIN_NO_SRP_AUTH = new("ADMIN_NO_SRP_AUTH");
    public static readonly ExplicitAuthFlowsType ALLOW_ADMIN_USER_PASSWORD_AUTH = new("ALLOW_ADMIN_USER_PASSWORD_AUTH");
    public static readonly ExplicitAuthFlowsType ALLOW_CUSTOM_AUTH = new("ALLOW_CUSTOM_AUTH");
    public static readonly ExplicitAuthFlowsType ALLOW_REFRESH_TOKEN_AUTH = new("ALLOW_REFRESH_TOKEN_AUTH");
    public static readonly ExplicitAuthFlowsType ALLOW_USER_AUTH = new("ALLOW_USER_AUTH");
    public static readonly ExplicitAuthFlowsType ALLOW_USER_PASSWORD_AUTH = new("ALLOW_USER_PASSWORD_AUTH");
    public static readonly ExplicitAuthFlowsType ALLOW_USER_SRP_AUTH = new("ALLOW_USER_SRP_AUTH");
    public static readonly ExplicitAuthFlowsType CUSTOM_AUTH_FLOW_ONLY = new("CUSTOM_AUTH_FLOW_ONLY");
    public static readonly ExplicitAuthFlowsType USER_PASSWORD_AUTH = new("USER_PASSWORD_AUTH");

    public static ExplicitAuthFlowsType FindValue(string value) => FindValue<ExplicitAuthFlowsType>(value);

    public static implicit operator ExplicitAuthFlowsType(string value) => FindValue(value);
}

/// <summary>Constants of FeatureType; other values are passed on unchanged.</summary>
public class FeatureType(string value) : ConstantClass(value)
{
    public static readonly FeatureType DISABLED = new("DISABLED");
    public static readonly FeatureType ENABLED = new("ENABLED");

    public static FeatureType FindValue(string value) => FindValue<FeatureType>(value);

    public static implicit operator FeatureType(string value) => FindValue(value);
}

/// <summary>Constants of OAuthFlowType; other values are passed on unchanged.</summary>
public class OAuthFlowType(string value) : ConstantClass(value)
{
    public static readonly OAuthFlowType Client_credentials = new("client_credentials");
    public static readonly OAuthFlowType Code = new("code");
    public static readonly OAuthFlowType Implicit = new("implicit");

    public static OAuthFlowType FindValue(string value) => FindValue<OAuthFlowType>(value);

    public static implicit operator OAuthFlowType(string value) => FindValue(value);
}

/// <summary>Constants of PreTokenGenerationLambdaVersionType; other values are passed on unchanged.</summary>
public class PreTokenGenerationLambdaVersionType(string value) : ConstantClass(value)
{
    public static readonly PreTokenGenerationLambdaVersionType V1_0 = new("V1_0");
    public static readonly PreTokenGenerationLambdaVersionType V2_0 = new("V2_0");
    public static readonly PreTokenGenerationLambdaVersionType V3_0 = new("V3_0");

    public static PreTokenGenerationLambdaVersionType FindValue(string value) => FindValue<PreTokenGenerationLambdaVersionType>(value);

    public static implicit operator PreTokenGenerationLambdaVersionType(string value) => FindValue(value);
}

/// <summary>Constants of PreventUserExistenceErrorTypes; other values are passed on unchanged.</summary>
public class PreventUserExistenceErrorTypes(string value) : ConstantClass(value)
{
    public static readonly PreventUserExistenceErrorTypes ENABLED = new("ENABLED");
    public static readonly PreventUserExistenceErrorTypes LEGACY = new("LEGACY");

    public static PreventUserExistenceErrorTypes FindValue(string value) => FindValue<PreventUserExistenceErrorTypes>(value);

    public static implicit operator PreventUserExistenceErrorTypes(string value) => FindValue(value);
}

/// <summary>Constants of RecoveryOptionNameType; other values are passed on unchanged.</summary>
public class RecoveryOptionNameType(string value) : ConstantClass(value)
{
    public static readonly RecoveryOptionNameType Admin_only = new("admin_only");
    public static readonly RecoveryOptionNameType Verified_email = new("verified_email");
    public static readonly RecoveryOptionNameType Verified_phone_number = new("verified_phone_number");

    public static RecoveryOptionNameType FindValue(string value) => FindValue<RecoveryOptionNameType>(value);

    public static implicit operator RecoveryOptionNameType(string value) => FindValue(value);
}

/// <summary>Constants of StatusType; other values are passed on unchanged.</summary>
public class StatusType(string value) : ConstantClass(value)
{
    public static readonly StatusType Disabled = new("Disabled");
    public static readonly StatusType Enabled = new("Enabled");

    public static StatusType FindValue(string value) => FindValue<StatusType>(value);

    public static implicit operator StatusType(string value) => FindValue(value);
}

/// <summary>Constants of TimeUnitsType; other values are passed on unchanged.</summary>
public class TimeUnitsType(string value) : ConstantClass(value)
{
    public static readonly TimeUnitsType Days = new("days");
    public static readonly TimeUnitsType Hours = new("hours");
    public static readonly TimeUnitsType Minutes = new("minutes");
    public static readonly TimeUnitsType Seconds = new("seconds");

    public static TimeUnitsType FindValue(string value) => FindValue<TimeUnitsType>(value);

    public static implicit operator TimeUnitsType(string value) => FindValue(value);
}

/// <summary>Constants of UserPoolMfaType; other values are passed on unchanged.</summary>
public class UserPoolMfaType(string value) : ConstantClass(value)
{
    public static readonly UserPoolMfaType OFF = new("OFF");
    public static readonly UserPoolMfaType ON = new("ON");
    public static readonly UserPoolMfaType OPTIONAL = new("OPTIONAL");

    public static UserPoolMfaType FindValue(string value) => FindValue<UserPoolMfaType>(value);

    public static implicit operator UserPoolMfaType(string value) => FindValue(value);
}

/// <summary>Constants of UserPoolTierType; other values are passed on unchanged.</summary>
public class UserPoolTierType(string value) : ConstantClass(value)
{
    public static readonly UserPoolTierType ESSENTIALS = new("ESSENTIALS");
    public static readonly UserPoolTierType LITE = new("LITE");
    public static readonly UserPoolTierType PLUS = new("PLUS");

    public static UserPoolTierType FindValue(string value) => FindValue<UserPoolTierType>(value);

    public static implicit operator UserPoolTierType(string value) => FindValue(value);
}

/// <summary>Constants of UserVerificationType; other values are passed on unchanged.</summary>
public class UserVerificationType(string value) : ConstantClass(value)
{
    public static readonly UserVerificationType Preferred = new("preferred");
    public static readonly UserVerificationType Required = new("required");

    public static UserVerificationType FindValue(string value) => FindValue<UserVerificationType>(value);

    public static implicit operator UserVerificationType(string value) => FindValue(value);
}

/// <summary>Constants of UsernameAttributeType; other values are passed on unchanged.</summary>
public class UsernameAttributeType(string value) : ConstantClass(value)
{
    public static readonly UsernameAttributeType Email = new("email");
    public static readonly UsernameAttributeType Phone_number = new("phone_number");

    public static UsernameAttributeType FindValue(string value) => FindValue<UsernameAttributeType>(value);

    public static implicit operator UsernameAttributeType(string value) => FindValue(value);
}

/// <summary>Constants of VerifiedAttributeType; other values are passed on unchanged.</summary>
public class VerifiedAttributeType(string value) : ConstantClass(value)
{
    public static readonly VerifiedAttributeType Email = new("email");
    public static readonly VerifiedAttributeType Phone_number = new("phone_number");

    public static VerifiedAttributeType FindValue(string value) => FindValue<VerifiedAttributeType>(value);

    public static implicit operator VerifiedAttributeType(string value) => FindValue(value);
}
