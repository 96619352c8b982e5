using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Clubshop.Admin.Ops;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Clubshop.LocalAws.Cognito;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Tests.Ops;

/// <summary><c>ops doctor</c> names what a pool lacks and exactly what to change.</summary>
public sealed class PoolCheckTests
{
    public static TheoryData<string, string, bool> Weaknesses => new()
    {
        { "MinimumLength", "MinimumLength=8", true },
        { "RequireUppercase", "RequireUppercase=true", true },
        { "RequireLowercase", "RequireLowercase=true", true },
        { "RequireNumbers", "RequireNumbers=true", true },
        { "RequireSymbols", "RequireSymbols=true", true },
        { "PasswordHistorySize", "PasswordHistorySize=24", false },
        { "PasswordHistorySize on LITE", "change the plan to ESSENTIALS", false },
        { "AllowAdminCreateUserOnly", "AllowAdminCreateUserOnly=true", true },
        { "UsernameAttributes", "UsernameAttributes=email", true },
        { "AccountRecoverySetting", "add verified_email", false },
        { "DeviceConfiguration", "remove DeviceConfiguration from", true },
        { "TOTP", "--software-token-mfa-configuration Enabled=true", true },
        { "MFA OPTIONAL", "--mfa-configuration ON", false },
        { "SRP", "add ALLOW_USER_SRP_AUTH", true },
        { "Refresh", "add ALLOW_REFRESH_TOKEN_AUTH", true },
        { "Plain passwords", "remove ALLOW_USER_PASSWORD_AUTH, ALLOW_ADMIN_USER_PASSWORD_AUTH from", false },
        { "PreventUserExistenceErrors", "PreventUserExistenceErrors=ENABLED", true },
        { "EnableTokenRevocation", "EnableTokenRevocation=true", false },
        { "AuthSessionValidity", "AuthSessionValidity=15", false },
    };

