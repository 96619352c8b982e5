using Clubshop.Admin.Ui;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using IcalEvent = Ical.Net.CalendarComponents.CalendarEvent;

namespace Clubshop.Admin.Offers.Calendar.Sharing;

/// <summary>The calendar as calendar programs read it (RFC 5545): an offer lasts whole days and keeps nobody busy, what happens at a moment is at that moment. Pure.</summary>
public static class CalendarFeed
{
    /// <summary>Writes it.</summary>
    /// <param name="things">What is in it.</param>
    /// <param name="site">The portal's address, for the links.</param>
    /// <param name="now">When it is written (UTC).</param>
    public static string Write(IEnumerable<CalendarThing> things, Uri site, DateTimeOffset now)
    {
        var calendar = new Ical.Net.Calendar { ProductId = "-//Clubshop//Clubshop Admin//EN", Method = "PUBLISH" };
        calendar.AddProperty("X-WR-CALNAME", "Clubshop offers");
        calendar.AddProperty("X-PUBLISHED-TTL", "PT1H");
        calendar.AddProperty("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
        foreach (var thing in things)
            calendar.Events.Add(EventOf(thing, site, now));

        return new CalendarSerializer().SerializeToString(calendar) ?? "";
    }

    private static IcalEvent EventOf(CalendarThing thing, Uri site, DateTimeOffset now)
    {
        // An offer without an end is on the day it starts.
        var (start, end) = thing.IsMoment
            ? (new CalDateTime(thing.From.UtcDateTime, "UTC"), new CalDateTime(thing.From.UtcDateTime.AddMinutes(15), "UTC"))
            : (new CalDateTime(thing.FirstDay), new CalDateTime((thing.To is null ? thing.FirstDay : thing.LastDay).AddDays(1)));
        return new()
        {
            Uid = FormattableString.Invariant($"{CalendarLabels.ClassOf(thing.Kind)}-{thing.Href.Trim('/').Replace('/', '-')}-{thing.From.ToUnixTimeSeconds()}@clubshop"),
            DtStamp = new CalDateTime(now.UtcDateTime, "UTC"),
            Start = start,
            End = end,
            Summary = thing.IsMoment ? $"{CalendarLabels.Begins(thing.Kind)}: {thing.Title}" : thing.Title + (thing.To is null ? " (open end)" : ""),
            Description = string.Join("\n", new[] { thing.Detail, thing.IsMoment ? Format.Full(thing.From) : CalendarLabels.Lasts(thing) }.Where(line => line.Length > 0)),
            Location = thing.Shop.Length > 0 ? thing.Shop : null,
            Url = new Uri(site, thing.Href),
            Transparency = "TRANSPARENT",
        };
    }
}
