using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications.Sending;

namespace Clubshop.Admin.Notifications.Reports;

/// <summary>The outcomes of a send by steps of time that fit how long it took, so that a chart of them has few bars. Pure.</summary>
/// <param name="Counts">The counts; a step begins at a full one in India.</param>
/// <param name="Step">From a minute to a day.</param>
public sealed record SendBuckets(IReadOnlyList<TimeCount> Counts, TimeSpan Step)
{
    /// <summary>Bars that a chart has room for.</summary>
    public const int MaxSteps = 48;

    private static readonly IReadOnlyList<TimeSpan> Steps =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromDays(1),
    ];

    /// <summary>The step in words: "By 15 minutes".</summary>
    public string Words => Step switch
    {
        { TotalDays: >= 1 } => L["By day"],
        { TotalMinutes: 1 } => L["By minute"],
        { TotalMinutes: < 60 } => L[$"By {Step.Minutes} minutes"],
        { TotalHours: 1 } => L["By hour"],
        _ => L[$"By {Step.Hours} hours"],
    };

    /// <summary>The steps of a send: the shortest with at most <see cref="MaxSteps"/> of them, otherwise days.</summary>
    public static SendBuckets Of(SendProgress progress)
    {
        var (counts, finest) = progress.Minutes.Count > 0 ? (progress.Minutes, TimeSpan.FromMinutes(1)) : (progress.Hours, TimeSpan.FromHours(1));
        if (counts.Count == 0)
            return new([], finest);

        var (first, last) = (counts.Min(count => count.From), counts.Max(count => count.From));
        var step = Steps.FirstOrDefault(step => step >= finest && ((Start(last, step) - Start(first, step)) / step) + 1 <= MaxSteps, TimeSpan.FromDays(1));
        return new(
            [.. counts.GroupBy(count => (From: Start(count.From, step), count.Outcome)).OrderBy(group => group.Key.From).ThenBy(group => group.Key.Outcome)
                .Select(group => new TimeCount(group.Key.From, group.Key.Outcome, group.Sum(count => count.Count)))],
            step);
    }

    private static DateTimeOffset Start(DateTimeOffset moment, TimeSpan step)
    {
        var clock = Ist.From(moment).DateTime;
        return Ist.ToUtc(clock.Date.AddTicks(clock.TimeOfDay.Ticks - (clock.TimeOfDay.Ticks % step.Ticks)));
    }
}
