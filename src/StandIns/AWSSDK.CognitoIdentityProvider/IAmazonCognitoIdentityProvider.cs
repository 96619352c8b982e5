using Amazon.CognitoIdentityProvider.Model;
using Amazon.Runtime;

namespace Amazon.CognitoIdentityProvider;

/// <summary>
/// Amazon Cognito user pools: the operations the portal and its set-up use, under the official package's names. Every failure the
/// service reports is an <see cref="AmazonCognitoIdentityProviderException"/>, typed where the model names it.
/// </summary>
public interface IAmazonCognitoIdentityProvider : IAmazonService, IDisposable
{
    /// <summary>Starts a sign-in (or refreshes tokens). Public: not signed.</summary>
    Task<InitiateAuthResponse> InitiateAuthAsync(
        InitiateAuthRequest request, CancellationToken cancellationToken = default);

    /// <summary>Answers a challenge of a sign-in. Public: not signed.</summary>
    Task<RespondToAuthChallengeResponse> RespondToAuthChallengeAsync(
        RespondToAuthChallengeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Starts a sign-in on a server, with AWS credentials.</summary>
    Task<AdminInitiateAuthResponse> AdminInitiateAuthAsync(
        AdminInitiateAuthRequest request, CancellationToken cancellationToken = default);

    /// <summary>Answers a challenge of a sign-in that <see cref="AdminInitiateAuthAsync"/> started.</summary>
    Task<AdminRespondToAuthChallengeResponse> AdminRespondToAuthChallengeAsync(
        AdminRespondToAuthChallengeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Gives new tokens for a refresh token. Public: not signed.</summary>
    Task<GetTokensFromRefreshTokenResponse> GetTokensFromRefreshTokenAsync(
        GetTokensFromRefreshTokenRequest request, CancellationToken cancellationToken = default);

    /// <summary>Ends one sign-in by its refresh token. Public: not signed.</summary>
    Task<RevokeTokenResponse> RevokeTokenAsync(
        RevokeTokenRequest request, CancellationToken cancellationToken = default);

    /// <summary>Ends every sign-in of the signed-in person. Public: not signed.</summary>
    Task<GlobalSignOutResponse> GlobalSignOutAsync(
        GlobalSignOutRequest request, CancellationToken cancellationToken = default);

    /// <summary>Ends every sign-in of a person.</summary>
    Task<AdminUserGlobalSignOutResponse> AdminUserGlobalSignOutAsync(
        AdminUserGlobalSignOutRequest request, CancellationToken cancellationToken = default);

    /// <summary>Gives the secret key of a new authenticator, for a session or an access token. Public: not signed.</summary>
    Task<AssociateSoftwareTokenResponse> AssociateSoftwareTokenAsync(
        AssociateSoftwareTokenRequest request, CancellationToken cancellationToken = default);

    /// <summary>Proves a new authenticator with its first code. Public: not signed.</summary>
    Task<VerifySoftwareTokenResponse> VerifySoftwareTokenAsync(
        VerifySoftwareTokenRequest request, CancellationToken cancellationToken = default);

    /// <summary>Turns the signed-in person's factors on or off, and says which is preferred. Public: not signed.</summary>
    Task<SetUserMFAPreferenceResponse> SetUserMFAPreferenceAsync(
        SetUserMFAPreferenceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Turns a person's factors on or off, and says which is preferred.</summary>
    Task<AdminSetUserMFAPreferenceResponse> AdminSetUserMFAPreferenceAsync(
        AdminSetUserMFAPreferenceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a person's authenticator.</summary>
    Task<AdminDeleteSoftwareTokenResponse> AdminDeleteSoftwareTokenAsync(
        AdminDeleteSoftwareTokenRequest request, CancellationToken cancellationToken = default);

    /// <summary>The factors a person has set up.</summary>
    Task<AdminGetUserAuthFactorsResponse> AdminGetUserAuthFactorsAsync(
        AdminGetUserAuthFactorsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes the signed-in person's password. Public: not signed.</summary>
    Task<ChangePasswordResponse> ChangePasswordAsync(
        ChangePasswordRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sends a code to set the password anew. Public: not signed.</summary>
    Task<ForgotPasswordResponse> ForgotPasswordAsync(
        ForgotPasswordRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sets the password anew with the code that was sent. Public: not signed.</summary>
    Task<ConfirmForgotPasswordResponse> ConfirmForgotPasswordAsync(
        ConfirmForgotPasswordRequest request, CancellationToken cancellationToken = default);

    /// <summary>Makes a person's password useless until it is set anew with a code, which is sent.</summary>
    Task<AdminResetUserPasswordResponse> AdminResetUserPasswordAsync(
        AdminResetUserPasswordRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sets a person's password, for good or temporarily; nothing is sent.</summary>
    Task<AdminSetUserPasswordResponse> AdminSetUserPasswordAsync(
        AdminSetUserPasswordRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sends the code of a sign-up again. Public: not signed.</summary>
    Task<ResendConfirmationCodeResponse> ResendConfirmationCodeAsync(
        ResendConfirmationCodeRequest request, CancellationToken cancellationToken = default);

    /// <summary>The signed-in person's attributes and factors. Public: not signed.</summary>
    Task<GetUserResponse> GetUserAsync(
        GetUserRequest request, CancellationToken cancellationToken = default);

    /// <summary>Makes a person with a temporary password, and by default sends it.</summary>
    Task<AdminCreateUserResponse> AdminCreateUserAsync(
        AdminCreateUserRequest request, CancellationToken cancellationToken = default);

    /// <summary>A person's attributes, status and factors. Counts as activity for billing.</summary>
    Task<AdminGetUserResponse> AdminGetUserAsync(
        AdminGetUserRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes a person's attributes; an empty value deletes one.</summary>
    Task<AdminUpdateUserAttributesResponse> AdminUpdateUserAttributesAsync(
        AdminUpdateUserAttributesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes attributes of a person.</summary>
    Task<AdminDeleteUserAttributesResponse> AdminDeleteUserAttributesAsync(
        AdminDeleteUserAttributesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Enables a person again; old tokens stay dead.</summary>
    Task<AdminEnableUserResponse> AdminEnableUserAsync(
        AdminEnableUserRequest request, CancellationToken cancellationToken = default);

    /// <summary>Disables a person: no sign-in, access tokens revoked.</summary>
    Task<AdminDisableUserResponse> AdminDisableUserAsync(
        AdminDisableUserRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a person for good.</summary>
    Task<AdminDeleteUserResponse> AdminDeleteUserAsync(
        AdminDeleteUserRequest request, CancellationToken cancellationToken = default);

    /// <summary>Confirms a person's own sign-up.</summary>
    Task<AdminConfirmSignUpResponse> AdminConfirmSignUpAsync(
        AdminConfirmSignUpRequest request, CancellationToken cancellationToken = default);

    /// <summary>People, by one attribute that equals a value or begins with it; eventually consistent.</summary>
    Task<ListUsersResponse> ListUsersAsync(
        ListUsersRequest request, CancellationToken cancellationToken = default);

    /// <summary>A person's sign-in events (threat protection, Plus plan).</summary>
    Task<AdminListUserAuthEventsResponse> AdminListUserAuthEventsAsync(
        AdminListUserAuthEventsRequest request, CancellationToken cancellationToken = default);

    /// <summary>The signed-in person's remembered devices. Public: not signed.</summary>
    Task<ListDevicesResponse> ListDevicesAsync(
        ListDevicesRequest request, CancellationToken cancellationToken = default);

    /// <summary>A person's remembered devices.</summary>
    Task<AdminListDevicesResponse> AdminListDevicesAsync(
        AdminListDevicesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Makes a group.</summary>
    Task<CreateGroupResponse> CreateGroupAsync(
        CreateGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>One group.</summary>
    Task<GetGroupResponse> GetGroupAsync(
        GetGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes a group's description, role or precedence.</summary>
    Task<UpdateGroupResponse> UpdateGroupAsync(
        UpdateGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a group, not its people.</summary>
    Task<DeleteGroupResponse> DeleteGroupAsync(
        DeleteGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>The groups of a pool.</summary>
    Task<ListGroupsResponse> ListGroupsAsync(
        ListGroupsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Puts a person in a group; twice is once.</summary>
    Task<AdminAddUserToGroupResponse> AdminAddUserToGroupAsync(
        AdminAddUserToGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>Takes a person out of a group.</summary>
    Task<AdminRemoveUserFromGroupResponse> AdminRemoveUserFromGroupAsync(
        AdminRemoveUserFromGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>The groups of a person.</summary>
    Task<AdminListGroupsForUserResponse> AdminListGroupsForUserAsync(
        AdminListGroupsForUserRequest request, CancellationToken cancellationToken = default);

    /// <summary>The people of a group.</summary>
    Task<ListUsersInGroupResponse> ListUsersInGroupAsync(
        ListUsersInGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>Makes a pool.</summary>
    Task<CreateUserPoolResponse> CreateUserPoolAsync(
        CreateUserPoolRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a pool with everybody in it.</summary>
    Task<DeleteUserPoolResponse> DeleteUserPoolAsync(
        DeleteUserPoolRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sets a pool's configuration; what is left out returns to its default.</summary>
    Task<UpdateUserPoolResponse> UpdateUserPoolAsync(
        UpdateUserPoolRequest request, CancellationToken cancellationToken = default);

    /// <summary>A pool's configuration.</summary>
    Task<DescribeUserPoolResponse> DescribeUserPoolAsync(
        DescribeUserPoolRequest request, CancellationToken cancellationToken = default);

    /// <summary>The pools of the account and region.</summary>
    Task<ListUserPoolsResponse> ListUserPoolsAsync(
        ListUserPoolsRequest request, CancellationToken cancellationToken = default);

    /// <summary>A pool's MFA configuration.</summary>
    Task<GetUserPoolMfaConfigResponse> GetUserPoolMfaConfigAsync(
        GetUserPoolMfaConfigRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sets a pool's MFA configuration.</summary>
    Task<SetUserPoolMfaConfigResponse> SetUserPoolMfaConfigAsync(
        SetUserPoolMfaConfigRequest request, CancellationToken cancellationToken = default);

    /// <summary>Makes an app client.</summary>
    Task<CreateUserPoolClientResponse> CreateUserPoolClientAsync(
        CreateUserPoolClientRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sets an app client's configuration; what is left out returns to its default.</summary>
    Task<UpdateUserPoolClientResponse> UpdateUserPoolClientAsync(
        UpdateUserPoolClientRequest request, CancellationToken cancellationToken = default);

    /// <summary>An app client's configuration, its secret included.</summary>
    Task<DescribeUserPoolClientResponse> DescribeUserPoolClientAsync(
        DescribeUserPoolClientRequest request, CancellationToken cancellationToken = default);

    /// <summary>The app clients of a pool.</summary>
    Task<ListUserPoolClientsResponse> ListUserPoolClientsAsync(
        ListUserPoolClientsRequest request, CancellationToken cancellationToken = default);

    /// <summary>The configuration a client gets without one.</summary>
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonCognitoIdentityProviderConfig();

    /// <summary>The client made of credentials and a configuration.</summary>
    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        awsCredentials is null
            ? new AmazonCognitoIdentityProviderClient((AmazonCognitoIdentityProviderConfig)clientConfig)
            : new AmazonCognitoIdentityProviderClient(awsCredentials, (AmazonCognitoIdentityProviderConfig)clientConfig);
}
