using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Ui.Display;

namespace Clubshop.Admin.Dashboard;

/// <summary>Notifications in figures, of those that a person sees. Pure.</summary>
/// <param name="Slice">The newest notifications, and how many there are in each view.</param>
/// <param name="At">Now (UTC).</param>
public sealed record NotificationFigures(NotificationSlice Slice, DateTimeOffset At)
{
    /// <summary>How many of the newest are looked at for results.</summary>
    public const int Looked = 100;

    private const int Days = 14;

    /// <summary>How many of the newest could not be sent.</summary>
    public int CouldNotStart => Slice.Items.Count(it => it.State == NotificationState.Failed);

    /// <summary>What is being sent or will be, then the last results.</summary>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<Notification> Shown(int most) =>
    [
        .. Slice.Items.Where(it => Rank(it.State) < 4).OrderBy(it => Rank(it.State))
            .ThenBy(it => it.State == NotificationState.Scheduled ? it.When ?? it.Stamp.UpdatedAt : default)
            .ThenByDescending(it => it.EndedAt ?? it.Stamp.UpdatedAt).Take(most),
    ];

    /// <summary>Messages that the services accepted on each of the last days, today last.</summary>
    public IReadOnlyList<DayChart.Day> AcceptedPerDay()
    {
        var today = Ist.DayOf(At);
        var counts = Slice.Items.Where(it => it.EndedAt is not null).GroupBy(it => Ist.DayOf(it.EndedAt ?? default))
            .ToDictionary(day => day.Key, day => day.Sum(it => it.Counts.GetValueOrDefault("accepted")));
        return [.. Enumerable.Range(1 - Days, Days).Select(days => today.AddDays(days)).Select(day => ChartDays.Of(day, counts.GetValueOrDefault(day)))];
    }

    private static int Rank(NotificationState state) => state switch
    {
        NotificationState.Sending or NotificationState.Stopping => 0,
        NotificationState.AwaitingApproval => 1,
        NotificationState.Scheduled => 2,
        NotificationState.Draft => 4,
        _ => 3,
    };
}
