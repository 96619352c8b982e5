using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Clubshop.Aws.Cognito;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Customers;

/// <summary>
/// The operations of the customer user pool that the portal needs, each within the budget of its rate. Cognito's refusals are thrown as its own
/// exceptions. Customers are named by <c>sub</c>, which every operation accepts.
/// </summary>
internal sealed class CustomerPool(IAmazonCognitoIdentityProvider cognito, IOptions<CustomerPoolOptions> options, CognitoBudget budget)
{
    // Only searchable attributes: Cognito refuses a list that requests any other one which some user lacks. A list shows no more anyway.
    private static readonly List<string> Listed = ["sub", "email", "phone_number", "name", "given_name", "family_name"];

    private string PoolId => options.Value.CustomerUserPoolId;

    /// <summary>One page of ListUsers, which does not count towards billed users.</summary>
    public async Task<(IReadOnlyList<Customer> Users, string? Next)> ListAsync(
        string filter, int size, string? after, IProgress<TimeSpan>? waits, CancellationToken cancellationToken)
    {
        var page = await budget.RunAsync(
            CognitoRate.UserList,
            token => cognito.ListUsersAsync(
                new() { UserPoolId = PoolId, Filter = filter, Limit = size, PaginationToken = after, AttributesToGet = Listed }, token),
            waits, cancellationToken);
        return ([.. (page.Users ?? []).Select(ToCustomer)], page.PaginationToken);
    }

