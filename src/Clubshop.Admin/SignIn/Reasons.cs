namespace Clubshop.Admin.SignIn;

/// <summary>Why somebody is at the sign-in page, as its address says it (<c>?reason=</c>), and the sentence that goes with it.</summary>
public static class Reasons
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

    /// <summary>The sentence for a reason; null for none and for words that are not ours.</summary>
    public static string? Sentence(string? reason) => reason switch
    {
        Ended => "Your session was ended. Sign in again to go on; what you were typing is kept where the page says so.",
        Idle => "You were signed out because nothing happened for a while. Sign in again to go on where you were.",
        Expired => "A session lasts a working day, and yours is over. Sign in again to go on where you were.",
        SignedOut => "You are signed out.",
        StepExpired => "That sign-in took too long or was answered already. Start again with your password.",
        FormExpired => "This page had been open for too long, or somebody signed in or out in between. Please try once more.",
        PasswordReset => "Your password is changed. Sign in with the new one.",
        SignInAgain => "Your authenticator is set up already. Sign in again and give its code.",
        TooMany => "There were too many tries. Wait a quarter of an hour, then start again with your password.",
        Unsupported => "Your account asks for a step that this portal cannot take. Ask an Administrator to look at the pool’s settings.",
        NotFinished => "The sign-in could not be finished. Start again with your password; if it happens again, ask an Administrator.",
        _ => null,
    };

    /// <summary>Whether the sentence is good news.</summary>
    public static bool IsGood(string? reason) => reason is SignedOut or PasswordReset;

    internal static string Of(SessionEnd end) => end switch
    {
        SessionEnd.SignedOut => SignedOut,
        SessionEnd.Idle => Idle,
        SessionEnd.Expired => Expired,
        _ => Ended,
    };
}
