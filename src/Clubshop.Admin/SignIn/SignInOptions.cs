using System.ComponentModel.DataAnnotations;

namespace Clubshop.Admin.SignIn;

/// <summary>How long sessions and sign-ins last; configuration section <c>SignIn</c>.</summary>
public sealed class SignInOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignIn";

    /// <summary>Hours after which a session ends in any case, 1 to 24.</summary>
    [Range(1, 24)]
    public int SessionHours { get; set; } = 12;

    /// <summary>Minutes of inactivity after which a session ends, 5 to 240.</summary>
    [Range(5, 240)]
    public int IdleMinutes { get; set; } = 30;

    /// <summary>Minutes before the idle timeout at which pages warn, 1 to 10.</summary>
    [Range(1, 10)]
    public int WarnMinutes { get; set; } = 3;

    /// <summary>
    /// Seconds for which an instance trusts what it read of a session, 1 to 30. It limits how long a session that another instance ended
    /// still works here.
    /// </summary>
    [Range(1, 30)]
    public int RecheckSeconds { get; set; } = 30;

    /// <summary>Minutes that each step of a sign-in may take, 3 to 15: Cognito's own session does not live longer.</summary>
    [Range(3, 15)]
    public int StepMinutes { get; set; } = 15;

    /// <summary>
    /// Minimum duration of a response of <c>/sign-in/forgot</c> in milliseconds, 0 to 5,000: more than Cognito needs for an existing
    /// account, so that timing reveals nothing.
    /// </summary>
    [Range(0, 5000)]
    public int ForgotMilliseconds { get; set; } = 1200;

    /// <summary>
    /// Minimum duration of a refused password in milliseconds, 0 to 5,000: more than Cognito needs for any account. Without it, an account
    /// that Cognito has locked answers faster than an unknown name.
    /// </summary>
    [Range(0, 5000)]
    public int RefusedMilliseconds { get; set; } = 800;

    internal TimeSpan RefusedAnswer => TimeSpan.FromMilliseconds(RefusedMilliseconds);

    internal TimeSpan Session => TimeSpan.FromHours(SessionHours);

    internal TimeSpan Idle => TimeSpan.FromMinutes(IdleMinutes);

    internal TimeSpan Warn => TimeSpan.FromMinutes(WarnMinutes);

    internal TimeSpan Recheck => TimeSpan.FromSeconds(RecheckSeconds);

    internal TimeSpan Step => TimeSpan.FromMinutes(StepMinutes);

    internal TimeSpan ForgotAnswer => TimeSpan.FromMilliseconds(ForgotMilliseconds);
}