    [Theory]
    [MemberData(nameof(Weaknesses))]
    public void PoolCheck_WithOneWeakness_NamesItAndWhatToChange(string weakness, string change, bool stops)
    {
        var (pool, mfa, client) = (Pool(), Mfa(), Client());
        Weaken(weakness, pool, mfa, client);

        var finding = Assert.Single(FindingsOf(pool, mfa, client));

        Assert.Contains(change, finding.Change, StringComparison.Ordinal);
        Assert.Equal(stops, finding.Stops);
        Assert.StartsWith(stops ? "MUST " : "SHOULD ", finding.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(finding.What);
    }

    [Fact]
    public void PoolCheck_OfACorrectPool_FindsNothing() => Assert.Empty(FindingsOf(Pool(), Mfa(), Client()));

    [Fact]
    public void PoolCheck_OfADefaultPool_FindsEverythingAtOnce()
    {
        var findings = FindingsOf(new(), new(), new());
        Assert.Contains(findings, finding => finding.Change!.Contains("MinimumLength=8, RequireUppercase=true, RequireLowercase=true, RequireNumbers=true, RequireSymbols=true", StringComparison.Ordinal));
        Assert.True(findings.Count(finding => finding.Stops) >= 6);
    }

    [Fact]
    public void PoolCheck_WithRefreshTokenRotation_NeedsNoRefreshFlow()
    {
        var client = Client();
        client.ExplicitAuthFlows = ["ALLOW_USER_SRP_AUTH"];
        client.RefreshTokenRotation = new() { Feature = FeatureType.ENABLED };
        Assert.Empty(FindingsOf(Pool(), Mfa(), client));
    }

    [Fact]
    public async Task PoolCheck_OfThePortalsOwnPool_FindsOnlyADeletedGroup()
    {
        await using var portal = await PortalHost.StartAsync();
        var check = CheckOf(portal);
        Assert.Empty(await check.FindAsync(CancellationToken.None));

        await portal.Clients.Cognito.DeleteGroupAsync(new() { UserPoolId = FixedIds.StaffPoolId, GroupName = "Support" });
        await portal.Clients.Cognito.UpdateGroupAsync(new() { UserPoolId = FixedIds.StaffPoolId, GroupName = "ReadOnly", Precedence = 0 });
        var found = await check.FindAsync(CancellationToken.None);

        Assert.Equal(
            [$"aws cognito-idp create-group --user-pool-id {FixedIds.StaffPoolId} --group-name Support --precedence 2", "set it to 4"],
            found.Select(finding => finding.Change));
        Assert.Equal([true, false], found.Select(finding => finding.Stops));
    }

    [Fact]
    public async Task FirstAdministrator_Invited_NoSecondOneIs()
    {
        await using var portal = await PortalHost.StartAsync(fill: false);
        await portal.Get<TableSetup>().CreateMissingAsync(CancellationToken.None);
        await new StaffPoolSetup(portal.Clients.Cognito, new StaffOptions()).CreateMissingAsync(CancellationToken.None);
        var first = new FirstAdministrator(portal.Get<StaffPool>(), portal.Get<StaffService>());

        Assert.Equal("Email", (await first.InviteAsync("no address", CancellationToken.None))?.Field);
        Assert.Null(await first.InviteAsync("kavya.reddy@clubshop.example", CancellationToken.None));

        Assert.Contains(portal.Aws.Outbox.Read(), sent => sent.To == "kavya.reddy@clubshop.example");
        var invited = Assert.Single((await portal.Get<StaffService>().ListAsync(Actor.System, CancellationToken.None)).Value!.People);
        Assert.Equal((Role.Administrators, StaffStatus.Invited), (invited.Role, invited.Status));
        Assert.Equal("has-administrator", (await first.InviteAsync("other@clubshop.example", CancellationToken.None))?.Code);
    }

    private static PoolCheck CheckOf(PortalHost portal) => new(
        portal.Clients.Cognito, portal.Get<IOptions<StaffPoolOptions>>(), portal.Get<IOptions<StaffOptions>>());

    private static List<PoolFinding> FindingsOf(UserPoolType pool, GetUserPoolMfaConfigResponse mfa, UserPoolClientType client) =>
        [.. PoolCheck.Password(pool, new()), .. PoolCheck.Account(pool), .. PoolCheck.Factors(mfa), .. PoolCheck.Client(client)];

    private static UserPoolType Pool() => new()
    {
        Policies = new()
        {
            PasswordPolicy = new()
            {
                MinimumLength = 8,
                RequireUppercase = true,
                RequireLowercase = true,
                RequireNumbers = true,
                RequireSymbols = true,
                PasswordHistorySize = 24,
            },
        },
        UserPoolTier = UserPoolTierType.ESSENTIALS,
        AdminCreateUserConfig = new() { AllowAdminCreateUserOnly = true },
        UsernameAttributes = ["email"],
        AccountRecoverySetting = new() { RecoveryMechanisms = [new() { Name = RecoveryOptionNameType.Verified_email, Priority = 1 }] },
    };

    private static GetUserPoolMfaConfigResponse Mfa() => new() { MfaConfiguration = UserPoolMfaType.ON, SoftwareTokenMfaConfiguration = new() { Enabled = true } };

    private static UserPoolClientType Client() => new()
    {
        ExplicitAuthFlows = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
        PreventUserExistenceErrors = PreventUserExistenceErrorTypes.ENABLED,
        EnableTokenRevocation = true,
        AuthSessionValidity = 15,
    };

    private static void Weaken(string what, UserPoolType pool, GetUserPoolMfaConfigResponse mfa, UserPoolClientType client)
    {
        var policy = pool.Policies!.PasswordPolicy!;
        switch (what)
        {
            case "MinimumLength": policy.MinimumLength = 7; break;
            case "RequireUppercase": policy.RequireUppercase = false; break;
            case "RequireLowercase": policy.RequireLowercase = null; break;
            case "RequireNumbers": policy.RequireNumbers = false; break;
            case "RequireSymbols": policy.RequireSymbols = false; break;
            case "PasswordHistorySize": policy.PasswordHistorySize = 5; break;
            case "PasswordHistorySize on LITE": (policy.PasswordHistorySize, pool.UserPoolTier) = (null, UserPoolTierType.LITE); break;
            case "AllowAdminCreateUserOnly": pool.AdminCreateUserConfig!.AllowAdminCreateUserOnly = false; break;
            case "UsernameAttributes": pool.UsernameAttributes = ["phone_number"]; break;
            case "AccountRecoverySetting": pool.AccountRecoverySetting = null; break;
            case "DeviceConfiguration": pool.DeviceConfiguration = new(); break;
            case "TOTP": mfa.SoftwareTokenMfaConfiguration = null; break;
            case "MFA OPTIONAL": mfa.MfaConfiguration = UserPoolMfaType.OPTIONAL; break;
            case "SRP": client.ExplicitAuthFlows!.Remove("ALLOW_USER_SRP_AUTH"); break;
            case "Refresh": client.ExplicitAuthFlows!.Remove("ALLOW_REFRESH_TOKEN_AUTH"); break;
            case "Plain passwords": client.ExplicitAuthFlows!.AddRange(["ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"]); break;
            case "PreventUserExistenceErrors": client.PreventUserExistenceErrors = PreventUserExistenceErrorTypes.LEGACY; break;
            case "EnableTokenRevocation": client.EnableTokenRevocation = false; break;
            case "AuthSessionValidity": client.AuthSessionValidity = 3; break;
            default: throw new ArgumentOutOfRangeException(nameof(what), what, "is not a known weakness");
        }
    }
}
