using Amazon.CognitoIdentityProvider;

namespace Clubshop.Aws.Cognito;

/// <summary>
/// Signs people in with Cognito over SRP: no password leaves the process. Stateless and safe for concurrent use; what is between
/// two answers is in a <see cref="PendingSignIn"/>. What a person can cause comes back as a step;
/// <see cref="CognitoUnavailableException"/> is thrown for the rest.
/// </summary>
public sealed class SignInFlow(IAmazonCognitoIdentityProvider cognito, UserPoolOptions pool, TokenVerifier tokens, TimeProvider time)
{
    /// <summary>Proves the password.</summary>
    public Task<SignInStep> StartAsync(string userName, string password, CancellationToken cancellationToken = default) =>
        throw Unready();

    /// <summary>Answers <see cref="SignInStep.NewPasswordRequired"/>.</summary>
    public Task<SignInStep> AnswerNewPasswordAsync(
        PendingSignIn pending, string newPassword, CancellationToken cancellationToken = default) => throw Unready();

    /// <summary>
    /// Asks for the key of a new authenticator. Called again (after a reload) with a pending step that has its key, it gives the
    /// same one without asking.
    /// </summary>
    /// <returns><see cref="SignInStep.EnrolmentStarted"/> or <see cref="SignInStep.Refused"/>.</returns>
    public Task<SignInStep> BeginEnrolmentAsync(PendingSignIn pending, CancellationToken cancellationToken = default) =>
        throw Unready();

    /// <summary>Proves the new authenticator with its first code, and finishes the sign-in.</summary>
    public Task<SignInStep> VerifyEnrolmentAsync(PendingSignIn pending, string code, CancellationToken cancellationToken = default) =>
        throw Unready();

    /// <summary>Answers <see cref="SignInStep.CodeRequired"/>. Spaces in the code are ignored.</summary>
    public Task<SignInStep> AnswerCodeAsync(PendingSignIn pending, string code, CancellationToken cancellationToken = default) =>
        throw Unready();

    /// <summary>Answers <see cref="SignInStep.FactorChoiceRequired"/> with one of its choices.</summary>
    public Task<SignInStep> ChooseFactorAsync(PendingSignIn pending, CodeKind choice, CancellationToken cancellationToken = default) =>
        throw Unready();

    /// <summary>
    /// Holds a finished sign-in to TOTP: with it passed, the step itself; without (an OPTIONAL pool, SMS, e-mail), an
    /// <see cref="SignInStep.EnrolmentRequired"/> whose pending step keeps the tokens until an authenticator is proved.
    /// </summary>
    public SignInStep RequireTotp(SignInStep.SignedIn signedIn) => throw Unready();

    /// <summary>Sends a code to set the password anew.</summary>
    /// <returns><see cref="AccountStep.CodeSent"/> or <see cref="AccountStep.Refused"/>; pages answer both alike.</returns>
    public Task<AccountStep> ForgotAsync(string userName, CancellationToken cancellationToken = default) => throw Unready();

    /// <summary>Sets the password anew with the code that was sent.</summary>
    /// <returns><see cref="AccountStep.Done"/> or <see cref="AccountStep.Refused"/>.</returns>
    public Task<AccountStep> ConfirmForgotAsync(
        string userName, string code, string newPassword, CancellationToken cancellationToken = default) => throw Unready();

    /// <summary>Gets new tokens, with the groups and attributes of now.</summary>
    /// <returns><see cref="AccountStep.Refreshed"/> or <see cref="AccountStep.Refused"/>.</returns>
    public Task<AccountStep> RefreshAsync(Tokens current, CancellationToken cancellationToken = default) => throw Unready();

    /// <summary>Changes the password of a signed-in person. Other sessions go on: sign them out yourself.</summary>
    /// <returns><see cref="AccountStep.Done"/> or <see cref="AccountStep.Refused"/>.</returns>
    public Task<AccountStep> ChangePasswordAsync(
        string accessToken, string currentPassword, string newPassword, CancellationToken cancellationToken = default) => throw Unready();

    /// <summary>Asks for the key of an authenticator that will replace the present one once it is proved.</summary>
    /// <returns><see cref="AccountStep.KeyIssued"/> or <see cref="AccountStep.Refused"/>.</returns>
    public Task<AccountStep> BeginReplacementAsync(string accessToken, CancellationToken cancellationToken = default) => throw Unready();

    /// <summary>Proves the authenticator of <see cref="BeginReplacementAsync"/>, which is then asked for at every sign-in.</summary>
    /// <returns><see cref="AccountStep.Done"/> or <see cref="AccountStep.Refused"/>.</returns>
    public Task<AccountStep> VerifyReplacementAsync(string accessToken, string code, CancellationToken cancellationToken = default) =>
        throw Unready();

    /// <summary>Ends every sign-in of the person for Cognito. Tokens that are dead already count as done.</summary>
    /// <returns><see cref="AccountStep.Done"/> or <see cref="AccountStep.Refused"/>.</returns>
    public Task<AccountStep> SignOutEverywhereAsync(string accessToken, CancellationToken cancellationToken = default) => throw Unready();

    /// <summary>Ends this sign-in alone. A token that is dead already counts as done.</summary>
    /// <returns><see cref="AccountStep.Done"/> or <see cref="AccountStep.Refused"/>.</returns>
    public Task<AccountStep> RevokeAsync(string refreshToken, CancellationToken cancellationToken = default) => throw Unready();

    private InvalidOperationException Unready() => new($"Not in this commit yet: {cognito.Config} {pool} {tokens.Pool} {time.GetUtcNow()}");
}
