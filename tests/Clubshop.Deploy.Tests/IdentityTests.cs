extern alias portal;

using System.Globalization;
using System.Text.Json.Nodes;
using Clubshop.Deploy.Tests.Testing;
using PortalRole = portal::Clubshop.Admin.Staff.Role;
using StaffOptions = portal::Clubshop.Admin.Staff.StaffOptions;

namespace Clubshop.Deploy.Tests;

public sealed class IdentityTests
{
    private static Template Identity => Synthesis.Of("production", "identity");

    private static JsonObject Staff => Pool("clubshop-production-staff");

    [Fact]
    [Trait("Requirement", "S29")]
    [Trait("Requirement", "S32")]
    public void PasswordPolicy_OfStaff_IsWhatThePortalAsksFor()
    {
        var (wanted, policy) = (new StaffOptions(), Staff["Policies"]!["PasswordPolicy"]);

        Assert.Equal(wanted.PasswordLength.ToString(CultureInfo.InvariantCulture), policy.Text("MinimumLength"));
        Assert.Equal(wanted.PasswordHistory.ToString(CultureInfo.InvariantCulture), policy.Text("PasswordHistorySize"));
        Assert.Equal(
            (wanted.PasswordUpper, wanted.PasswordLower, wanted.PasswordDigit, wanted.PasswordSymbol),
            (policy.Text("RequireUppercase") == "true", policy.Text("RequireLowercase") == "true", policy.Text("RequireNumbers") == "true", policy.Text("RequireSymbols") == "true"));
        Assert.True(wanted.PasswordLength > 7);
        Assert.Equal("ESSENTIALS", Staff.Text("UserPoolTier")); // LITE keeps no history
    }

    [Fact]
    [Trait("Requirement", "S31")]
    public void Mfa_OfStaff_IsAnAuthenticatorForEverybody()
    {
        Assert.Equal("ON", Staff.Text("MfaConfiguration"));
        Assert.Equal(["SOFTWARE_TOKEN_MFA"], Staff.Texts("EnabledMfas"));
        Assert.Equal("true", Staff["AdminCreateUserConfig"].Text("AllowAdminCreateUserOnly"));
    }

    [Fact]
    [Trait("Requirement", "S27")]
    public void Groups_OfStaff_AreThePortalsRolesInTheirOrder() => Assert.Equal(
        Enum.GetValues<PortalRole>().Select(role => $"{(int)role} {role}"),
        Identity.Properties("AWS::Cognito::UserPoolGroup").Select(group => $"{group.Text("Precedence")} {group.Text("GroupName")}").Order(StringComparer.Ordinal));

    [Fact]
    [Trait("Requirement", "S27")]
    public void Client_OfThePortal_SignsInBySrpAndTellsNobodyWhoHasAnAccount()
    {
        var client = Assert.Single(Identity.Properties("AWS::Cognito::UserPoolClient"), client => client.Text("ClientName") == "clubshop-admin-portal");

        Assert.Equal(["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"], client.Texts("ExplicitAuthFlows").Order(StringComparer.Ordinal));
        Assert.Equal(("true", "ENABLED", "true", "15"),
            (client.Text("GenerateSecret"), client.Text("PreventUserExistenceErrors"), client.Text("EnableTokenRevocation"), client.Text("AuthSessionValidity")));
        Assert.Equal("false", client.Text("AllowedOAuthFlowsUserPoolClient") ?? "false");
    }

    [Fact]
    [Trait("Requirement", "U1")]
    public void CustomerPool_OfEndUsers_LetsThemSignUpWithAnOptionalFactor()
    {
        var pool = Pool("clubshop-production-customers");

        Assert.Equal("OPTIONAL", pool.Text("MfaConfiguration"));
        Assert.Equal(["email", "phone_number"], pool.Texts("AliasAttributes").Order(StringComparer.Ordinal));
        Assert.NotEqual("true", pool["AdminCreateUserConfig"].Text("AllowAdminCreateUserOnly"));
        Assert.Equal("ACTIVE", pool.Text("DeletionProtection"));
    }

    private static JsonObject Pool(string name) => Assert.Single(Identity.Properties("AWS::Cognito::UserPool"), pool => pool.Text("UserPoolName") == name);
}
