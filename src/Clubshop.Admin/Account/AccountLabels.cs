using Clubshop.Admin.Common;
using Clubshop.Aws.Cognito;

namespace Clubshop.Admin.Account;

/// <summary>What a person did with their own account, in the audit log's words, and why it was refused, in a person's.</summary>
internal static class AccountLabels
{
    public const string ChangePassword = "change-password";
    public const string ReplaceAuthenticator = "replace-authenticator";
    public const string EndSession = "end-session";

    public static IEnumerable<KeyValuePair<string, string>> AuditTexts { get; } =
    [
        new(ChangePassword, "changed their password of"),
        new("ask-" + ChangePassword, "asked to change their password of"),
        new("refuse-" + ChangePassword, "was refused a change of password of"),
        new(ReplaceAuthenticator, "replaced their authenticator of"),
        new("ask-" + ReplaceAuthenticator, "asked to replace their authenticator of"),
        new("refuse-" + ReplaceAuthenticator, "was refused another authenticator of"),
        new(EndSession, "ended a session of"),
    ];

    public static Problem ProblemOf(RefusalReason reason, string? detail) => reason switch
    {
        RefusalReason.WrongCredentials => new("wrong-password", "That is not the password you have now.", "CurrentPassword"),
        RefusalReason.PasswordUsedBefore => new("used-before", "You have had that password before. Choose one that you have not used here.", "NewPassword"),
        RefusalReason.PasswordTooWeak => new(
            "weak",
            detail is { Length: > 0 } ? $"The new password is not strong enough: {detail.TrimEnd('.')}." : "The new password is not strong enough. Look at the rules and add to it.",
            "NewPassword"),
        RefusalReason.CodeWrong or RefusalReason.CodeExpired => new(
            "wrong-code", "That code is not right. Type the newest one of the new entry; if it keeps failing, set your phone’s clock to automatic.", "Code"),
        RefusalReason.CodeUsed => new("used-code", "That code was used already. Wait for the next one, at most 30 seconds.", "Code"),
        RefusalReason.LimitExceeded or RefusalReason.Locked => new("limit", "There were too many tries. Wait an hour, then try again."),
        RefusalReason.TokensRevoked or RefusalReason.Disabled => new("session-over", "Cognito has ended this session. Sign in again to go on."),
        _ => new("refused", "Cognito refused this. Sign in again and try once more; if it happens again, ask an Administrator."),
    };
}
