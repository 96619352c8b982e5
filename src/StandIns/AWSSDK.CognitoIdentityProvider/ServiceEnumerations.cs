using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider;

/// <summary>Constants of AuthFactorType; other values are passed on unchanged.</summary>
public class AuthFactorType(string value) : ConstantClass(value)
{
    public static readonly AuthFactorType EMAIL_OTP = new("EMAIL_OTP");
    public static readonly AuthFactorType PASSWORD = new("PASSWORD");
    public static readonly AuthFactorType SMS_OTP = new("SMS_OTP");
    public static readonly AuthFactorType WEB_AUTHN = new("WEB_AUTHN");

    public static AuthFactorType FindValue(string value) => FindValue<AuthFactorType>(value);

    public static implicit operator AuthFactorType(string value) => FindValue(value);
}

/// <summary>Constants of AuthFlowType; other values are passed on unchanged.</summary>
public class AuthFlowType(string value) : ConstantClass(value)
{
    public static readonly AuthFlowType ADMIN_NO_SRP_AUTH = new("ADMIN_NO_SRP_AUTH");
    public static readonly AuthFlowType ADMIN_USER_PASSWORD_AUTH = new("ADMIN_USER_PASSWORD_AUTH");
    public static readonly AuthFlowType CUSTOM_AUTH = new("CUSTOM_AUTH");
    public static readonly AuthFlowType REFRESH_TOKEN = new("REFRESH_TOKEN");
    public static readonly AuthFlowType REFRESH_TOKEN_AUTH = new("REFRESH_TOKEN_AUTH");
    public static readonly AuthFlowType USER_AUTH = new("USER_AUTH");
    public static readonly AuthFlowType USER_PASSWORD_AUTH = new("USER_PASSWORD_AUTH");
    public static readonly AuthFlowType USER_SRP_AUTH = new("USER_SRP_AUTH");

    public static AuthFlowType FindValue(string value) => FindValue<AuthFlowType>(value);

    public static implicit operator AuthFlowType(string value) => FindValue(value);
}

/// <summary>Constants of ChallengeName; other values are passed on unchanged.</summary>
public class ChallengeName(string value) : ConstantClass(value)
{
    public static readonly ChallengeName Mfa = new("Mfa");
    public static readonly ChallengeName Password = new("Password");

    public static ChallengeName FindValue(string value) => FindValue<ChallengeName>(value);

    public static implicit operator ChallengeName(string value) => FindValue(value);
}

/// <summary>Constants of ChallengeNameType; other values are passed on unchanged.</summary>
public class ChallengeNameType(string value) : ConstantClass(value)
{
    public static readonly ChallengeNameType ADMIN_NO_SRP_AUTH = new("ADMIN_NO_SRP_AUTH");
    public static readonly ChallengeNameType CUSTOM_CHALLENGE = new("CUSTOM_CHALLENGE");
    public static readonly ChallengeNameType DEVICE_PASSWORD_VERIFIER = new("DEVICE_PASSWORD_VERIFIER");
    public static readonly ChallengeNameType DEVICE_SRP_AUTH = new("DEVICE_SRP_AUTH");
    public static readonly ChallengeNameType EMAIL_OTP = new("EMAIL_OTP");
    public static readonly ChallengeNameType MFA_SETUP = new("MFA_SETUP");
    public static readonly ChallengeNameType NEW_PASSWORD_REQUIRED = new("NEW_PASSWORD_REQUIRED");
    public static readonly ChallengeNameType PASSWORD = new("PASSWORD");
    public static readonly ChallengeNameType PASSWORD_SRP = new("PASSWORD_SRP");
    public static readonly ChallengeNameType PASSWORD_VERIFIER = new("PASSWORD_VERIFIER");
    public static readonly ChallengeNameType SELECT_CHALLENGE = new("SELECT_CHALLENGE");
    public static readonly ChallengeNameType SELECT_MFA_TYPE = new("SELECT_MFA_TYPE");
    public static readonly ChallengeNameType SMS_MFA = new("SMS_MFA");
    public static readonly ChallengeNameType SMS_OTP = new("SMS_OTP");
    public static readonly ChallengeNameType SOFTWARE_TOKEN_MFA = new("SOFTWARE_TOKEN_MFA");
    public static readonly ChallengeNameType WEB_AUTHN = new("WEB_AUTHN");

    public static ChallengeNameType FindValue(string value) => FindValue<ChallengeNameType>(value);

    public static implicit operator ChallengeNameType(string value) => FindValue(value);
}

/// <summary>Constants of ChallengeResponse; other values are passed on unchanged.</summary>
public class ChallengeResponse(string value) : ConstantClass(value)
{
    public static readonly ChallengeResponse Failure = new("Failure");
    public static readonly ChallengeResponse Success = new("Success");

    public static ChallengeResponse FindValue(string value) => FindValue<ChallengeResponse>(value);

    public static implicit operator ChallengeResponse(string value) => FindValue(value);
}

