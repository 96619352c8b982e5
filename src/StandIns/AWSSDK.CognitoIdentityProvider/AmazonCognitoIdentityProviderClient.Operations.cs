using Amazon.CognitoIdentityProvider.Model;

namespace Amazon.CognitoIdentityProvider;

// One line an operation: its name and whether it is signed follow from the request's type (Internal/Operations.cs).
public partial class AmazonCognitoIdentityProviderClient
{
    /// <inheritdoc/>
    public virtual Task<InitiateAuthResponse> InitiateAuthAsync(
        InitiateAuthRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<InitiateAuthResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RespondToAuthChallengeResponse> RespondToAuthChallengeAsync(
        RespondToAuthChallengeRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<RespondToAuthChallengeResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminInitiateAuthResponse> AdminInitiateAuthAsync(
        AdminInitiateAuthRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminInitiateAuthResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminRespondToAuthChallengeResponse> AdminRespondToAuthChallengeAsync(
        AdminRespondToAuthChallengeRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminRespondToAuthChallengeResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetTokensFromRefreshTokenResponse> GetTokensFromRefreshTokenAsync(
        GetTokensFromRefreshTokenRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<GetTokensFromRefreshTokenResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RevokeTokenResponse> RevokeTokenAsync(
        RevokeTokenRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<RevokeTokenResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GlobalSignOutResponse> GlobalSignOutAsync(
        GlobalSignOutRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<GlobalSignOutResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminUserGlobalSignOutResponse> AdminUserGlobalSignOutAsync(
        AdminUserGlobalSignOutRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminUserGlobalSignOutResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AssociateSoftwareTokenResponse> AssociateSoftwareTokenAsync(
        AssociateSoftwareTokenRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AssociateSoftwareTokenResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<VerifySoftwareTokenResponse> VerifySoftwareTokenAsync(
        VerifySoftwareTokenRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<VerifySoftwareTokenResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<SetUserMFAPreferenceResponse> SetUserMFAPreferenceAsync(
        SetUserMFAPreferenceRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<SetUserMFAPreferenceResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminSetUserMFAPreferenceResponse> AdminSetUserMFAPreferenceAsync(
        AdminSetUserMFAPreferenceRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminSetUserMFAPreferenceResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminDeleteSoftwareTokenResponse> AdminDeleteSoftwareTokenAsync(
        AdminDeleteSoftwareTokenRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminDeleteSoftwareTokenResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminGetUserAuthFactorsResponse> AdminGetUserAuthFactorsAsync(
        AdminGetUserAuthFactorsRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminGetUserAuthFactorsResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ChangePasswordResponse> ChangePasswordAsync(
        ChangePasswordRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ChangePasswordResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ForgotPasswordResponse> ForgotPasswordAsync(
        ForgotPasswordRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ForgotPasswordResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ConfirmForgotPasswordResponse> ConfirmForgotPasswordAsync(
        ConfirmForgotPasswordRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ConfirmForgotPasswordResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminResetUserPasswordResponse> AdminResetUserPasswordAsync(
        AdminResetUserPasswordRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminResetUserPasswordResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminSetUserPasswordResponse> AdminSetUserPasswordAsync(
        AdminSetUserPasswordRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminSetUserPasswordResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ResendConfirmationCodeResponse> ResendConfirmationCodeAsync(
        ResendConfirmationCodeRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ResendConfirmationCodeResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetUserResponse> GetUserAsync(
        GetUserRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<GetUserResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminCreateUserResponse> AdminCreateUserAsync(
        AdminCreateUserRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminCreateUserResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminGetUserResponse> AdminGetUserAsync(
        AdminGetUserRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminGetUserResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminUpdateUserAttributesResponse> AdminUpdateUserAttributesAsync(
        AdminUpdateUserAttributesRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminUpdateUserAttributesResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminDeleteUserAttributesResponse> AdminDeleteUserAttributesAsync(
        AdminDeleteUserAttributesRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminDeleteUserAttributesResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminEnableUserResponse> AdminEnableUserAsync(
        AdminEnableUserRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminEnableUserResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminDisableUserResponse> AdminDisableUserAsync(
        AdminDisableUserRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminDisableUserResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminDeleteUserResponse> AdminDeleteUserAsync(
        AdminDeleteUserRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminDeleteUserResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminConfirmSignUpResponse> AdminConfirmSignUpAsync(
        AdminConfirmSignUpRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminConfirmSignUpResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListUsersResponse> ListUsersAsync(
        ListUsersRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ListUsersResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminListUserAuthEventsResponse> AdminListUserAuthEventsAsync(
        AdminListUserAuthEventsRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminListUserAuthEventsResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListDevicesResponse> ListDevicesAsync(
        ListDevicesRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ListDevicesResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminListDevicesResponse> AdminListDevicesAsync(
        AdminListDevicesRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminListDevicesResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CreateGroupResponse> CreateGroupAsync(
        CreateGroupRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<CreateGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetGroupResponse> GetGroupAsync(
        GetGroupRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<GetGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UpdateGroupResponse> UpdateGroupAsync(
        UpdateGroupRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<UpdateGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteGroupResponse> DeleteGroupAsync(
        DeleteGroupRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<DeleteGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListGroupsResponse> ListGroupsAsync(
        ListGroupsRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ListGroupsResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminAddUserToGroupResponse> AdminAddUserToGroupAsync(
        AdminAddUserToGroupRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminAddUserToGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminRemoveUserFromGroupResponse> AdminRemoveUserFromGroupAsync(
        AdminRemoveUserFromGroupRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminRemoveUserFromGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AdminListGroupsForUserResponse> AdminListGroupsForUserAsync(
        AdminListGroupsForUserRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<AdminListGroupsForUserResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListUsersInGroupResponse> ListUsersInGroupAsync(
        ListUsersInGroupRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ListUsersInGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CreateUserPoolResponse> CreateUserPoolAsync(
        CreateUserPoolRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<CreateUserPoolResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteUserPoolResponse> DeleteUserPoolAsync(
        DeleteUserPoolRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<DeleteUserPoolResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UpdateUserPoolResponse> UpdateUserPoolAsync(
        UpdateUserPoolRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<UpdateUserPoolResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeUserPoolResponse> DescribeUserPoolAsync(
        DescribeUserPoolRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<DescribeUserPoolResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListUserPoolsResponse> ListUserPoolsAsync(
        ListUserPoolsRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ListUserPoolsResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetUserPoolMfaConfigResponse> GetUserPoolMfaConfigAsync(
        GetUserPoolMfaConfigRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<GetUserPoolMfaConfigResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<SetUserPoolMfaConfigResponse> SetUserPoolMfaConfigAsync(
        SetUserPoolMfaConfigRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<SetUserPoolMfaConfigResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CreateUserPoolClientResponse> CreateUserPoolClientAsync(
        CreateUserPoolClientRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<CreateUserPoolClientResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UpdateUserPoolClientResponse> UpdateUserPoolClientAsync(
        UpdateUserPoolClientRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<UpdateUserPoolClientResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeUserPoolClientResponse> DescribeUserPoolClientAsync(
        DescribeUserPoolClientRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<DescribeUserPoolClientResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListUserPoolClientsResponse> ListUserPoolClientsAsync(
        ListUserPoolClientsRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ListUserPoolClientsResponse>(request, cancellationToken);
}
