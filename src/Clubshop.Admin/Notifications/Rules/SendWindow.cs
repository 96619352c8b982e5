using Clubshop.Admin.Common;

namespace Clubshop.Admin.Notifications.Rules;

/// <summary>The hours of a day (IST) in which messages may be sent.</summary>
/// <param name="Opens">Start, inclusive.</param>
/// <param name="Closes">End, exclusive; later than <paramref name="Opens"/>.</param>
public sealed record SendHours(TimeOnly Opens, TimeOnly Closes)
{
    /// <summary>Whether they cover the whole day.</summary>
    public bool WholeDay => Opens == TimeOnly.MinValue && Closes == TimeOnly.MaxValue;

    /// <summary>The hours for people: "8:00 am to 9:00 pm IST".</summary>
    public string Text => L[$"{Clock(Opens)} to {Clock(Closes)} IST"];

    private static string Clock(TimeOnly time) => time == TimeOnly.MaxValue
        ? L["midnight"]
        : time.ToString("h:mm tt", System.Globalization.CultureInfo.InvariantCulture).ToLowerInvariant();
}

/// <summary>One uninterrupted part of a send.</summary>
/// <param name="Starts">When the first message is sent (UTC).</param>
/// <param name="Ends">When the last message has been sent at the given rate (UTC); never after the hours end.</param>
/// <param name="Recipients">Number of messages.</param>
public sealed record SendPart(DateTimeOffset Starts, DateTimeOffset Ends, int Recipients);

/// <summary>The schedule of a notification.</summary>
/// <param name="Asked">The requested time (UTC).</param>
/// <param name="Parts">The parts in order; empty without recipients.</param>
public sealed record SendPlan(DateTimeOffset Asked, IReadOnlyList<SendPart> Parts)
{
    /// <summary>Whether it starts later than requested because of the hours.</summary>
    public bool Moved => Parts.Count > 0 && Parts[0].Starts > Asked;

    /// <summary>Whether it takes more than one day.</summary>
    public bool Split => Parts.Count > 1;

    /// <summary>When the last message has been sent (UTC); the requested time if there are none.</summary>
    public DateTimeOffset Ends => Parts.Count > 0 ? Parts[^1].Ends : Asked;
}

/// <summary>
/// Quiet hours of push and legal hours of promotional SMS: when a send may start, how much of it fits before the hours end, and when it
/// continues. India has one time zone and no daylight saving time, so a day always has 24 hours. Pure.
/// </summary>
public static class SendWindow
{
    /// <summary>Whether messages may be sent at this moment; always true without hours.</summary>
    public static bool IsOpen(SendHours? hours, DateTimeOffset moment)
    {
        if (hours is null)
            return true;

        var clock = TimeOnly.FromDateTime(Ist.From(moment).DateTime);
        return clock >= hours.Opens && clock < hours.Closes;
    }

    /// <summary>The moment itself within the hours, otherwise when they begin next (UTC).</summary>
    public static DateTimeOffset NextOpen(SendHours? hours, DateTimeOffset moment)
    {
        if (hours is null || IsOpen(hours, moment))
            return moment;

        var local = Ist.From(moment);
        var day = DateOnly.FromDateTime(local.DateTime);
        return At(TimeOnly.FromDateTime(local.DateTime) < hours.Opens ? day : day.AddDays(1), hours.Opens);
    }

    /// <summary>When the hours of this day end (UTC); <see cref="DateTimeOffset.MaxValue"/> without hours.</summary>
    public static DateTimeOffset ClosesAt(SendHours? hours, DateTimeOffset moment) =>
        hours is null ? DateTimeOffset.MaxValue : At(Ist.DayOf(moment), hours.Closes);

    /// <summary>Plans a send: from the requested time or the next start of the hours, at the given rate, never outside the hours.</summary>
    /// <param name="asked">The requested time (UTC).</param>
    /// <param name="recipients">Number of messages.</param>
    /// <param name="perMinute">Messages a minute; at least 1.</param>
    /// <param name="hours">The hours; null for any time.</param>
    public static SendPlan Plan(DateTimeOffset asked, int recipients, int perMinute, SendHours? hours)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(perMinute, 1);
        var parts = new List<SendPart>();
        var at = NextOpen(hours, asked);
        for (var left = recipients; left > 0;)
        {
            var closes = ClosesAt(hours, at);
            var fit = (int)Math.Min(left, closes == DateTimeOffset.MaxValue ? left : Fitting(closes - at, perMinute));
            var ends = at + Duration(fit, perMinute);
            parts.Add(new(at, ends < closes ? ends : closes, fit));
            left -= fit;
            at = left > 0 ? NextOpen(hours, closes) : at;
        }

        return new(asked, parts);
    }

    // The n-th message is sent (n - 1) / rate minutes after the first, and before the hours end.
    private static long Fitting(TimeSpan room, int perMinute) => (long)Int128.Min(
        long.MaxValue, (((Int128)room.Ticks * perMinute) + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute);

    private static TimeSpan Duration(int messages, int perMinute) => TimeSpan.FromTicks((long)((Int128)messages * TimeSpan.TicksPerMinute / perMinute));

    private static DateTimeOffset At(DateOnly day, TimeOnly time) => Ist.ToUtc(day.ToDateTime(time));
}
