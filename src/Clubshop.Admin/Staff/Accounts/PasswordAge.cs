using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Staff.Accounts;

/// <summary>
/// The maximum age of a password. Cognito's passwords never expire, so the portal keeps the date (<see cref="StaffTimes"/>) and requires a new
/// one after the last factor of a sign-in, before the session starts.
/// </summary>
public sealed class PasswordAge(IOptions<StaffOptions> options, TimeProvider time)
{
    /// <summary>Days before the expiry at which people are warned.</summary>
    public const int WarnDays = 7;

    private int Days => options.Value.PasswordMaxAgeDays;

    /// <summary>When a password set at this time expires, UTC; null without a maximum age, or when the date is unknown.</summary>
    public DateTimeOffset? DueAt(DateTimeOffset? setAt) => Days == 0 ? null : setAt + TimeSpan.FromDays(Days);

    /// <summary>Whether the password has expired.</summary>
    public bool IsExpired(DateTimeOffset? setAt) => DueAt(setAt) <= time.GetUtcNow();

    /// <summary>Whether it expires within <see cref="WarnDays"/>.</summary>
    public bool ExpiresSoon(DateTimeOffset? setAt) => DueAt(setAt) - time.GetUtcNow() <= TimeSpan.FromDays(WarnDays);
}
