namespace Clubshop.Aws.Cognito;

/// <summary>
/// What a step of a sign-in came to: a closed set. Every case but <see cref="SignedIn"/> and <see cref="Refused"/> carries the
/// <see cref="PendingSignIn"/> to keep for the next answer.
/// </summary>
public abstract record SignInStep
{
    private SignInStep()
    {
    }

    /// <summary>
    /// Cognito is satisfied. Whether the portal is, <paramref name="Passed"/> decides: a role that needs TOTP gets no cookie
    /// without <see cref="Factors.Totp"/>; see <see cref="SignInFlow.RequireTotp"/>.
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

    /// <summary>A code is asked for: <see cref="SignInFlow.AnswerCodeAsync"/>.</summary>
    /// <param name="Kind">Where it comes from.</param>
    /// <param name="Destination">Where it was sent, masked; null for an authenticator.</param>
    /// <param name="Pending">For the answer.</param>
    public sealed record CodeRequired(CodeKind Kind, string? Destination, PendingSignIn Pending) : SignInStep;

    /// <summary>The person has several factors and prefers none: <see cref="SignInFlow.ChooseFactorAsync"/>.</summary>
    public sealed record FactorChoiceRequired(IReadOnlyList<CodeKind> Choices, PendingSignIn Pending) : SignInStep;

    /// <summary>Refused. With <see cref="CanRetry"/> the step takes another answer: keep <see cref="Pending"/> for it.</summary>
    /// <param name="Reason">Why; pages decide what of it may be told.</param>
    /// <param name="Detail">
    /// For <see cref="RefusalReason.PasswordTooWeak"/> the rule that failed, for <see cref="RefusalReason.UnsupportedChallenge"/>
    /// the challenge's name, for <see cref="RefusalReason.TokensNotTrusted"/> the claim; else null.
    /// </param>
    public sealed record Refused(RefusalReason Reason, string? Detail = null) : SignInStep
    {
        /// <summary>What takes the next answer, with Cognito's newest session; null where the sign-in starts again.</summary>
        public PendingSignIn? Pending { get; init; }

        /// <summary>Whether the sign-in goes on after a better answer; otherwise it starts again at the password.</summary>
        public bool CanRetry => Pending is not null;
    }
}

/// <summary>What an operation outside a sign-in came to: a closed set.</summary>
public abstract record AccountStep
{
    private AccountStep()
    {
    }

    /// <summary>Done.</summary>
    public sealed record Done : AccountStep;

    /// <summary>
    /// A code was sent, or Cognito says so: for an account that does not exist it may pretend. Tell the visitor the same either way.
    /// </summary>
    public sealed record CodeSent(CodeKind Kind, string? Destination) : AccountStep;

    /// <summary>New tokens; store them in place of the old ones, refresh token included.</summary>
    public sealed record Refreshed(Tokens Tokens) : AccountStep;

    /// <summary>The key of an authenticator that a signed-in person starts to enrol.</summary>
    /// <param name="SecretKey">Base32, without padding; a secret.</param>
    public sealed record KeyIssued(string SecretKey) : AccountStep
    {
        /// <inheritdoc/>
        public override string ToString() => "KeyIssued";
    }

    /// <summary>Refused.</summary>
    /// <param name="Reason">Why; pages decide what of it may be told.</param>
    /// <param name="Detail">For <see cref="RefusalReason.PasswordTooWeak"/> the rule that failed; else null.</param>
    public sealed record Refused(RefusalReason Reason, string? Detail = null) : AccountStep;
}

/// <summary>Why Cognito, or this client on its behalf, refused.</summary>
public enum RefusalReason
{
    /// <summary>Name or password are wrong, or nobody of that name exists: deliberately one reason.</summary>
    WrongCredentials,
    /// <summary>Too many failed tries; Cognito lets nobody try for a while (1 s, doubling, up to about 15 min).</summary>
    Locked,
    /// <summary>The code is not the right one; the same step can be tried again.</summary>
    CodeWrong,
    /// <summary>The authenticator's code was used already; wait for the next one (up to 30 s).</summary>
    CodeUsed,
    /// <summary>The code that was sent is too old, or a newer one was sent.</summary>
    CodeExpired,
    /// <summary>The sign-in took too long, or its step was answered already: start again at the password.</summary>
    SessionExpired,
    /// <summary>The new password breaks the pool's policy; the detail names the rule.</summary>
    PasswordTooWeak,
    /// <summary>The new password is among the last ones (the pool's PasswordHistorySize).</summary>
    PasswordUsedBefore,
    /// <summary>An administrator reset the password: it is set anew with the code that was sent.</summary>
    ResetRequired,
    /// <summary>The account was never confirmed.</summary>
    NotConfirmed,
    /// <summary>The account is disabled.</summary>
    Disabled,
    /// <summary>The temporary password of the invitation has expired; it has to be sent again.</summary>
    TemporaryPasswordExpired,
    /// <summary>Too many calls, or too many tries of this kind in the hour: try later.</summary>
    LimitExceeded,
    /// <summary>The pool asks for something this portal cannot answer; the detail names it.</summary>
    UnsupportedChallenge,
    /// <summary>No way to send a code: no verified address, or the account's state does not allow a reset.</summary>
    CannotReset,
    /// <summary>The session behind the tokens is over: revoked, expired, or the person is gone.</summary>
    TokensRevoked,
    /// <summary>The tokens are not of this pool and client: another key, issuer, audience, or too old. Worth an alarm.</summary>
    TokensNotTrusted,
    /// <summary>The person has an authenticator that was not asked for; it has been made the preferred one: sign in again.</summary>
    SignInAgain,
}
