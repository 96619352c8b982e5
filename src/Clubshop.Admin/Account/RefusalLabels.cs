using Clubshop.Aws.Cognito;

namespace Clubshop.Admin.Account;

/// <summary>Short audit texts for proved factors and refusals.</summary>
internal static class RefusalLabels
{
    /// <summary>A reason: "wrong code".</summary>
    public static string Of(RefusalReason reason) => reason switch
    {
        RefusalReason.WrongCredentials => "wrong email or password",
        RefusalReason.Locked => "locked after too many attempts",
        RefusalReason.CodeWrong => "wrong code",
        RefusalReason.CodeUsed => "a code that was already used",
        RefusalReason.CodeExpired => "an expired code",
        RefusalReason.SessionExpired => "it took too long",
        RefusalReason.PasswordTooWeak => "the new password is too weak",
        RefusalReason.PasswordUsedBefore => "the new password was used before",
        RefusalReason.ResetRequired => "the password has to be reset first",
        RefusalReason.NotConfirmed => "the account is not confirmed",
        RefusalReason.Disabled => "the account is disabled",
        RefusalReason.TemporaryPasswordExpired => "the temporary password has expired",
        RefusalReason.LimitExceeded => "too many attempts",
        RefusalReason.UnsupportedChallenge => "the account requires a step that the portal does not support",
        RefusalReason.CannotReset => "there is no address to send a code to",
        RefusalReason.TokensRevoked => "the session was ended by the sign-in service",
        RefusalReason.TokensNotTrusted => "the tokens were not the sign-in service’s",
        RefusalReason.SignInAgain => "they have to sign in again",
        _ => "refused by the sign-in service",
    };

    /// <summary>A step: "code"; the password without a challenge.</summary>
    public static string Of(PendingChallenge? step) => step switch
    {
        null => "password",
        PendingChallenge.NewPassword => "new password",
        PendingChallenge.Enrolment or PendingChallenge.EnrolmentCode => "setting up the authenticator",
        PendingChallenge.FactorChoice => "choice of a factor",
        _ => "code",
    };

    /// <summary>The proved factors: "password and authenticator code".</summary>
    public static string Of(Factors factors)
    {
        List<string> proved = [];
        foreach (var (factor, words) in ((Factors, string)[])
            [(Factors.Password, "password"), (Factors.Totp, "authenticator code"), (Factors.Sms, "code by SMS"), (Factors.Email, "code by email")])
        {
            if (factors.HasFlag(factor))
                proved.Add(words);
        }

        return proved.Count == 0 ? "nothing" : string.Join(" and ", proved);
    }
}
