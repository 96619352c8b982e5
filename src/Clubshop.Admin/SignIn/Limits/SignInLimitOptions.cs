using System.ComponentModel.DataAnnotations;

namespace Clubshop.Admin.SignIn.Limits;

/// <summary>
/// After how many failed sign-ins people have to wait; configuration section <c>SignIn:Limits</c>. All instances share the counts.
/// </summary>
public sealed class SignInLimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignIn:Limits";

    /// <summary>Failures from one address within the window without a wait, 1 to 10,000. An office may share an address.</summary>
    [Range(1, 10_000)]
    public int PerAddress { get; set; } = 20;

    /// <summary>Failures on one account within the window without a wait, 1 to 1,000, from any address.</summary>
    [Range(1, 1_000)]
    public int PerAccount { get; set; } = 5;

    /// <summary>Minutes without a failure after which a count starts again at zero, 1 to 1,440.</summary>
    [Range(1, 1_440)]
    public int WindowMinutes { get; set; } = 15;

    /// <summary>The first wait in milliseconds, 0 to 10,000; each further failure doubles it. 0 disables waiting, for load tests.</summary>
    [Range(0, 10_000)]
    public int FirstWaitMilliseconds { get; set; } = 500;

    /// <summary>The longest wait in milliseconds, 0 to 30,000: nobody is locked out, only slowed down.</summary>
    [Range(0, 30_000)]
    public int MostWaitMilliseconds { get; set; } = 8_000;

    /// <summary>
    /// How many milliseconds an attempt may wait for earlier ones, 1,000 to 120,000; one that would wait longer is refused at once with
    /// status 429. Never less than the longest single wait.
    /// </summary>
    [Range(1_000, 120_000)]
    public int LongestQueueMilliseconds { get; set; } = 30_000;

    /// <summary>How many days the portal remembers that somebody signed in from an address, 1 to 3,650.</summary>
    [Range(1, 3_650)]
    public int KnownDays { get; set; } = 90;

    internal TimeSpan LongestQueue => TimeSpan.FromMilliseconds(Math.Max(LongestQueueMilliseconds, MostWaitMilliseconds));

    internal TimeSpan Window => TimeSpan.FromMinutes(WindowMinutes);

    /// <summary>The wait before the next attempt after this many failures.</summary>
    internal TimeSpan WaitAfter(int failures, int allowed)
    {
        if (failures < allowed || FirstWaitMilliseconds == 0)
            return TimeSpan.Zero;

        var doubled = FirstWaitMilliseconds * Math.Pow(2, Math.Min(failures - allowed, 20));
        return TimeSpan.FromMilliseconds(Math.Min(doubled, MostWaitMilliseconds));
    }
}
