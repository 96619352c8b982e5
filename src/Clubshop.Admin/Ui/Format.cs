using System.Globalization;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Ui;

/// <summary>Formats money, numbers and times as people in India read them, in IST and in the language of the portal. Independent of the machine's culture.</summary>
public static class Format
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    private static readonly NumberFormatInfo Indian = new()
    {
        NumberGroupSizes = [3, 2],
        NumberGroupSeparator = ",",
        NumberDecimalSeparator = ".",
        NegativeSign = "−",
    };

    /// <summary>The text with a stop at its end, unless it ends with one already: "Show this at the till." stays as it is.</summary>
    public static string Stopped(string text) => text.TrimEnd() is { Length: > 0 } trimmed && trimmed[^1] is '.' or '!' or '?' or '…' or '।' or ':' ? trimmed : text + ".";

    /// <summary>Rupees: ₹1,00,000; paise only where there are any: ₹99.50.</summary>
    public static string Money(decimal rupees)
    {
        var whole = decimal.Truncate(rupees) == rupees;
        var digits = Math.Abs(rupees).ToString(whole ? "N0" : "N2", Indian);
        return (rupees < 0 ? "−₹" : "₹") + digits;
    }

    /// <summary>A count: 12,84,000.</summary>
    public static string Number(long number) => number.ToString("N0", Indian);

    /// <summary>A number with at most <paramref name="decimals"/> decimal places, trailing zeros dropped: 12.5.</summary>
    public static string Number(decimal number, int decimals = 2)
    {
        var text = number.ToString("N" + decimals.ToString(English), Indian);
        return decimals > 0 ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    /// <summary>A count with its noun: "1 offer", "3 offers".</summary>
    /// <param name="number">The count.</param>
    /// <param name="one">The noun in English, for one.</param>
    /// <param name="many">The noun in English, for any other number.</param>
    public static string Count(long number, string one, string many) => Number(number) + " " + L[number == 1 ? one : many];

    /// <summary>A file size: 12 KB, 3.4 MB.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1024 => Count(bytes, "byte", "bytes"),
        < 1024 * 1024 => Number(bytes / 1024) + " KB", // the same in every language
        _ => Number(bytes / (1024m * 1024m), 1) + " MB",
    };

    /// <summary>A text with a capital first letter.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>Names in a sentence: Title, Ends and Terms.</summary>
    public static string Listed(IReadOnlyList<string> names) => names switch
    {
        [] => "",
        [var one] => one,
        [.., var last] => L[$"{string.Join(", ", names.Take(names.Count - 1))} and {last}"],
    };

    /// <summary>A time of day: 4:12 pm.</summary>
    public static string Clock(DateTimeOffset moment) => Lower(Ist.From(moment), "h:mm tt");

    /// <summary>A date: 30 Nov 2026.</summary>
    public static string Date(DateOnly date) => date.ToString("d MMM yyyy", Languages.Dates);

    /// <summary>A date, with the year only when it differs from the current one: 30 Nov.</summary>
    public static string Day(DateTimeOffset moment, DateTimeOffset now)
    {
        var (then, today) = (Ist.From(moment), Ist.From(now));
        return then.ToString(then.Year == today.Year ? "d MMM" : "d MMM yyyy", Languages.Dates);
    }

    /// <summary>What a field shows and reads: 30 Nov 2026, 4:12 pm.</summary>
    public static string DateTime(DateTimeOffset moment) => Lower(Ist.From(moment), "d MMM yyyy, h:mm tt");

    /// <summary>
    /// An end, as a field shows and reads it: 30 Nov 2026, 4:12 pm. An end at midnight is shown as the end of the day before: 30 Nov 2026, end of day.
    /// </summary>
    public static string End(DateTimeOffset moment) => ClosesDay(moment) ? L[$"{Lower(Ist.From(LastOf(moment)), "d MMM yyyy")}, end of day"] : DateTime(moment);

    /// <summary>An end in full: Mon 30 Nov 2026, end of day IST.</summary>
    public static string FullEnd(DateTimeOffset moment) =>
        ClosesDay(moment) ? L[$"{Lower(Ist.From(LastOf(moment)), "ddd d MMM yyyy")}, end of day IST"] : Full(moment);

    /// <summary>The last moment before an end; it gives the day that an end at midnight is shown as.</summary>
    public static DateTimeOffset LastOf(DateTimeOffset end) => end.AddTicks(-1);

    private static bool ClosesDay(DateTimeOffset end) => Ist.From(end).TimeOfDay == TimeSpan.Zero;

    /// <summary>A moment in full, for <c>title</c>: Mon 30 Nov 2026, 4:12 pm IST.</summary>
    public static string Full(DateTimeOffset moment) => Lower(Ist.From(moment), "ddd d MMM yyyy, h:mm tt") + " IST";

    /// <summary>A moment in a sentence: 30 Nov, 4:12 pm IST.</summary>
    public static string Moment(DateTimeOffset moment, DateTimeOffset now) => Day(moment, now) + ", " + Clock(moment) + " IST";

    /// <summary>
    /// A moment as lists show it. Future: "In 5 min" within the hour, "Today, 4:12 pm", "Tonight", "Tomorrow", "In 2 days" within a week. Past:
    /// "4 min ago", "2 h ago" within 4 hours, the time today, "Yesterday". The date otherwise.
    /// </summary>
    public static string Relative(DateTimeOffset moment, DateTimeOffset now) => Relative(moment, moment, now);

    /// <summary>An end as lists show it: as <see cref="Relative(DateTimeOffset, DateTimeOffset)"/>, where an end at midnight counts as the day before.</summary>
    public static string RelativeEnd(DateTimeOffset end, DateTimeOffset now) => Relative(end, ClosesDay(end) ? LastOf(end) : end, now);

    private static string Relative(DateTimeOffset moment, DateTimeOffset shown, DateTimeOffset now)
    {
        var distance = moment - now;
        var days = Ist.DayOf(shown).DayNumber - Ist.DayOf(now).DayNumber;
        return distance > TimeSpan.Zero ? Ahead(distance, days, shown, now) : Behind(-distance, days, shown, now);
    }

    private static string Ahead(TimeSpan distance, int days, DateTimeOffset moment, DateTimeOffset now) => (distance, days) switch
    {
        ({ TotalMinutes: < 1 }, _) => L["Now"],
        ({ TotalMinutes: < 60 }, _) => L[$"In {(int)distance.TotalMinutes} min"],
        (_, 0) when Ist.From(moment).Hour >= 18 => L["Tonight"],
        (_, 0) => L[$"Today, {Clock(moment)}"],
        (_, 1) => L["Tomorrow"],
        (_, < 7) => L[$"In {days} days"],
        _ => Day(moment, now),
    };

    private static string Behind(TimeSpan distance, int days, DateTimeOffset moment, DateTimeOffset now) => (distance, days) switch
    {
        ({ TotalMinutes: < 1 }, _) => L["Just now"],
        ({ TotalMinutes: < 60 }, _) => L[$"{(int)distance.TotalMinutes} min ago"],
        ({ TotalHours: < 4 }, _) => L[$"{(int)distance.TotalHours} h ago"],
        (_, 0) => Clock(moment),
        (_, -1) => L["Yesterday"],
        _ => Day(moment, now),
    };

    private static string Lower(DateTimeOffset moment, string pattern) =>
        moment.ToString(pattern, Languages.Dates).Replace("AM", "am", StringComparison.Ordinal).Replace("PM", "pm", StringComparison.Ordinal);
}
