using Clubshop.Admin.Common;
using Clubshop.Aws.Cognito;

namespace Clubshop.Admin.Account;

/// <summary>Audit texts for changes of one's own account, and the messages shown when Cognito refuses one.</summary>
internal static class AccountLabels
{
    public const string ChangePassword = "change-password";
    public const string ReplaceAuthenticator = "replace-authenticator";
    public const string EndSession = "end-session";

    public static IEnumerable<KeyValuePair<string, string>> AuditTexts { get; } =
    [
        new(ChangePassword, L.Later("changed the password of")),
        new("ask-" + ChangePassword, L.Later("asked to change the password of")),
        new("refuse-" + ChangePassword, L.Later("was refused a change of password of")),
        new(ReplaceAuthenticator, L.Later("replaced the authenticator of")),
        new("ask-" + ReplaceAuthenticator, L.Later("asked to replace the authenticator of")),
        new("refuse-" + ReplaceAuthenticator, L.Later("was refused a new authenticator of")),
        new(EndSession, L.Later("ended a session of")),
    ];

    public static Problem ProblemOf(RefusalReason reason, string? detail) => reason switch
    {
        RefusalReason.WrongCredentials => new("wrong-password", L["That is not your current password."], "CurrentPassword"),
        RefusalReason.PasswordUsedBefore => new("used-before", L["You have used that password before. Choose one that you have not used here."], "NewPassword"),
        RefusalReason.PasswordTooWeak => new(
            "weak",
            detail is { Length: > 0 } ? L[$"The new password is not strong enough: {detail.TrimEnd('.')}."] : L["The new password is not strong enough. Check the rules."],
            "NewPassword"),
        RefusalReason.CodeWrong or RefusalReason.CodeExpired => new(
            "wrong-code", L["That code is not correct. Type the newest code of the new entry. If it keeps failing, set your phone’s clock to automatic."], "Code"),
        RefusalReason.CodeUsed => new("used-code", L["That code was already used. Wait up to 30 seconds for the next one."], "Code"),
        RefusalReason.LimitExceeded or RefusalReason.Locked => new("limit", L["Too many attempts. Wait an hour, then try again."]),
        RefusalReason.TokensRevoked or RefusalReason.Disabled => new("session-over", L["This session has ended. Sign in again to continue."]),
        _ => new("refused", L["This was refused. Sign in again and try again. If it happens again, ask an Administrator."]),
    };
}
