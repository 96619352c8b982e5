using System.Globalization;
using System.Runtime.InteropServices;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>A notification that a person was sent.</summary>
/// <param name="Notification">Its id.</param>
/// <param name="At">When it was counted (UTC), just before the call.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Counted(string Notification, DateTimeOffset At);

/// <summary>
/// The rule of the weekly limit: nobody is sent more than so many notifications in any seven days, over all channels. Several phones of a person
/// count once. Pure.
/// </summary>
internal static class WeekLimit
{
    /// <summary>The seven days.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(7);

    /// <summary>How long a count is kept: longer than it counts, so that an instance whose clock is ahead does not forget for the others.</summary>
    public static readonly TimeSpan Kept = 2 * Window;

    // What was counted this recently is the same sending: another phone of the person, another try, or another instance after a crash.
    private static readonly TimeSpan Same = TimeSpan.FromHours(1);

    /// <summary>Whether a person has had enough, so that one more is too many.</summary>
    /// <param name="had">What they were sent.</param>
    /// <param name="replaced">Notifications that do not count, because they did not reach the person.</param>
    /// <param name="at">When the next one would be sent. A count of a clock that is ahead counts too.</param>
    /// <param name="max">The limit.</param>
    public static bool IsFull(IEnumerable<Counted> had, IReadOnlyCollection<string> replaced, DateTimeOffset at, int max) =>
        had.Count(one => one.At > at - Window && !replaced.Contains(one.Notification)) >= max;

    /// <summary>What to store when a notification is sent to a person: the same list if it is counted already; null if they have had enough.</summary>
    public static IReadOnlyList<Counted>? With(IReadOnlyList<Counted> had, string notification, IReadOnlyCollection<string> replaced, DateTimeOffset now, int max)
    {
        if (had.Any(one => one.Notification == notification && one.At > now - Same))
            return had;

        List<Counted> others = [.. had.Where(one => one.Notification != notification && !replaced.Contains(one.Notification))];
        return IsFull(others, [], now, max) ? null : [.. others.Where(one => one.At > now - Kept), new(notification, now)];
    }

    /// <summary>A count as it is stored.</summary>
    public static string ToText(Counted one) => FormattableString.Invariant($"{one.Notification}@{one.At.ToUnixTimeMilliseconds()}");

    /// <summary>A stored count; null if it is none.</summary>
    public static Counted? Read(string text) =>
        text.Split('@') is [var id, var at] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? new(id, DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))
            : null;
}
