using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Clubshop.Admin.SignIn;
using Clubshop.Admin.Staff;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Ops;

/// <summary>One difference between the staff pool and what the portal needs.</summary>
/// <param name="What">The difference and what it means.</param>
/// <param name="Change">What to change; null when the pool's plan does not allow it.</param>
/// <param name="Stops">Whether the portal refuses to start, because it cannot keep its rules.</param>
public sealed record PoolFinding(string What, string? Change, bool Stops)
{
    /// <inheritdoc/>
    public override string ToString() => (Stops ? "MUST   " : "SHOULD ") + What + (Change is null ? "" : " → " + Change);
}

/// <summary>Compares the staff pool with what the portal needs: policy, history, factors, groups, client, plan. Read-only.</summary>
public sealed class PoolCheck(IAmazonCognitoIdentityProvider cognito, IOptions<StaffPoolOptions> pool, IOptions<StaffOptions> staff)
{
    private const string Cli = "aws cognito-idp ";

    private StaffPoolOptions Pool => pool.Value;

    /// <summary>All differences; empty when there are none.</summary>
    /// <exception cref="AmazonCognitoIdentityProviderException">The pool cannot be described: it does not exist, or permissions are missing.</exception>
    public async Task<IReadOnlyList<PoolFinding>> FindAsync(CancellationToken cancellationToken)
    {
        var described = (await cognito.DescribeUserPoolAsync(new() { UserPoolId = Pool.UserPoolId }, cancellationToken)).UserPool!;
        var mfa = await cognito.GetUserPoolMfaConfigAsync(new() { UserPoolId = Pool.UserPoolId }, cancellationToken);
        var client = (await cognito.DescribeUserPoolClientAsync(
            new() { UserPoolId = Pool.UserPoolId, ClientId = Pool.UserPoolClientId }, cancellationToken)).UserPoolClient!;
        return
        [
            .. Password(described, staff.Value), .. Account(described), .. Factors(mfa), .. Client(client),
            .. await GroupsAsync(cancellationToken),
        ];
    }

    internal static IEnumerable<PoolFinding> Password(UserPoolType pool, StaffOptions wanted)
    {
        var policy = pool.Policies?.PasswordPolicy ?? new();
        List<string> weak = [];
        if ((policy.MinimumLength ?? 6) < wanted.PasswordLength)
            weak.Add($"MinimumLength={wanted.PasswordLength}");
        Needs(wanted.PasswordUpper, policy.RequireUppercase, "RequireUppercase");
        Needs(wanted.PasswordLower, policy.RequireLowercase, "RequireLowercase");
        Needs(wanted.PasswordDigit, policy.RequireNumbers, "RequireNumbers");
        Needs(wanted.PasswordSymbol, policy.RequireSymbols, "RequireSymbols");
        if (weak.Count > 0)
        {
            yield return new(
                "the password policy is weaker than the configuration section Staff requires", $"set in Policies.PasswordPolicy: {string.Join(", ", weak)}", Stops: true);
        }

        if ((policy.PasswordHistorySize ?? 0) < wanted.PasswordHistory)
        {
            var lite = pool.UserPoolTier == UserPoolTierType.LITE;
            yield return new(
                $"a password can be reused after {policy.PasswordHistorySize ?? 0} others, but Staff:PasswordHistory requires {wanted.PasswordHistory}"
                + (lite ? "; the pool's plan LITE keeps no history, ESSENTIALS and PLUS do" : ""),
                lite
                    ? $"change the plan to ESSENTIALS and set PasswordHistorySize={wanted.PasswordHistory}, or set Staff:PasswordHistory to 0 to drop the rule"
                    : $"set Policies.PasswordPolicy.PasswordHistorySize={wanted.PasswordHistory}",
                Stops: false);
        }

        void Needs(bool asked, bool? set, string name)
        {
            if (asked && set != true)
                weak.Add(name + "=true");
        }
    }

    internal static IEnumerable<PoolFinding> Account(UserPoolType pool)
    {
        if (pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly != true)
            yield return new("anybody can sign up to the staff pool", "set AdminCreateUserConfig.AllowAdminCreateUserOnly=true", Stops: true);
        if (pool.UsernameAttributes?.Contains("email") != true && pool.AliasAttributes?.Contains("email") != true)
        {
            yield return new(
                "people cannot sign in with their email", "create a new pool with UsernameAttributes=email; an existing pool cannot be changed", Stops: true);
        }

        if (pool.AccountRecoverySetting?.RecoveryMechanisms?.Exists(way => way.Name == RecoveryOptionNameType.Verified_email) != true)
            yield return new("a forgotten password cannot be reset by email", "add verified_email to AccountRecoverySetting", Stops: false);
        if (pool.DeviceConfiguration is not null)
            yield return new("devices are remembered, so refreshing tokens would need a device key", "remove DeviceConfiguration from the pool", Stops: true);
    }