/// <summary>Constants of DeliveryMediumType; other values are passed on unchanged.</summary>
public class DeliveryMediumType(string value) : ConstantClass(value)
{
    public static readonly DeliveryMediumType EMAIL = new("EMAIL");
    public static readonly DeliveryMediumType SMS = new("SMS");

    public static DeliveryMediumType FindValue(string value) => FindValue<DeliveryMediumType>(value);

    public static implicit operator DeliveryMediumType(string value) => FindValue(value);
}

/// <summary>Constants of EventResponseType; other values are passed on unchanged.</summary>
public class EventResponseType(string value) : ConstantClass(value)
{
    public static readonly EventResponseType Fail = new("Fail");
    public static readonly EventResponseType InProgress = new("InProgress");
    public static readonly EventResponseType Pass = new("Pass");

    public static EventResponseType FindValue(string value) => FindValue<EventResponseType>(value);

    public static implicit operator EventResponseType(string value) => FindValue(value);
}

/// <summary>Constants of EventType; other values are passed on unchanged.</summary>
public class EventType(string value) : ConstantClass(value)
{
    public static readonly EventType ForgotPassword = new("ForgotPassword");
    public static readonly EventType PasswordChange = new("PasswordChange");
    public static readonly EventType ResendCode = new("ResendCode");
    public static readonly EventType SignIn = new("SignIn");
    public static readonly EventType SignUp = new("SignUp");

    public static EventType FindValue(string value) => FindValue<EventType>(value);

    public static implicit operator EventType(string value) => FindValue(value);
}

/// <summary>Constants of FeedbackValueType; other values are passed on unchanged.</summary>
public class FeedbackValueType(string value) : ConstantClass(value)
{
    public static readonly FeedbackValueType Invalid = new("Invalid");
    public static readonly FeedbackValueType Valid = new("Valid");

    public static FeedbackValueType FindValue(string value) => FindValue<FeedbackValueType>(value);

    public static implicit operator FeedbackValueType(string value) => FindValue(value);
}

/// <summary>Constants of MessageActionType; other values are passed on unchanged.</summary>
public class MessageActionType(string value) : ConstantClass(value)
{
    public static readonly MessageActionType RESEND = new("RESEND");
    public static readonly MessageActionType SUPPRESS = new("SUPPRESS");

    public static MessageActionType FindValue(string value) => FindValue<MessageActionType>(value);

    public static implicit operator MessageActionType(string value) => FindValue(value);
}

/// <summary>Constants of RiskDecisionType; other values are passed on unchanged.</summary>
public class RiskDecisionType(string value) : ConstantClass(value)
{
    public static readonly RiskDecisionType AccountTakeover = new("AccountTakeover");
    public static readonly RiskDecisionType Block = new("Block");
    public static readonly RiskDecisionType NoRisk = new("NoRisk");

    public static RiskDecisionType FindValue(string value) => FindValue<RiskDecisionType>(value);

    public static implicit operator RiskDecisionType(string value) => FindValue(value);
}

/// <summary>Constants of RiskLevelType; other values are passed on unchanged.</summary>
public class RiskLevelType(string value) : ConstantClass(value)
{
    public static readonly RiskLevelType High = new("High");
    public static readonly RiskLevelType Low = new("Low");
    public static readonly RiskLevelType Medium = new("Medium");

    public static RiskLevelType FindValue(string value) => FindValue<RiskLevelType>(value);

    public static implicit operator RiskLevelType(string value) => FindValue(value);
}

/// <summary>Constants of UserStatusType; other values are passed on unchanged.</summary>
public class UserStatusType(string value) : ConstantClass(value)
{
    public static readonly UserStatusType ARCHIVED = new("ARCHIVED");
    public static readonly UserStatusType COMPROMISED = new("COMPROMISED");
    public static readonly UserStatusType CONFIRMED = new("CONFIRMED");
    public static readonly UserStatusType EXTERNAL_PROVIDER = new("EXTERNAL_PROVIDER");
    public static readonly UserStatusType FORCE_CHANGE_PASSWORD = new("FORCE_CHANGE_PASSWORD");
    public static readonly UserStatusType RESET_REQUIRED = new("RESET_REQUIRED");
    public static readonly UserStatusType UNCONFIRMED = new("UNCONFIRMED");
    public static readonly UserStatusType UNKNOWN = new("UNKNOWN");

    public static UserStatusType FindValue(string value) => FindValue<UserStatusType>(value);

    public static implicit operator UserStatusType(string value) => FindValue(value);
}

/// <summary>Constants of VerifySoftwareTokenResponseType; other values are passed on unchanged.</summary>
public class VerifySoftwareTokenResponseType(string value) : ConstantClass(value)
{
    public static readonly VerifySoftwareTokenResponseType ERROR = new("ERROR");
    public static readonly VerifySoftwareTokenResponseType SUCCESS = new("SUCCESS");

    public static VerifySoftwareTokenResponseType FindValue(string value) => FindValue<VerifySoftwareTokenResponseType>(value);

    public static implicit operator VerifySoftwareTokenResponseType(string value) => FindValue(value);
}