    /// <summary>One customer as stored now, with second factors; null if there is none. Counts towards billed users: never use it for a list.</summary>
    public async Task<Customer?> FindAsync(string sub, IProgress<TimeSpan>? waits, CancellationToken cancellationToken)
    {
        try
        {
            var user = await budget.RunAsync(
                CognitoRate.UserRead, token => cognito.AdminGetUserAsync(new() { UserPoolId = PoolId, Username = sub }, token), waits, cancellationToken);
            var attributes = Attributes(user.UserAttributes);
            return new()
            {
                Sub = attributes.GetValueOrDefault("sub") ?? user.Username!,
                UserName = user.Username!,
                Attributes = attributes,
                Status = user.UserStatus?.Value ?? "",
                Enabled = user.Enabled ?? true,
                CreatedAt = Utc(user.UserCreateDate),
                ModifiedAt = Utc(user.UserLastModifiedDate),
                Factors = user.UserMFASettingList ?? [],
            };
        }
        catch (UserNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The names of the customer's groups.</summary>
    public async Task<IReadOnlyList<string>> GroupsAsync(string sub, IProgress<TimeSpan>? waits, CancellationToken cancellationToken)
    {
        List<string> groups = [];
        string? next = null;
        do
        {
            var page = await budget.RunAsync(
                CognitoRate.UserResourceRead,
                token => cognito.AdminListGroupsForUserAsync(new() { UserPoolId = PoolId, Username = sub, Limit = 60, NextToken = next }, token),
                waits, cancellationToken);
            groups.AddRange((page.Groups ?? []).Select(group => group.GroupName!));
            next = page.NextToken;
        }
        while (next is not null);
        return groups;
    }

    /// <summary>Resends the code that confirms a sign-up; the previous one stops working.</summary>
    public Task ResendConfirmationAsync(Customer customer, CancellationToken cancellationToken) => budget.RunAsync(
        CognitoRate.UserAccountRecovery,
        token => cognito.ResendConfirmationCodeAsync(
            new()
            {
                ClientId = options.Value.CustomerUserPoolClientId,
                Username = customer.UserName,
                SecretHash = string.IsNullOrWhiteSpace(options.Value.CustomerUserPoolClientSecret)
                    ? null
                    : SecretHash.Of(customer.UserName, options.Value.CustomerUserPoolClientId, options.Value.CustomerUserPoolClientSecret),
            },
            token),
        null, cancellationToken);

    /// <summary>Sends an invitation with a new temporary password.</summary>
    public Task ResendInvitationAsync(Customer customer, CancellationToken cancellationToken) => budget.RunAsync(
        CognitoRate.UserUpdate,
        token => cognito.AdminCreateUserAsync(
            new()
            {
                UserPoolId = PoolId,
                Username = customer.UserName,
                MessageAction = MessageActionType.RESEND,
                DesiredDeliveryMediums = [customer.Email is not null ? "EMAIL" : "SMS"],
            },
            token),
        null, cancellationToken);

    /// <summary>Invalidates the password and sends a code to set a new one.</summary>
    public Task ResetPasswordAsync(string sub, CancellationToken cancellationToken) => budget.RunAsync(
        CognitoRate.UserAccountRecovery,
        token => cognito.AdminResetUserPasswordAsync(new() { UserPoolId = PoolId, Username = sub }, token), null, cancellationToken);

    /// <summary>Lets the customer sign in again.</summary>
    public Task EnableAsync(string sub, CancellationToken cancellationToken) => budget.RunAsync(
        CognitoRate.UserUpdate, token => cognito.AdminEnableUserAsync(new() { UserPoolId = PoolId, Username = sub }, token), null, cancellationToken);

    /// <summary>Stops the customer from signing in and revokes all tokens.</summary>
    public Task DisableAsync(string sub, CancellationToken cancellationToken) => budget.RunAsync(
        CognitoRate.UserUpdate, token => cognito.AdminDisableUserAsync(new() { UserPoolId = PoolId, Username = sub }, token), null, cancellationToken);

    /// <summary>Revokes all tokens.</summary>
    public Task SignOutAsync(string sub, CancellationToken cancellationToken) => budget.RunAsync(
        CognitoRate.UserUpdate, token => cognito.AdminUserGlobalSignOutAsync(new() { UserPoolId = PoolId, Username = sub }, token), null, cancellationToken);

    /// <summary>Removes the authenticator.</summary>
    public Task ResetAuthenticatorAsync(string sub, CancellationToken cancellationToken) => budget.RunAsync(
        CognitoRate.UserResourceUpdate,
        token => cognito.AdminDeleteSoftwareTokenAsync(new() { UserPoolId = PoolId, Username = sub }, token), null, cancellationToken);

    /// <summary>Replaces an address; it is unverified until the customer enters the code sent to it.</summary>
    /// <param name="sub">The customer.</param>
    /// <param name="attribute"><c>email</c> or <c>phone_number</c>.</param>
    /// <param name="value">The new value.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task CorrectAsync(string sub, string attribute, string value, CancellationToken cancellationToken) => budget.RunAsync(
        CognitoRate.UserUpdate,
        token => cognito.AdminUpdateUserAttributesAsync(
            new()
            {
                UserPoolId = PoolId,
                Username = sub,
                UserAttributes = [new() { Name = attribute, Value = value }, new() { Name = attribute + "_verified", Value = "false" }],
            },
            token),
        null, cancellationToken);

    /// <summary>Revokes all tokens and deletes the account; succeeds when it is already gone.</summary>
    public async Task DeleteAsync(string sub, CancellationToken cancellationToken)
    {
        try
        {
            await SignOutAsync(sub, cancellationToken);
            await budget.RunAsync(
                CognitoRate.UserUpdate, token => cognito.AdminDeleteUserAsync(new() { UserPoolId = PoolId, Username = sub }, token), null, cancellationToken);
        }
        catch (UserNotFoundException)
        {
            // Already deleted.
        }
    }

    private static Customer ToCustomer(UserType user)
    {
        var attributes = Attributes(user.Attributes);
        return new()
        {
            Sub = attributes.GetValueOrDefault("sub") ?? user.Username!,
            UserName = user.Username!,
            Attributes = attributes,
            Status = user.UserStatus?.Value ?? "",
            Enabled = user.Enabled ?? true,
            CreatedAt = Utc(user.UserCreateDate),
            ModifiedAt = Utc(user.UserLastModifiedDate),
        };
    }

    private static Dictionary<string, string> Attributes(List<AttributeType>? attributes)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (var attribute in attributes ?? [])
        {
            if (!string.IsNullOrEmpty(attribute.Value))
                values[attribute.Name!] = attribute.Value;
        }

        return values;
    }

    private static DateTimeOffset? Utc(DateTime? at) => at is { } known ? new DateTimeOffset(known.ToUniversalTime()) : null;
}
