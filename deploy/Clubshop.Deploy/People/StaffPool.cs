using Amazon.CDK;
using Amazon.CDK.AWS.Cognito;
using Clubshop.Deploy.Settings;
using Constructs;
using StaffRole = Clubshop.Admin.Staff.Role;

namespace Clubshop.Deploy.People;

/// <summary>
/// The pool of those who work in the portal: nobody signs up, everybody has an authenticator, passwords are as the portal's section <c>Staff</c> asks
/// (requirements S29, S31, S32), and the groups are the portal's roles.
/// </summary>
public sealed class StaffPool : Construct
{
    /// <summary>The fewest characters of a password: more than seven.</summary>
    public const int PasswordLength = 8;

    /// <summary>How many passwords back none may be used again.</summary>
    public const int PasswordHistory = 24;

    /// <summary>The pool.</summary>
    public StaffPool(Construct scope, EnvironmentSettings settings)
        : base(scope, "Staff")
    {
        Pool = new UserPool(this, "Pool", new UserPoolProps
        {
            UserPoolName = settings.Prefix + "-staff",
            SelfSignUpEnabled = false,
            SignInAliases = new SignInAliases { Email = true },
            SignInCaseSensitive = false,
            AutoVerify = new AutoVerifiedAttrs { Email = true },
            AccountRecovery = AccountRecovery.EMAIL_ONLY,
            Mfa = Mfa.REQUIRED,
            MfaSecondFactor = new MfaSecondFactor { Otp = true, Sms = false },
            PasswordPolicy = new PasswordPolicy
            {
                MinLength = PasswordLength,
                RequireUppercase = true,
                RequireLowercase = true,
                RequireDigits = true,
                RequireSymbols = true,
                TempPasswordValidity = Duration.Days(7),
            },
            Email = Mail.Of(settings),
            DeletionProtection = settings.KeepsData,
            RemovalPolicy = Blueprint.RemovalOf(settings),
        });
        var pool = (CfnUserPool)Pool.Node.DefaultChild!;
        pool.AddPropertyOverride("UserPoolTier", "ESSENTIALS");
        pool.AddPropertyOverride("Policies.PasswordPolicy.PasswordHistorySize", PasswordHistory);

        Client = new UserPoolClient(this, "Client", new UserPoolClientProps
        {
            UserPool = Pool,
            UserPoolClientName = "clubshop-admin-portal",
            GenerateSecret = true,
            DisableOAuth = true,
            AuthFlows = new AuthFlow { UserSrp = true },
            PreventUserExistenceErrors = true,
            EnableTokenRevocation = true,
            AuthSessionValidity = Duration.Minutes(15),
            AccessTokenValidity = Duration.Hours(1),
            IdTokenValidity = Duration.Hours(1),
            RefreshTokenValidity = Duration.Days(1),
        });
        foreach (var role in Enum.GetValues<StaffRole>())
        {
            _ = new CfnUserPoolGroup(this, role.ToString(), new CfnUserPoolGroupProps { UserPoolId = Pool.UserPoolId, GroupName = role.ToString(), Precedence = (int)role });
        }
    }

    /// <summary>The pool.</summary>
    public UserPool Pool { get; }

    /// <summary>The portal's client. Its secret is in no template: a server asks for it when it starts.</summary>
    public UserPoolClient Client { get; }
}
