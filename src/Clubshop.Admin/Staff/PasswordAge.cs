using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Staff;

/// <summary>
/// How old a password may be. Cognito's passwords never expire, so the portal keeps the date (<see cref="StaffTimes"/>) and asks for
/// another one after the sign-in's last factor, before there is a session.
/// </summary>
public sealed class PasswordAge(IOptions<StaffOptions> options, TimeProvider time)
{
    /// <summary>Days before the end at which people are told.</summary>
    public const int WarnDays = 7;

    private int Days => options.Value.PasswordMaxAgeDays;

    /// <summary>When a password set at an instant is too old, UTC; null where there is no age, or the date is not known.</summary>
    public DateTimeOffset? DueAt(DateTimeOffset? setAt) => Days == 0 ? null : setAt + TimeSpan.FromDays(Days);

    /// <summary>Whether another one is needed now.</summary>
    public bool IsOver(DateTimeOffset? setAt) => DueAt(setAt) <= time.GetUtcNow();

    /// <summary>Whether another one is needed within <see cref="WarnDays"/>.</summary>
    public bool IsSoon(DateTimeOffset? setAt) => DueAt(setAt) - time.GetUtcNow() <= TimeSpan.FromDays(WarnDays);
}
