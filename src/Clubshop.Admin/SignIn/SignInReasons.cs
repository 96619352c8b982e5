using Clubshop.Admin.SignIn.Sessions;

namespace Clubshop.Admin.SignIn;

/// <summary>Why somebody is on the sign-in page (<c>?reason=</c>), with the sentence for each reason.</summary>
public static class SignInReasons
{
    public const string Ended = "ended";
    public const string Idle = "idle";
    public const string Expired = "expired";
    public const string SignedOut = "signed-out";
    public const string StepExpired = "step-expired";
    public const string FormExpired = "form-expired";
    public const string PasswordReset = "password-reset";
    public const string SignInAgain = "again";

    public const string TooMany = "too-many";
    public const string Unsupported = "unsupported";
    public const string NotFinished = "not-finished";

    /// <summary>The sentence for a reason; null without one and for an unknown one.</summary>
    public static string? Sentence(string? reason) => reason switch
    {
        Ended => L["Your session has ended. Sign in again to continue; drafts are kept where the page says so."],
        Idle => L["You were signed out because you were inactive. Sign in again to continue where you were."],
        Expired => L["Sessions last one working day, and yours has ended. Sign in again to continue where you were."],
        SignedOut => L["You are signed out."],
        StepExpired => L["That sign-in took too long or was already completed. Start again with your password."],
        FormExpired => L["This page was open for too long, or somebody signed in or out in the meantime. Try again."],
        PasswordReset => L["Your password was changed. Sign in with the new one."],
        SignInAgain => L["Your authenticator is already set up. Sign in again with its code."],
        TooMany => L["Too many attempts. Wait 15 minutes, then start again with your password."],
        Unsupported => L["Your account requires a step that this portal does not support. Ask an Administrator to check the pool’s settings."],
        NotFinished => L["The sign-in could not be completed. Start again with your password; if it happens again, ask an Administrator."],
        _ => null,
    };

    /// <summary>Whether the reason is a success.</summary>
    public static bool IsGood(string? reason) => reason is SignedOut or PasswordReset;

    internal static string Of(SessionEnd end) => end switch
    {
        SessionEnd.SignedOut => SignedOut,
        SessionEnd.Idle => Idle,
        SessionEnd.Expired => Expired,
        _ => Ended,
    };
}
