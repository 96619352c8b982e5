using System.ComponentModel.DataAnnotations;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// From how many failures on the door makes people wait; configuration section <c>SignIn:Limits</c>. All instances count together.
/// </summary>
public sealed class SignInLimitOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "SignIn:Limits";

    /// <summary>Failures from one address within the window that are answered at once, 1 to 10,000. An office may share an address.</summary>
    [Range(1, 10_000)]
    public int PerAddress { get; set; } = 20;

    /// <summary>Failures on one account within the window that are answered at once, 1 to 1,000, whatever their address.</summary>
    [Range(1, 1_000)]
    public int PerAccount { get; set; } = 5;

    /// <summary>Minutes without a failure after which a count begins anew, 1 to 1,440.</summary>
    [Range(1, 1_440)]
    public int WindowMinutes { get; set; } = 15;

    /// <summary>Milliseconds of the first wait, 0 to 10,000; each further failure doubles it. 0 never waits: for load tests.</summary>
    [Range(0, 10_000)]
    public int FirstWaitMilliseconds { get; set; } = 500;

    /// <summary>Milliseconds of the longest wait, 0 to 30,000: nobody is locked out, only slowed down.</summary>
    [Range(0, 30_000)]
    public int MostWaitMilliseconds { get; set; } = 8_000;

    /// <summary>
    /// Milliseconds that a try may wait for those before it, 1,000 to 120,000; one that would wait for longer is refused at once with status
    /// 429. Never less than the longest wait of one.
    /// </summary>
    [Range(1_000, 120_000)]
    public int LongestQueueMilliseconds { get; set; } = 30_000;

    /// <summary>Days for which the portal remembers from which address somebody signed in, 1 to 3,650.</summary>
    [Range(1, 3_650)]
    public int KnownDays { get; set; } = 90;

    internal TimeSpan LongestQueue => TimeSpan.FromMilliseconds(Math.Max(LongestQueueMilliseconds, MostWaitMilliseconds));

    internal TimeSpan Window => TimeSpan.FromMinutes(WindowMinutes);

    /// <summary>The wait before the next answer after so many failures.</summary>
    internal TimeSpan WaitAfter(int failures, int allowed)
    {
        if (failures < allowed || FirstWaitMilliseconds == 0)
            return TimeSpan.Zero;

        var doubled = FirstWaitMilliseconds * Math.Pow(2, Math.Min(failures - allowed, 20));
        return TimeSpan.FromMilliseconds(Math.Min(doubled, MostWaitMilliseconds));
    }
}
