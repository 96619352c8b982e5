using Clubshop.LocalAws.Cognito.Operations.Authentication;
using Clubshop.LocalAws.Cognito.Operations.Groups;
using Clubshop.LocalAws.Cognito.Operations.Mfa;
using Clubshop.LocalAws.Cognito.Operations.PasswordChanges;
using Clubshop.LocalAws.Cognito.Operations.Registration;
using Clubshop.LocalAws.Cognito.Operations.UserPools;
using Clubshop.LocalAws.Cognito.Operations.Users;

namespace Clubshop.LocalAws.Cognito.Operations;

/// <summary>The operations that the embedded pools answer, by name. What is not here is refused by name.</summary>
internal static class OperationTable
{
    private static readonly Dictionary<string, Operation> Operations = ((Operation[])
    [
        new AdminAddUserToGroup(),
        new AdminConfirmSignUp(),
        new AdminCreateUser(),
        new AdminDeleteSoftwareToken(),
        new AdminDeleteUser(),
        new AdminDeleteUserAttributes(),
        new AdminDisableUser(),
        new AdminEnableUser(),
        new AdminGetUser(),
        new AdminGetUserAuthFactors(),
        new AdminInitiateAuth(),
        new AdminListDevices(),
        new AdminListGroupsForUser(),
        new AdminListUserAuthEvents(),
        new AdminRemoveUserFromGroup(),
        new AdminResetUserPassword(),
        new AdminRespondToAuthChallenge(),
        new AdminSetUserMFAPreference(),
        new AdminSetUserPassword(),
        new AdminUpdateUserAttributes(),
        new AdminUserGlobalSignOut(),
        new AssociateSoftwareToken(),
        new ChangePassword(),
        new ConfirmForgotPassword(),
        new ConfirmSignUp(),
        new CreateGroup(),
        new CreateUserPool(),
        new CreateUserPoolClient(),
        new DeleteGroup(),
        new DeleteUser(),
        new DeleteUserAttributes(),
        new DeleteUserPool(),
        new DeleteUserPoolClient(),
        new DescribeUserPool(),
        new DescribeUserPoolClient(),
        new ForgotPassword(),
        new GetGroup(),
        new GetTokensFromRefreshToken(),
        new GetUser(),
        new GetUserAttributeVerificationCode(),
        new GetUserAuthFactors(),
        new GetUserPoolMfaConfig(),
        new GlobalSignOut(),
        new InitiateAuth(),
        new ListDevices(),
        new ListGroups(),
        new ListUserPoolClients(),
        new ListUserPools(),
        new ListUsers(),
        new ListUsersInGroup(),
        new ResendConfirmationCode(),
        new RespondToAuthChallenge(),
        new RevokeToken(),
        new SetUserMFAPreference(),
        new SetUserPoolMfaConfig(),
        new SignUp(),
        new UpdateGroup(),
        new UpdateUserAttributes(),
        new UpdateUserPool(),
        new UpdateUserPoolClient(),
        new VerifySoftwareToken(),
        new VerifyUserAttribute(),
    ]).ToDictionary(operation => operation.Name, StringComparer.Ordinal);

    /// <summary>The names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Operations.Keys.Order(StringComparer.Ordinal)];

    public static Operation? Find(string name) => Operations.GetValueOrDefault(name);
}
