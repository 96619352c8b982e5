using Amazon.CDK;
using Amazon.CDK.AWS.Cognito;
using Clubshop.Deploy.Settings;
using Constructs;

namespace Clubshop.Deploy.People;

/// <summary>The pool of Clubshop's end users: they sign up themselves, and may use a second factor.</summary>
public sealed class CustomerPool : Construct
{
    /// <summary>The pool.</summary>
    public CustomerPool(Construct scope, EnvironmentSettings settings)
        : base(scope, "Customers")
    {
        Pool = new UserPool(this, "Pool", new UserPoolProps
        {
            UserPoolName = settings.Prefix + "-customers",
            SelfSignUpEnabled = true,
            SignInAliases = new SignInAliases { Username = true, Email = true, Phone = true },
            SignInCaseSensitive = false,
            AutoVerify = new AutoVerifiedAttrs { Email = true, Phone = true },
            AccountRecovery = AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA,
            Mfa = Mfa.OPTIONAL,
            MfaSecondFactor = new MfaSecondFactor { Otp = true, Sms = false },
            PasswordPolicy = new PasswordPolicy { MinLength = 8, RequireUppercase = true, RequireLowercase = true, RequireDigits = true, RequireSymbols = true, TempPasswordValidity = Duration.Days(7) },
            Email = Mail.Of(settings),
            DeletionProtection = settings.KeepsData,
            RemovalPolicy = Blueprint.RemovalOf(settings),
        });
        Client = new UserPoolClient(this, "Client", new UserPoolClientProps
        {
            UserPool = Pool,
            UserPoolClientName = "clubshop-app",
            GenerateSecret = false,
            DisableOAuth = true,
            AuthFlows = new AuthFlow { UserSrp = true },
            PreventUserExistenceErrors = true,
            EnableTokenRevocation = true,
        });
    }

    /// <summary>The pool.</summary>
    public UserPool Pool { get; }

    /// <summary>The app's client.</summary>
    public UserPoolClient Client { get; }
}
