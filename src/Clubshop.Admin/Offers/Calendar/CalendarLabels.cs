using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers.Calendar;

/// <summary>How the calendar reads. Pure.</summary>
public static class CalendarLabels
{
    private const int LongestTitle = 60;

    /// <summary>What happens when a thing begins.</summary>
    public static string Begins(CalendarKind kind) => kind switch
    {
        CalendarKind.Change => "Planned change",
        CalendarKind.Back => "Goes back",
        CalendarKind.Send => "Notification",
        _ => "Starts",
    };

    /// <summary>The class that draws a kind.</summary>
    public static string ClassOf(CalendarKind kind) => kind switch
    {
        CalendarKind.Change => "change",
        CalendarKind.Back => "back-again",
        CalendarKind.Send => "send",
        _ => "offer",
    };

    /// <summary>A thing in words: "₹75 off, Filter Coffee Company, 2 Dec 2026 to 30 Dec 2026".</summary>
    public static string Of(CalendarThing thing) => string.Join(", ", new[]
    {
        thing.IsMoment ? Begins(thing.Kind) : null,
        thing.Title,
        thing.Shop,
        thing.IsMoment ? Format.DateTime(thing.From) + " IST" : Lasts(thing),
    }.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>From when until when.</summary>
    public static string Lasts(CalendarThing thing) => thing.To is { } to
        ? $"{Format.Date(thing.FirstDay)} to {Format.Date(Ist.DayOf(to.AddTicks(-1)))}"
        : $"from {Format.Date(thing.FirstDay)}, open end";

    /// <summary>A day: "Mon 30 Nov".</summary>
    public static string Day(DateOnly day) => day.ToString("ddd d MMM", CultureInfo.InvariantCulture);

    /// <summary>A gap in words.</summary>
    public static string Of(CalendarGap gap, DateTimeOffset now) => $"Nothing is live {Between(gap.From, gap.To, now)}.";

    /// <summary>An overlap in words.</summary>
    public static string Of(CalendarOverlap overlap, DateTimeOffset now)
    {
        var titles = Format.Listed([.. overlap.Titles.Select(title => $"“{TextCut.Shown(title, LongestTitle)}”")]);
        var more = overlap.Most > overlap.Titles.Count ? " and more" : "";
        return $"{Format.Number(overlap.Most)} offers at once {(overlap.To is { } to ? Between(overlap.From, to, now) : $"from {Format.Day(overlap.From, now)} on")}: {titles}{more}.";
    }

    private static string Between(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        var last = Format.LastOf(to);
        if (from == Ist.StartOf(Ist.DayOf(from)) && to - from == TimeSpan.FromDays(1))
            return $"on {Format.Day(from, now)}";

        return Ist.DayOf(from) == Ist.DayOf(last) ? $"on {Format.Day(from, now)}, {Format.Clock(from)} to {Format.Clock(to)}" : $"from {Format.Day(from, now)} to {Format.Day(last, now)}";
    }
}
