using Clubshop.Admin.Common;

namespace Clubshop.Admin.Notifications.Rules;

/// <summary>The hours of a day (IST) in which messages may go out.</summary>
/// <param name="Opens">First time of the day at which they may.</param>
/// <param name="Closes">First time of the day at which they no longer may; later than <paramref name="Opens"/>.</param>
public sealed record SendHours(TimeOnly Opens, TimeOnly Closes)
{
    /// <summary>Whether they never close: from midnight to the end of the day.</summary>
    public bool WholeDay => Opens == TimeOnly.MinValue && Closes == TimeOnly.MaxValue;

    /// <summary>In words: "8:00 am to 9:00 pm IST".</summary>
    public string Words => $"{Clock(Opens)} to {Clock(Closes)} IST";

    private static string Clock(TimeOnly time) => time == TimeOnly.MaxValue
        ? "midnight"
        : time.ToString("h:mm tt", System.Globalization.CultureInfo.InvariantCulture).ToLowerInvariant();
}

/// <summary>What goes out in one go.</summary>
/// <param name="Starts">When the first message leaves (UTC).</param>
/// <param name="Ends">When the last one has left, at the given rate (UTC); never behind the closing.</param>
/// <param name="Recipients">How many.</param>
public sealed record SendPart(DateTimeOffset Starts, DateTimeOffset Ends, int Recipients);

/// <summary>When a notification goes out.</summary>
/// <param name="Asked">When it was asked for (UTC).</param>
/// <param name="Parts">What goes out when, in order; empty for no recipients.</param>
public sealed record SendPlan(DateTimeOffset Asked, IReadOnlyList<SendPart> Parts)
{
    /// <summary>Whether it begins later than asked, because the hours are closed then.</summary>
    public bool Moved => Parts.Count > 0 && Parts[0].Starts > Asked;

    /// <summary>Whether it does not end on the day that it begins.</summary>
    public bool Split => Parts.Count > 1;

    /// <summary>When the last message has left; the time asked for when there are none.</summary>
    public DateTimeOffset Ends => Parts.Count > 0 ? Parts[^1].Ends : Asked;
}

/// <summary>
/// Quiet hours of push and the legal hours of promotional SMS: when a send may begin, how much of it fits before the closing, and when it goes
/// on. India has one time zone and no daylight saving, so a day is always 24 hours. Pure.
/// </summary>
public static class SendWindow
{
    /// <summary>Whether messages may leave at this moment; always where there are no hours.</summary>
    public static bool IsOpen(SendHours? hours, DateTimeOffset moment)
    {
        if (hours is null)
            return true;

        var clock = TimeOnly.FromDateTime(Ist.From(moment).DateTime);
        return clock >= hours.Opens && clock < hours.Closes;
    }

    /// <summary>The moment itself when the hours are open, otherwise the next opening (UTC).</summary>
    public static DateTimeOffset NextOpen(SendHours? hours, DateTimeOffset moment)
    {
        if (hours is null || IsOpen(hours, moment))
            return moment;

        var local = Ist.From(moment);
        var day = DateOnly.FromDateTime(local.DateTime);
        return At(TimeOnly.FromDateTime(local.DateTime) < hours.Opens ? day : day.AddDays(1), hours.Opens);
    }

    /// <summary>When the hours that are open at this moment close (UTC); the end of time where there are none.</summary>
    public static DateTimeOffset ClosesAt(SendHours? hours, DateTimeOffset moment) =>
        hours is null ? DateTimeOffset.MaxValue : At(Ist.DayOf(moment), hours.Closes);

    /// <summary>Plans a send: the first message at the time asked for or the next opening, one after the other at the rate, and nothing outside the hours.</summary>
    /// <param name="asked">When it was asked for.</param>
    /// <param name="recipients">How many messages.</param>
    /// <param name="perMinute">How many leave in a minute; at least 1.</param>
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

    // The n-th message leaves (n - 1) / rate minutes after the first, and must leave before the closing.
    private static long Fitting(TimeSpan room, int perMinute) => (long)Int128.Min(
        long.MaxValue, (((Int128)room.Ticks * perMinute) + TimeSpan.TicksPerMinute - 1) / TimeSpan.TicksPerMinute);

    private static TimeSpan Duration(int messages, int perMinute) => TimeSpan.FromTicks((long)((Int128)messages * TimeSpan.TicksPerMinute / perMinute));

    private static DateTimeOffset At(DateOnly day, TimeOnly time) => Ist.ToUtc(day.ToDateTime(time));
}
