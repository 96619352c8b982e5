using Amazon.CognitoIdentityProvider;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Ops;

/// <summary>
/// Creates the two user pools as the portal needs them, in the embedded AWS or a stand-alone one. Pools in the real AWS are created by the
/// account's owner (<c>ops doctor</c> checks them). Safe to repeat.
/// </summary>
public sealed class StaffPoolSetup(IAmazonCognitoIdentityProvider cognito, StaffOptions staff)
{
    /// <summary>Name of the staff pool.</summary>
    public const string StaffPoolName = "clubshop-staff";

    /// <summary>Name of the customers' pool.</summary>
    public const string CustomerPoolName = "clubshop-customers";

    /// <summary>Creates the missing pools.</summary>
    /// <returns>The staff pool's id.</returns>
    public async Task<string> CreateMissingAsync(CancellationToken cancellationToken)
    {
        var pools = await PoolsAsync(cancellationToken);
        if (!pools.ContainsKey(CustomerPoolName))
            await CreateCustomerPoolAsync(cancellationToken);
        if (pools.TryGetValue(StaffPoolName, out var existing))
            return existing;
        return await CreateStaffPoolAsync(cancellationToken);
    }

    private async Task<Dictionary<string, string>> PoolsAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, string> pools = new(StringComparer.Ordinal);
        string? next = null;
        do
        {
            var page = await cognito.ListUserPoolsAsync(new() { MaxResults = 60, NextToken = next }, cancellationToken);
            foreach (var pool in page.UserPools ?? [])
                pools[pool.Name!] = pool.Id!;
            next = page.NextToken;
        }
        while (next is not null);
        return pools;
    }

    private async Task<string> CreateStaffPoolAsync(CancellationToken cancellationToken)
    {
        var created = await cognito.CreateUserPoolAsync(
            new()
            {
                PoolName = StaffPoolName,
                UsernameAttributes = ["email"],
                AutoVerifiedAttributes = ["email"],
                AdminCreateUserConfig = new() { AllowAdminCreateUserOnly = true },
                Policies = new()
                {
                    PasswordPolicy = new()
                    {
                        MinimumLength = staff.PasswordLength,
                        RequireUppercase = staff.PasswordUpper,
                        RequireLowercase = staff.PasswordLower,
                        RequireNumbers = staff.PasswordDigit,
                        RequireSymbols = staff.PasswordSymbol,
                        PasswordHistorySize = staff.PasswordHistory,
                        TemporaryPasswordValidityDays = 7,
                    },
                },
                AccountRecoverySetting = new() { RecoveryMechanisms = [new() { Name = RecoveryOptionNameType.Verified_email, Priority = 1 }] },
            },
            cancellationToken);
        var pool = created.UserPool!.Id!;
        await cognito.SetUserPoolMfaConfigAsync(
            new() { UserPoolId = pool, MfaConfiguration = UserPoolMfaType.ON, SoftwareTokenMfaConfiguration = new() { Enabled = true } },
            cancellationToken);
        foreach (var role in Enum.GetValues<Role>())
            await cognito.CreateGroupAsync(new() { UserPoolId = pool, GroupName = role.ToString(), Precedence = (int)role }, cancellationToken);
        await cognito.CreateUserPoolClientAsync(
            new()
            {
                UserPoolId = pool,
                ClientName = "clubshop-admin-portal",
                GenerateSecret = true,
                ExplicitAuthFlows = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
                PreventUserExistenceErrors = PreventUserExistenceErrorTypes.ENABLED,
                AuthSessionValidity = 15,
            },
            cancellationToken);
        return pool;
    }

    // Customers sign in with their user name, e-mail or phone number; a second factor is optional.
    private async Task CreateCustomerPoolAsync(CancellationToken cancellationToken)
    {
        var created = await cognito.CreateUserPoolAsync(
            new()
            {
                PoolName = CustomerPoolName,
                AliasAttributes = ["email", "phone_number"],
                AutoVerifiedAttributes = ["email", "phone_number"],
                AccountRecoverySetting = new()
                {
                    RecoveryMechanisms =
                    [
                        new() { Name = RecoveryOptionNameType.Verified_email, Priority = 1 },
                        new() { Name = RecoveryOptionNameType.Verified_phone_number, Priority = 2 },
                    ],
                },
            },
            cancellationToken);
        var pool = created.UserPool!.Id!;
        await cognito.SetUserPoolMfaConfigAsync(
            new() { UserPoolId = pool, MfaConfiguration = UserPoolMfaType.OPTIONAL, SoftwareTokenMfaConfiguration = new() { Enabled = true } },
            cancellationToken);
        foreach (var (name, description) in DemoCustomers.Groups)
            await cognito.CreateGroupAsync(new() { UserPoolId = pool, GroupName = name, Description = description }, cancellationToken);
        await cognito.CreateUserPoolClientAsync(
            new() { UserPoolId = pool, ClientName = "clubshop-app", ExplicitAuthFlows = ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"] },
            cancellationToken);
    }
}
