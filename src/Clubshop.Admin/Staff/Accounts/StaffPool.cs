using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;
using Clubshop.Admin.SignIn;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Staff.Accounts;

/// <summary>A person in the staff pool.</summary>
internal sealed record PoolPerson(
    string Id, string UserName, string Email, string Name, bool Enabled, string Status, DateTimeOffset ChangedAt, Role? Role, bool? HasAuthenticator)
{
    /// <summary>Whether the person still has a temporary password.</summary>
    public bool IsInvited => Status == UserStatusType.FORCE_CHANGE_PASSWORD.Value;
}

/// <summary>
/// The operations of the staff pool that the staff pages need. Cognito's errors pass through as its own exceptions; the caller interprets
/// them. People are identified by their <c>sub</c>, which every operation accepts.
/// </summary>
internal sealed class StaffPool(IAmazonCognitoIdentityProvider cognito, IOptions<StaffPoolOptions> options)
{
    private const int PageSize = 60;
    private const int DefaultInvitationDays = 7; // Cognito's default for 0 and for no value

    private string PoolId => options.Value.UserPoolId;

    /// <summary>All people with the role of their first group; Cognito's lists do not tell whether they have an authenticator.</summary>
    public async Task<IReadOnlyList<PoolPerson>> ListAsync(CancellationToken cancellationToken)
    {
        var roles = new Dictionary<string, Role>(StringComparer.Ordinal);
        foreach (var role in Enum.GetValues<Role>())
        {
            foreach (var user in await InGroupAsync(role, cancellationToken))
                roles.TryAdd(user.Username!, role);
        }

        return [.. (await UsersAsync(cancellationToken)).Select(user => Of(user, roles.TryGetValue(user.Username!, out var role) ? role : null))];
    }

    /// <summary>The names of all people, by id.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NamesAsync(CancellationToken cancellationToken) => (await UsersAsync(cancellationToken))
        .Select(user => Of(user, null))
        .ToDictionary(person => person.Id, person => person.Name.Length > 0 ? person.Name : person.Email, StringComparer.Ordinal);

