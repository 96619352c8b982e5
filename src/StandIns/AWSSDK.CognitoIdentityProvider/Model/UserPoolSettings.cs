namespace Amazon.CognitoIdentityProvider.Model;

/// <summary>A pool's policies.</summary>
public class UserPoolPolicyType
{
    public PasswordPolicyType? PasswordPolicy { get; set; }
    public SignInPolicyType? SignInPolicy { get; set; }
}

/// <summary>What a choice-based sign-in may start with.</summary>
public class SignInPolicyType
{
    public List<string>? AllowedFirstAuthFactors { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

/// <summary>What passwords must be.</summary>
public class PasswordPolicyType
{
    /// <summary>6 to 99.</summary>
    public int? MinimumLength { get; set; }
    /// <summary>0 to 24; Essentials plan and above.</summary>
    public int? PasswordHistorySize { get; set; }
    public bool? RequireLowercase { get; set; }
    public bool? RequireNumbers { get; set; }
    public bool? RequireSymbols { get; set; }
    public bool? RequireUppercase { get; set; }
    /// <summary>0 to 365; 0 or absent means 7.</summary>
    public int? TemporaryPasswordValidityDays { get; set; }
}

/// <summary>An attribute of a pool's schema.</summary>
public class SchemaAttributeType
{
    public AttributeDataType? AttributeDataType { get; set; }
    public bool? DeveloperOnlyAttribute { get; set; }
    public bool? Mutable { get; set; }
    public string? Name { get; set; }
    public NumberAttributeConstraintsType? NumberAttributeConstraints { get; set; }
    public bool? Required { get; set; }
    public StringAttributeConstraintsType? StringAttributeConstraints { get; set; }
}

/// <summary>Range of a number.</summary>
public class NumberAttributeConstraintsType
{
    public string? MaxValue { get; set; }
    public string? MinValue { get; set; }
}

/// <summary>Length of a text.</summary>
public class StringAttributeConstraintsType
{
    public string? MaxLength { get; set; }
    public string? MinLength { get; set; }
}

/// <summary>How people are invited.</summary>
public class AdminCreateUserConfigType
{
    public bool? AllowAdminCreateUserOnly { get; set; }
    public MessageTemplateType? InviteMessageTemplate { get; set; }
    public int? UnusedAccountValidityDays { get; set; }
}

/// <summary>The invitation.</summary>
public class MessageTemplateType
{
    public string? EmailMessage { get; set; }
    public string? EmailSubject { get; set; }
    public string? SMSMessage { get; set; }
}

/// <summary>How a password can be recovered.</summary>
public class AccountRecoverySettingType
{
    public List<RecoveryOptionType>? RecoveryMechanisms { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

/// <summary>One way to recover a password.</summary>
public class RecoveryOptionType
{
    public RecoveryOptionNameType? Name { get; set; }
    /// <summary>1 is tried first.</summary>
    public int? Priority { get; set; }
}

/// <summary>Whether devices are remembered.</summary>
public class DeviceConfigurationType
{
    public bool? ChallengeRequiredOnNewDevice { get; set; }
    public bool? DeviceOnlyRememberedOnUserPrompt { get; set; }
}

/// <summary>How a pool sends e-mail.</summary>
public class EmailConfigurationType
{
    public string? ConfigurationSet { get; set; }
    public EmailSendingAccountType? EmailSendingAccount { get; set; }
    public string? From { get; set; }
    public string? ReplyToEmailAddress { get; set; }
    public string? SourceArn { get; set; }
}

/// <summary>Attributes that change only once verified.</summary>
public class UserAttributeUpdateSettingsType
{
    public List<string>? AttributesRequireVerificationBeforeUpdate { get; set; } = AWSConfigs.InitializeCollections ? [] : null;
}

/// <summary>Whether user names tell upper from lower case.</summary>
public class UsernameConfigurationType
{
    public bool? CaseSensitive { get; set; }
}

/// <summary>Threat protection of a pool.</summary>
public class UserPoolAddOnsType
{
    public AdvancedSecurityAdditionalFlowsType? AdvancedSecurityAdditionalFlows { get; set; }
    public AdvancedSecurityModeType? AdvancedSecurityMode { get; set; }
}

/// <summary>Threat protection of custom sign-ins.</summary>
public class AdvancedSecurityAdditionalFlowsType
{
    public AdvancedSecurityEnabledModeType? CustomAuthMode { get; set; }
}

/// <summary>The messages with codes.</summary>
public class VerificationMessageTemplateType
{
    public DefaultEmailOptionType? DefaultEmailOption { get; set; }
    public string? EmailMessage { get; set; }
    public string? EmailMessageByLink { get; set; }
    public string? EmailSubject { get; set; }
    public string? EmailSubjectByLink { get; set; }
    public string? SmsMessage { get; set; }
}

/// <summary>The pool's triggers, by ARN.</summary>
public class LambdaConfigType
{
    public string? CreateAuthChallenge { get; set; }
    public CustomEmailLambdaVersionConfigType? CustomEmailSender { get; set; }
    public string? CustomMessage { get; set; }
    public CustomSMSLambdaVersionConfigType? CustomSMSSender { get; set; }
    public string? DefineAuthChallenge { get; set; }
    public string? KMSKeyID { get; set; }
    public string? PostAuthentication { get; set; }
    public string? PostConfirmation { get; set; }
    public string? PreAuthentication { get; set; }
    public string? PreSignUp { get; set; }
    public string? PreTokenGeneration { get; set; }
    public PreTokenGenerationVersionConfigType? PreTokenGenerationConfig { get; set; }
    public string? UserMigration { get; set; }
    public string? VerifyAuthChallengeResponse { get; set; }
}

/// <summary>The trigger before tokens are made.</summary>
public class PreTokenGenerationVersionConfigType
{
    public string? LambdaArn { get; set; }
    public PreTokenGenerationLambdaVersionType? LambdaVersion { get; set; }
}

/// <summary>The trigger that sends SMS.</summary>
public class CustomSMSLambdaVersionConfigType
{
    public string? LambdaArn { get; set; }
    public CustomSMSSenderLambdaVersionType? LambdaVersion { get; set; }
}

/// <summary>The trigger that sends e-mail.</summary>
public class CustomEmailLambdaVersionConfigType
{
    public string? LambdaArn { get; set; }
    public CustomEmailSenderLambdaVersionType? LambdaVersion { get; set; }
}
