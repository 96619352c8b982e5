using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers.Calendar;

/// <summary>How the calendar reads. Pure.</summary>
public static class CalendarLabels
{
    private const int LongestTitle = 60;

    /// <summary>A day as the language of the person writes it.</summary>
    /// <param name="pattern">What of it, such as "d MMM".</param>
    /// <param name="day">The day.</param>
    public static string In(string pattern, DateOnly day) => day.ToString(pattern, Languages.Dates);

    /// <summary>How much is shown.</summary>
    public static string Of(CalendarSpan span) => span switch
    {
        CalendarSpan.Month => L.Later("Month"),
        CalendarSpan.Week => L.Later("Week"),
        _ => L.Later("Day"),
    };

    /// <summary>What happens when a thing begins.</summary>
    public static string Begins(CalendarKind kind) => kind switch
    {
        CalendarKind.Change => L.Later("Planned change"),
        CalendarKind.Back => L.Later("Goes back"),
        CalendarKind.Send => L.Later("Notification"),
        _ => L.Later("Starts"),
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
        thing.IsMoment ? L[Begins(thing.Kind)] : null,
        thing.Title,
        thing.Shop,
        thing.IsMoment ? Format.DateTime(thing.From) + " IST" : Lasts(thing),
    }.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>From when until when.</summary>
    public static string Lasts(CalendarThing thing) => thing.To is { } to
        ? L[$"{Format.Date(thing.FirstDay)} to {Format.Date(Ist.DayOf(to.AddTicks(-1)))}"]
        : L[$"from {Format.Date(thing.FirstDay)}, open end"];

    /// <summary>A day: "Mon 30 Nov".</summary>
    public static string Day(DateOnly day) => In("ddd d MMM", day);

    /// <summary>A gap in words.</summary>
    public static string Of(CalendarGap gap, DateTimeOffset now) => L[$"Nothing is live {Between(gap.From, gap.To, now)}."];

    /// <summary>An overlap in words.</summary>
    public static string Of(CalendarOverlap overlap, DateTimeOffset now)
    {
        var titles = Format.Listed([.. overlap.Titles.Select(title => $"“{TextCut.Shown(title, LongestTitle)}”")]);
        var when = overlap.To is { } to ? Between(overlap.From, to, now) : L[$"from {Format.Day(overlap.From, now)} on"];
        return overlap.Most > overlap.Titles.Count
            ? L[$"{Format.Number(overlap.Most)} offers at once {when}: {titles} and more."]
            : L[$"{Format.Number(overlap.Most)} offers at once {when}: {titles}."];
    }

    private static string Between(DateTimeOffset from, DateTimeOffset to, DateTimeOffset now)
    {
        var last = Format.LastOf(to);
        if (from == Ist.StartOf(Ist.DayOf(from)) && to - from == TimeSpan.FromDays(1))
            return L[$"on {Format.Day(from, now)}"];

        return Ist.DayOf(from) == Ist.DayOf(last)
            ? L[$"on {Format.Day(from, now)}, {Format.Clock(from)} to {Format.Clock(to)}"]
            : L[$"from {Format.Day(from, now)} to {Format.Day(last, now)}"];
    }
}
