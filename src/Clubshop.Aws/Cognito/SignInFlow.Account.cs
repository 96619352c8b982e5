using Amazon.CognitoIdentityProvider;
using Amazon.CognitoIdentityProvider.Model;

namespace Clubshop.Aws.Cognito;

// Account operations outside a sign-in.
public sealed partial class SignInFlow
{
    /// <summary>Sends a code to reset the password.</summary>
    /// <returns><see cref="AccountStep.CodeSent"/> or <see cref="AccountStep.Refused"/>; pages show the same for both.</returns>
    public async Task<AccountStep> ForgotAsync(string userName, CancellationToken cancellationToken = default)
    {
        userName = userName.Trim();
        if (userName.Length is 0 or > MaxNameLength)
            return new AccountStep.Refused(RefusalReason.CannotReset);
        var request = new ForgotPasswordRequest { ClientId = pool.ClientId, Username = userName, SecretHash = HashOf(userName) };
        var (sent, refusal) = await CognitoCalls.CallAsync(
            CallKind.Forgot, cognito.ForgotPasswordAsync(request, cancellationToken), cancellationToken);
        if (sent is null)
            return RefuseAccount(refusal);
        var kind = sent.CodeDeliveryDetails?.DeliveryMedium == DeliveryMediumType.SMS ? CodeKind.Sms : CodeKind.Email;
        return new AccountStep.CodeSent(kind, sent.CodeDeliveryDetails?.Destination);
    }

    /// <summary>Resets the password with the code that was sent. It does not sign in and leaves MFA unchanged.</summary>
    /// <returns><see cref="AccountStep.Done"/> or <see cref="AccountStep.Refused"/>.</returns>
    public async Task<AccountStep> ConfirmForgotAsync(
        string userName, string code, string newPassword, CancellationToken cancellationToken = default)
    {
        userName = userName.Trim();
        if (CodeReader.Read(code) is not { } digits || userName.Length is 0 or > MaxNameLength)
            return new AccountStep.Refused(RefusalReason.CodeWrong);
        var request = new ConfirmForgotPasswordRequest
        {
            ClientId = pool.ClientId,
            Username = userName,
            SecretHash = HashOf(userName),
            ConfirmationCode = digits,
            Password = newPassword,
        };
        var (_, refusal) = await CognitoCalls.CallAsync(
            CallKind.ConfirmForgot, cognito.ConfirmForgotPasswordAsync(request, cancellationToken), cancellationToken);
        return Outcome(refusal);
    }

    /// <summary>
    /// Gets new tokens with the present groups and attributes. With rotation, a refresh token works once: run one refresh at a time per
    /// session, and store the new tokens before using them.
    /// </summary>
    /// <returns><see cref="AccountStep.Refreshed"/> or <see cref="AccountStep.Refused"/>.</returns>
    public async Task<AccountStep> RefreshAsync(Tokens current, CancellationToken cancellationToken = default)
    {
        var request = new GetTokensFromRefreshTokenRequest
        {
            ClientId = pool.ClientId,
            ClientSecret = pool.ClientSecret,
            RefreshToken = current.RefreshToken,
        };
        var (refreshed, refusal) = await CognitoCalls.CallAsync(
            CallKind.WithTokens, cognito.GetTokensFromRefreshTokenAsync(request, cancellationToken), cancellationToken);
        if (refreshed is null)
            return RefuseAccount(refusal);
        try
        {
            var result = refreshed.AuthenticationResult ?? throw new CognitoUnavailableException("Cognito returned no tokens.");
            var fresh = await TrustAsync(result, current.RefreshToken, cancellationToken);
            return fresh.Identity.Sub == current.Identity.Sub
                ? new AccountStep.Refreshed(fresh)
                : new AccountStep.Refused(RefusalReason.TokensNotTrusted, "sub");
        }
        catch (TokenNotTrustedException e)
        {
            return new AccountStep.Refused(RefusalReason.TokensNotTrusted, e.Message);
        }
    }

    /// <summary>
    /// Changes the password of a signed-in person; Cognito allows five attempts per hour. Other sessions continue: end them separately.
    /// </summary>
    /// <returns>
    /// <see cref="AccountStep.Done"/> or <see cref="AccountStep.Refused"/>: <see cref="RefusalReason.WrongCredentials"/> for a wrong
    /// current password.
    /// </returns>
    public async Task<AccountStep> ChangePasswordAsync(
        string accessToken, string currentPassword, string newPassword, CancellationToken cancellationToken = default)
    {
        if (currentPassword.Length is 0 or > MaxPasswordLength)
            return new AccountStep.Refused(RefusalReason.WrongCredentials);
        var request = new ChangePasswordRequest
        {
            AccessToken = accessToken,
            PreviousPassword = currentPassword,
            ProposedPassword = newPassword,
        };
        var (_, refusal) = await CognitoCalls.CallAsync(
            CallKind.ChangePassword, cognito.ChangePasswordAsync(request, cancellationToken), cancellationToken);
        return Outcome(refusal);
    }

    /// <summary>
    /// Revokes every sign-in of the person in Cognito; succeeds when the tokens are already invalid. JWTs still verify until they expire: end
    /// the portal's own sessions too.
    /// </summary>
    /// <returns><see cref="AccountStep.Done"/> or <see cref="AccountStep.Refused"/>.</returns>
    public async Task<AccountStep> SignOutEverywhereAsync(string accessToken, CancellationToken cancellationToken = default)
    {
        var (_, refusal) = await CognitoCalls.CallAsync(
            CallKind.WithTokens,
            cognito.GlobalSignOutAsync(new GlobalSignOutRequest { AccessToken = accessToken }, cancellationToken), cancellationToken);
        return Ended(refusal);
    }

    /// <summary>Revokes only this sign-in; succeeds when the token is already invalid.</summary>
    /// <returns><see cref="AccountStep.Done"/> or <see cref="AccountStep.Refused"/>.</returns>
    public async Task<AccountStep> RevokeAsync(string refreshToken, CancellationToken cancellationToken = default)
    {
        var request = new RevokeTokenRequest { ClientId = pool.ClientId, ClientSecret = pool.ClientSecret, Token = refreshToken };
        var (_, refusal) = await CognitoCalls.CallAsync(
            CallKind.WithTokens, cognito.RevokeTokenAsync(request, cancellationToken), cancellationToken);
        return Ended(refusal);
    }

    private string? HashOf(string userName) =>
        pool.ClientSecret is { } secret ? SecretHash.Of(userName, pool.ClientId, secret) : null;

    private static AccountStep Outcome(Refusal? refusal) => refusal is null ? new AccountStep.Done() : RefuseAccount(refusal);

    // A person who was signed out elsewhere or disabled must still be able to sign out.
    private static AccountStep Ended(Refusal? refusal) =>
        refusal?.Reason is RefusalReason.TokensRevoked or RefusalReason.Disabled ? new AccountStep.Done() : Outcome(refusal);

    private static AccountStep.Refused RefuseAccount(Refusal? refusal)
    {
        var (reason, detail) = refusal ?? throw new InvalidOperationException("Neither a response nor a refusal.");
        return new AccountStep.Refused(reason, detail);
    }
}