    internal static IEnumerable<PoolFinding> Factors(GetUserPoolMfaConfigResponse mfa)
    {
        if (mfa.SoftwareTokenMfaConfiguration?.Enabled != true)
        {
            yield return new(
                "authenticators are disabled, but every role needs one",
                Cli + "set-user-pool-mfa-config --mfa-configuration ON --software-token-mfa-configuration Enabled=true", Stops: true);
        }
        else if (mfa.MfaConfiguration != UserPoolMfaType.ON)
        {
            yield return new(
                $"MFA is {mfa.MfaConfiguration?.Value ?? "OFF"}; the portal requires an authenticator anyway, but other clients of the pool would not",
                Cli + "set-user-pool-mfa-config --mfa-configuration ON --software-token-mfa-configuration Enabled=true", Stops: false);
        }
    }

    internal static IEnumerable<PoolFinding> Client(UserPoolClientType client)
    {
        var flows = client.ExplicitAuthFlows ?? [];
        if (!flows.Contains("ALLOW_USER_SRP_AUTH"))
            yield return new("the client cannot sign in with SRP", "add ALLOW_USER_SRP_AUTH to ExplicitAuthFlows", Stops: true);
        if (!flows.Contains("ALLOW_REFRESH_TOKEN_AUTH") && client.RefreshTokenRotation?.Feature != FeatureType.ENABLED)
            yield return new("the client cannot refresh tokens", "add ALLOW_REFRESH_TOKEN_AUTH to ExplicitAuthFlows", Stops: true);
        var plain = flows.Where(flow => flow is "ALLOW_USER_PASSWORD_AUTH" or "ALLOW_ADMIN_USER_PASSWORD_AUTH" or "ALLOW_CUSTOM_AUTH").ToList();
        if (plain.Count > 0)
            yield return new("the client allows flows that the portal does not use", $"remove {string.Join(", ", plain)} from ExplicitAuthFlows", Stops: false);
        if (client.PreventUserExistenceErrors != PreventUserExistenceErrorTypes.ENABLED)
            yield return new("sign-in reveals which accounts exist", "set PreventUserExistenceErrors=ENABLED on the client", Stops: true);
        if (client.EnableTokenRevocation == false)
            yield return new("tokens stay valid after sign-out", "set EnableTokenRevocation=true on the client", Stops: false);
        if ((client.AuthSessionValidity ?? 3) < 10)
            yield return new($"a sign-in may take {client.AuthSessionValidity ?? 3} minutes, which is short for a first enrolment", "set AuthSessionValidity=15 on the client", Stops: false);
    }

    private async Task<List<PoolFinding>> GroupsAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, int?> groups = new(StringComparer.Ordinal);
        string? next = null;
        do
        {
            var page = await cognito.ListGroupsAsync(new() { UserPoolId = Pool.UserPoolId, Limit = 60, NextToken = next }, cancellationToken);
            foreach (var group in page.Groups ?? [])
                groups[group.GroupName!] = group.Precedence;
            next = page.NextToken;
        }
        while (next is not null);

        List<PoolFinding> found = [];
        foreach (var role in Enum.GetValues<Role>())
        {
            if (!groups.TryGetValue(role.ToString(), out var precedence))
            {
                found.Add(new(
                    $"the group {role} is missing", $"{Cli}create-group --user-pool-id {Pool.UserPoolId} --group-name {role} --precedence {(int)role}", Stops: true));
            }
            else if (precedence != (int)role)
            {
                found.Add(new($"the group {role} has precedence {precedence?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}", $"set it to {(int)role}", Stops: false));
            }
        }

        return found;
    }
}

/// <summary>In Aws mode: the same check at start. Findings that stop the portal throw; the others are logged.</summary>
internal sealed partial class PoolCheckAtStart(PoolCheck check, ILogger<PoolCheckAtStart> logger) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<PoolFinding> found;
        try
        {
            found = await check.FindAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is Amazon.Runtime.AmazonServiceException or Amazon.Runtime.AmazonClientException or HttpRequestException)
        {
            // Without these permissions, or while Cognito is down, people may still be able to sign in: logged, but no reason not to start.
            LogUnchecked(exception);
            return;
        }

        foreach (var finding in found.Where(finding => !finding.Stops))
            LogFinding(finding);

        var stopping = found.Where(finding => finding.Stops).ToList();
        if (stopping.Count > 0)
            throw new InvalidOperationException("The staff pool is not as the portal needs it (ops doctor says the same):\n" + string.Join('\n', stopping));
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 1501, Level = LogLevel.Warning, Message = "The staff pool: {Finding}")]
    private partial void LogFinding(PoolFinding finding);

    [LoggerMessage(EventId = 1502, Level = LogLevel.Warning, Message = "The staff pool could not be compared with what the portal needs")]
    private partial void LogUnchecked(Exception exception);
}
