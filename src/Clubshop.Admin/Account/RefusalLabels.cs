using Clubshop.Aws.Cognito;

namespace Clubshop.Admin.Account;

/// <summary>What was proved and what was refused, in a few words for the audit log.</summary>
internal static class RefusalLabels
{
    /// <summary>Why Cognito refused: "wrong code".</summary>
    public static string Of(RefusalReason reason) => reason switch
    {
        RefusalReason.WrongCredentials => "wrong email or password",
        RefusalReason.Locked => "locked after too many tries",
        RefusalReason.CodeWrong => "wrong code",
        RefusalReason.CodeUsed => "a code that was used already",
        RefusalReason.CodeExpired => "a code that is too old",
        RefusalReason.SessionExpired => "it took too long",
        RefusalReason.PasswordTooWeak => "the new password is too weak",
        RefusalReason.PasswordUsedBefore => "the new password was used before",
        RefusalReason.ResetRequired => "the password has to be reset first",
        RefusalReason.NotConfirmed => "the account is not confirmed",
        RefusalReason.Disabled => "the account is disabled",
        RefusalReason.TemporaryPasswordExpired => "the temporary password is too old",
        RefusalReason.LimitExceeded => "too many tries",
        RefusalReason.UnsupportedChallenge => "the pool asks for a step that the portal does not have",
        RefusalReason.CannotReset => "there is no address that a code could go to",
        RefusalReason.TokensRevoked => "the session was ended in Cognito",
        RefusalReason.TokensNotTrusted => "the answer was not Cognito's",
        RefusalReason.SignInAgain => "signing in again was needed",
        _ => "refused by Cognito",
    };

    /// <summary>At which step: "authenticator code"; the password where none follows.</summary>
    public static string Of(PendingChallenge? step) => step switch
    {
        null => "password",
        PendingChallenge.NewPassword => "new password",
        PendingChallenge.Enrolment or PendingChallenge.EnrolmentCode => "setting up the authenticator",
        PendingChallenge.FactorChoice => "choice of the code",
        _ => "code",
    };

    /// <summary>What was proved: "password and authenticator code".</summary>
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