    /// <summary>One person, with the state of the authenticator; null when not found.</summary>
    public async Task<PoolPerson?> FindAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var user = await cognito.AdminGetUserAsync(new() { UserPoolId = PoolId, Username = id }, cancellationToken);
            var groups = await GroupsAsync(user.Username!, cancellationToken);
            return new(
                Attribute(user.UserAttributes, "sub") ?? user.Username!, user.Username!, Attribute(user.UserAttributes, "email") ?? "",
                Attribute(user.UserAttributes, "name") ?? "", user.Enabled ?? true, user.UserStatus?.Value ?? "", Utc(user.UserLastModifiedDate),
                Roles.Of(groups), user.UserMFASettingList?.Contains("SOFTWARE_TOKEN_MFA") == true);
        }
        catch (UserNotFoundException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<UserType>> UsersAsync(CancellationToken cancellationToken)
    {
        List<UserType> users = [];
        string? next = null;
        do
        {
            var page = await cognito.ListUsersAsync(new() { UserPoolId = PoolId, Limit = PageSize, PaginationToken = next }, cancellationToken);
            users.AddRange(page.Users ?? []);
            next = page.PaginationToken;
        }
        while (next is not null);
        return users;
    }

    /// <summary>The user names of enabled Administrators who have set their own password.</summary>
    public async Task<IReadOnlyList<string>> AdministratorsAsync(CancellationToken cancellationToken) =>
        [.. (await InGroupAsync(Role.Administrators, cancellationToken))
            .Where(user => user.Enabled != false && user.UserStatus == UserStatusType.CONFIRMED).Select(user => user.Username!)];

    /// <summary>Whether the Administrators group has any member, enabled or not.</summary>
    public async Task<bool> HasAdministratorAsync(CancellationToken cancellationToken) =>
        (await InGroupAsync(Role.Administrators, cancellationToken)).Count > 0;

    /// <summary>How many days an invitation is valid.</summary>
    public async Task<int> InvitationDaysAsync(CancellationToken cancellationToken)
    {
        var pool = await cognito.DescribeUserPoolAsync(new() { UserPoolId = PoolId }, cancellationToken);
        return pool.UserPool?.Policies?.PasswordPolicy?.TemporaryPasswordValidityDays is > 0 and var days ? days : DefaultInvitationDays;
    }

    /// <summary>Creates the account and has Cognito send the temporary password.</summary>
    /// <returns>The person's <c>sub</c>.</returns>
    public async Task<string> CreateAsync(string email, string name, CancellationToken cancellationToken)
    {
        var created = await cognito.AdminCreateUserAsync(
            new()
            {
                UserPoolId = PoolId,
                Username = email,
                DesiredDeliveryMediums = ["EMAIL"],
                UserAttributes =
                [
                    new() { Name = "email", Value = email },
                    new() { Name = "email_verified", Value = "true" }, // otherwise a forgotten password cannot be reset
                    new() { Name = "name", Value = name },
                ],
            },
            cancellationToken);
        return Attribute(created.User!.Attributes, "sub") ?? created.User.Username!;
    }

    /// <summary>Sends a new temporary password.</summary>
    public Task ResendAsync(string email, CancellationToken cancellationToken) => cognito.AdminCreateUserAsync(
        new() { UserPoolId = PoolId, Username = email, MessageAction = MessageActionType.RESEND, DesiredDeliveryMediums = ["EMAIL"] }, cancellationToken);

    /// <summary>Replaces the role: removes the old groups first, so that nobody has two roles for a moment.</summary>
    public async Task SetRoleAsync(string id, Role role, CancellationToken cancellationToken)
    {
        foreach (var group in await GroupsAsync(id, cancellationToken))
        {
            if (group != role.ToString() && Enum.GetNames<Role>().Contains(group, StringComparer.Ordinal))
                await cognito.AdminRemoveUserFromGroupAsync(new() { UserPoolId = PoolId, Username = id, GroupName = group }, cancellationToken);
        }

        await cognito.AdminAddUserToGroupAsync(new() { UserPoolId = PoolId, Username = id, GroupName = role.ToString() }, cancellationToken);
    }

    /// <summary>Disables sign-in and revokes the tokens.</summary>
    public Task DisableAsync(string id, CancellationToken cancellationToken) =>
        cognito.AdminDisableUserAsync(new() { UserPoolId = PoolId, Username = id }, cancellationToken);

    /// <summary>Enables sign-in again.</summary>
    public Task EnableAsync(string id, CancellationToken cancellationToken) =>
        cognito.AdminEnableUserAsync(new() { UserPoolId = PoolId, Username = id }, cancellationToken);

    /// <summary>Removes the authenticator: the next sign-in enrols another.</summary>
    public Task ResetAuthenticatorAsync(string id, CancellationToken cancellationToken) =>
        cognito.AdminDeleteSoftwareTokenAsync(new() { UserPoolId = PoolId, Username = id }, cancellationToken);

    /// <summary>Revokes every token of the person.</summary>
    public Task SignOutAsync(string id, CancellationToken cancellationToken) =>
        cognito.AdminUserGlobalSignOutAsync(new() { UserPoolId = PoolId, Username = id }, cancellationToken);

    private async Task<List<string>> GroupsAsync(string id, CancellationToken cancellationToken)
    {
        List<string> groups = [];
        string? next = null;
        do
        {
            var page = await cognito.AdminListGroupsForUserAsync(
                new() { UserPoolId = PoolId, Username = id, Limit = PageSize, NextToken = next }, cancellationToken);
            groups.AddRange((page.Groups ?? []).Select(group => group.GroupName!));
            next = page.NextToken;
        }
        while (next is not null);
        return groups;
    }

    private async Task<List<UserType>> InGroupAsync(Role role, CancellationToken cancellationToken)
    {
        List<UserType> users = [];
        string? next = null;
        do
        {
            var page = await cognito.ListUsersInGroupAsync(
                new() { UserPoolId = PoolId, GroupName = role.ToString(), Limit = PageSize, NextToken = next }, cancellationToken);
            users.AddRange(page.Users ?? []);
            next = page.NextToken;
        }
        while (next is not null);
        return users;
    }

    private static PoolPerson Of(UserType user, Role? role) => new(
        Attribute(user.Attributes, "sub") ?? user.Username!, user.Username!, Attribute(user.Attributes, "email") ?? "",
        Attribute(user.Attributes, "name") ?? "", user.Enabled ?? true, user.UserStatus?.Value ?? "", Utc(user.UserLastModifiedDate), role, null);

    private static string? Attribute(List<AttributeType>? attributes, string name) =>
        attributes?.Find(attribute => attribute.Name == name)?.Value;

    private static DateTimeOffset Utc(DateTime? at) => at is { } known ? new(known.ToUniversalTime()) : default;
}
