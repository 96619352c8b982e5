namespace Clubshop.Aws.Cognito;

/// <summary>
/// The outcome of a step of a sign-in: a closed set. Every case but <see cref="SignedIn"/> and <see cref="Refused"/> carries the
/// <see cref="PendingSignIn"/> for the next answer.
/// </summary>
public abstract record SignInStep
{
    private SignInStep()
    {
    }

    /// <summary>
    /// Cognito completed the sign-in. The portal also requires <see cref="Factors.Totp"/> in <paramref name="Passed"/>; see
    /// <see cref="SignInFlow.RequireTotp"/>.
    /// </summary>
    public sealed record SignedIn(Tokens Tokens, Factors Passed) : SignInStep;

    /// <summary>The password was temporary: ask for a new one, then <see cref="SignInFlow.AnswerNewPasswordAsync"/>.</summary>
    public sealed record NewPasswordRequired(PendingSignIn Pending) : SignInStep;

    /// <summary>An authenticator has to be enrolled: <see cref="SignInFlow.BeginEnrolmentAsync"/>.</summary>
    public sealed record EnrolmentRequired(PendingSignIn Pending) : SignInStep;

    /// <summary>The key to show as QR code and text; then <see cref="SignInFlow.VerifyEnrolmentAsync"/>.</summary>
    /// <param name="SecretKey">Base32, without padding; a secret.</param>
    /// <param name="Pending">Carries the same key, for a reload.</param>
    public sealed record EnrolmentStarted(string SecretKey, PendingSignIn Pending) : SignInStep
    {
        /// <inheritdoc/>
        public override string ToString() => "EnrolmentStarted";
    }

    /// <summary>A code is required: <see cref="SignInFlow.AnswerCodeAsync"/>.</summary>
    /// <param name="Kind">Where it comes from.</param>
    /// <param name="Destination">Where it was sent, masked; null for an authenticator.</param>
    /// <param name="Pending">For the answer.</param>
    public sealed record CodeRequired(CodeKind Kind, string? Destination, PendingSignIn Pending) : SignInStep;

    /// <summary>The person has several factors and no preferred one: <see cref="SignInFlow.ChooseFactorAsync"/>.</summary>
    public sealed record FactorChoiceRequired(IReadOnlyList<CodeKind> Choices, PendingSignIn Pending) : SignInStep;

    /// <summary>Refused. With <see cref="CanRetry"/> the step accepts another answer: keep <see cref="Pending"/> for it.</summary>
    /// <param name="Reason">Why; pages decide what they may show.</param>
    /// <param name="Detail">
    /// For <see cref="RefusalReason.PasswordTooWeak"/> the rule that failed, for <see cref="RefusalReason.UnsupportedChallenge"/>
    /// the challenge's name, for <see cref="RefusalReason.TokensNotTrusted"/> the claim; else null.
    /// </param>
    public sealed record Refused(RefusalReason Reason, string? Detail = null) : SignInStep
    {
        /// <summary>The step for the next answer, with Cognito's newest session; null when the sign-in starts again.</summary>
        public PendingSignIn? Pending { get; init; }

        /// <summary>Whether the sign-in continues after a better answer; otherwise it starts again at the password.</summary>
        public bool CanRetry => Pending is not null;
    }
}

/// <summary>The outcome of an account operation: a closed set.</summary>
public abstract record AccountStep
{
    private AccountStep()
    {
    }

    /// <summary>Done.</summary>
    public sealed record Done : AccountStep;

    /// <summary>
    /// A code was sent, or Cognito claims so: for an unknown account it may pretend. Show the visitor the same in both cases.
    /// </summary>
    public sealed record CodeSent(CodeKind Kind, string? Destination) : AccountStep;

    /// <summary>New tokens; replace the old ones with them, including the refresh token.</summary>
    public sealed record Refreshed(Tokens Tokens) : AccountStep;

    /// <summary>The key of an authenticator that a signed-in person starts to enrol.</summary>
    /// <param name="SecretKey">Base32, without padding; a secret.</param>
    public sealed record KeyIssued(string SecretKey) : AccountStep
    {
        /// <inheritdoc/>
        public override string ToString() => "KeyIssued";
    }

    /// <summary>Refused.</summary>
    /// <param name="Reason">Why; pages decide what they may show.</param>
    /// <param name="Detail">For <see cref="RefusalReason.PasswordTooWeak"/> the rule that failed; else null.</param>
    public sealed record Refused(RefusalReason Reason, string? Detail = null) : AccountStep;
}

/// <summary>Why Cognito, or this client on its behalf, refused.</summary>
public enum RefusalReason
{
    /// <summary>Name or password is wrong, or the name does not exist: deliberately one reason.</summary>
    WrongCredentials,
    /// <summary>Too many failed attempts; Cognito locks the account for a while (1 s, doubling, up to about 15 min).</summary>
    Locked,
    /// <summary>The code is wrong; the same step can be repeated.</summary>
    CodeWrong,
    /// <summary>The authenticator's code was already used; wait for the next one (up to 30 s).</summary>
    CodeUsed,
    /// <summary>The code that was sent is too old, or a newer one was sent.</summary>
    CodeExpired,
    /// <summary>The sign-in took too long, or its step was already answered: start again at the password.</summary>
    SessionExpired,
    /// <summary>The new password breaks the pool's policy; the detail names the rule.</summary>
    PasswordTooWeak,
    /// <summary>The new password is one of the last ones (the pool's PasswordHistorySize).</summary>
    PasswordUsedBefore,
    /// <summary>An administrator reset the password: set a new one with the code that was sent.</summary>
    ResetRequired,
    /// <summary>The account was never confirmed.</summary>
    NotConfirmed,
    /// <summary>The account is disabled.</summary>
    Disabled,
    /// <summary>The temporary password has expired; the invitation has to be sent again.</summary>
    TemporaryPasswordExpired,
    /// <summary>Too many calls, or too many attempts of this kind within an hour: try later.</summary>
    LimitExceeded,
    /// <summary>The pool requires a challenge that the portal does not support; the detail names it.</summary>
    UnsupportedChallenge,
    /// <summary>No code can be sent: no verified address, or the account's state does not allow a reset.</summary>
    CannotReset,
    /// <summary>The session behind the tokens has ended: revoked, expired, or the person was deleted.</summary>
    TokensRevoked,
    /// <summary>The tokens were not issued by this pool for this client (key, issuer or audience), or have expired. Worth an alarm.</summary>
    TokensNotTrusted,
    /// <summary>The person has an authenticator that Cognito did not ask for; it is now the preferred one: sign in again.</summary>
    SignInAgain,
}
