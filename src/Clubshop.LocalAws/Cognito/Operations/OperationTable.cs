namespace Clubshop.LocalAws.Cognito.Operations;

/// <summary>The operations that the embedded pools answer, by name. What is not here is refused by name.</summary>
internal static class OperationTable
{
    private static readonly Dictionary<string, Operation> Operations = ((Operation[])
    [
        new AdminAddUserToGroup(),
        new AdminCreateUser(),
        new AdminGetUser(),
        new AdminInitiateAuth(),
        new AdminListGroupsForUser(),
        new AdminRemoveUserFromGroup(),
        new AdminRespondToAuthChallenge(),
        new AdminSetUserPassword(),
        new AssociateSoftwareToken(),
        new ChangePassword(),
        new ConfirmForgotPassword(),
        new CreateGroup(),
        new CreateUserPool(),
        new CreateUserPoolClient(),
        new DeleteGroup(),
        new DeleteUserPool(),
        new DeleteUserPoolClient(),
        new DescribeUserPool(),
        new DescribeUserPoolClient(),
        new ForgotPassword(),
        new GetGroup(),
        new GetTokensFromRefreshToken(),
        new GetUser(),
        new GetUserPoolMfaConfig(),
        new GlobalSignOut(),
        new InitiateAuth(),
        new ListGroups(),
        new ListUserPoolClients(),
        new ListUserPools(),
        new ListUsers(),
        new ListUsersInGroup(),
        new RespondToAuthChallenge(),
        new RevokeToken(),
        new SetUserPoolMfaConfig(),
        new UpdateGroup(),
        new UpdateUserPool(),
        new UpdateUserPoolClient(),
        new VerifySoftwareToken(),
    ]).ToDictionary(operation => operation.Name, StringComparer.Ordinal);

    /// <summary>The names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Operations.Keys.Order(StringComparer.Ordinal)];

    public static Operation? Find(string name) => Operations.GetValueOrDefault(name);
}
