using System.Globalization;
using System.Text.RegularExpressions;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Input;

/// <summary>
/// Reads dates and times as people in India and their programs write them, in digits of any script: 30/11/2026 · 30 Nov 2026, 11:59 pm ·
/// 30-11-26 23:59 · 2026-11-30T18:29Z · 30 Nov 2026, end of day. A time without a zone is in IST; one with a zone is converted. Anything else,
/// numbers in particular, is refused with a message that says what to write.
/// </summary>
public static partial class DateTimeReader
{
    private const int Longest = 60;
    private const int FirstYear = 2000;
    private const int LastYear = 2999;
    private static string Example => L["Write the date as 30/11/2026."];
    private static string TimeExample => L["Write the time as 4:30 pm."];
    private static readonly string[] Months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    private static readonly string[] Weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    /// <summary>Whether a day is in the accepted range: the years 2000 to 2999.</summary>
    public static bool IsInRange(DateOnly day) => day.Year is >= FirstYear and <= LastYear;

    /// <summary>Reads a date without a time; or returns what to write instead.</summary>
    /// <param name="text">What was typed; not blank.</param>
    /// <param name="today">Gives the year when none is written.</param>
    public static (DateOnly Value, string? Problem) ReadDate(string text, DateOnly today)
    {
        var (date, rest, _, problem) = Split(text, today);
        return problem is null && rest.Length > 0 ? (default, L["Write only the date, such as 30/11/2026."]) : (date, problem);
    }

    /// <summary>Reads a moment; or returns what to write instead.</summary>
    /// <param name="text">What was typed; not blank.</param>
    /// <param name="today">Gives the year when none is written.</param>
    /// <param name="alone">What a date without a time means.</param>
    public static MomentRead Read(string text, DateOnly today, DateWithoutTime alone)
    {
        var (date, rest, assumed, problem) = Split(text, today);
        if (problem is not null)
            return Refuse(problem);

        var (time, offset, wrong) = rest.Length == 0 ? (alone == DateWithoutTime.EndOfDay ? TimeSpan.FromDays(1) : TimeSpan.Zero, null, null) : ReadTime(rest);
        if (wrong is not null)
            return Refuse(wrong);

        // The year was checked, so neither the sum nor the conversion overflows.
        var at = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue).Add(time), offset ?? Ist.Offset).ToUniversalTime();
        var last = alone == DateWithoutTime.EndOfDay ? at.AddTicks(-1) : at; // an end at midnight belongs to the day before
        return Ist.From(last).Year is < FirstYear or > LastYear ? Refuse(L["Write the year as 2026."]) : new(at, null, assumed || (offset ?? Ist.Offset) != Ist.Offset);
    }

    /// <summary>Writes a moment for files, exact and in IST: 2026-11-30 16:12; the end of a whole day as the date only.</summary>
    /// <param name="moment">The moment; null gives an empty text.</param>
    /// <param name="alone">What a date without a time means to the reader of the file.</param>
    public static string Write(DateTimeOffset? moment, DateWithoutTime alone)
    {
        if (moment is not { } at)
            return "";

        var local = Ist.From(at);
        if (alone == DateWithoutTime.EndOfDay && local.TimeOfDay == TimeSpan.Zero)
            return local.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        var format = local.Ticks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss.FFFFFFF";
        return local.ToString(format, CultureInfo.InvariantCulture);
    }

    private static MomentRead Refuse(string problem) => new(default, problem);

    private static (DateOnly Date, string Behind, bool Assumed, string? Problem) Split(string text, DateOnly today)
    {
        if (text.Length > Longest * 4 || Digits.Plain(HindiCalendar.ToEnglish(text)) is not { Length: <= Longest } plain)
            return (default, "", false, Example);

        if (Serial().IsMatch(plain))
        {
            return (default, "", false, plain.Split('.', ',')[0].Length == 5
                ? L[$"“{plain}” is how a spreadsheet stores a date. Format the column as a date. Write the date as 30/11/2026."]
                : L[$"“{plain}” is a number, not a date. Write the date as 30/11/2026."]);
        }

        foreach (var pattern in (Regex[])[YearFirst(), DayFirst(), DayName(), NameDay()])
        {
            var match = pattern.Match(plain);
            if (!match.Success)
                continue;

            var month = match.Groups["M"].Success ? Number(match, "M") : MonthOf(match.Groups["name"].Value);
            if (month == 0)
                break;

            var written = match.Groups["y"];
            var year = !written.Success ? today.Year : written.Length == 2 ? 2000 + Number(match, "y") : Number(match, "y");
            var (date, problem) = Check(year, month, Number(match, "d"));
            if (problem is null && match.Groups["weekday"] is { Success: true, Value: var weekday })
                problem = CheckWeekday(weekday, date);

            return (date, match.Groups["rest"].Value.Trim(' ', ','), !written.Success, problem);
        }

        return (default, "", false, Example);
    }

    private static (DateOnly Date, string? Problem) Check(int year, int month, int day)
    {
        if (month is < 1 or > 12)
            return (default, L["A year has 12 months. Write the date as 30/11/2026, day first."]);

        if (year is < FirstYear or > LastYear)
            return (default, L["Write the year as 2026."]);

        var days = DateTime.DaysInMonth(year, month);
        if (day < 1 || day > days)
        {
            var name = new DateOnly(year, month, 1).ToString("MMMM", Languages.Dates);
            return (default, month == 2
                ? L[$"{name} {year} has {days} days. Write the date as {days}/{month:00}/{year}."]
                : L[$"{name} has {days} days. Write the date as {days}/{month:00}/{year}."]);
        }

        return (new DateOnly(year, month, day), null);
    }

    // A weekday that does not match the date means that one of the two is wrong.
    private static string? CheckWeekday(string word, DateOnly date)
    {
        var weekday = Array.FindIndex(Weekdays, name => IsShortFor(word, name));
        return weekday < 0 ? Example
            : weekday == (int)date.DayOfWeek ? null
            : L[$"{date.ToString("d MMM yyyy", Languages.Dates)} is a {date.ToString("dddd", Languages.Dates)}. Write only the date, such as 30/11/2026."];
    }

    private static int MonthOf(string word) => Array.FindIndex(Months, name => IsShortFor(word, name) || (word.Equals("sept", StringComparison.OrdinalIgnoreCase) && name == "september")) + 1;

    private static bool IsShortFor(string word, string name) => word.Length >= 3 && name.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    // The time of day, and the offset when a zone is written.
    private static (TimeSpan Time, TimeSpan? Offset, string? Problem) ReadTime(string text)
    {
        if (EndOfDay().IsMatch(text))
            return (TimeSpan.FromDays(1), null, null);

        var match = Clock().Match(text);
        if (!match.Success)
            return No(text.Any(char.IsAsciiLetter) && NamedZone().IsMatch(text) ? L["Write the time in IST, such as 4:30 pm, or with its offset, such as 16:30+05:30."] : TimeExample);

        var (hour, minute, second) = (Number(match, "h"), Number(match, "m"), Number(match, "s"));
        var half = match.Groups["half"].Value;
        if (half.Length > 0 ? hour is < 1 or > 12 : hour > 24 || !match.Groups["m"].Success)
            return No(TimeExample);
        if (minute > 59)
            return No(L["An hour has 60 minutes."]);
        if (second > 59)
            return No(L["A minute has 60 seconds."]);

        hour = half.Length == 0 ? hour : (hour % 12) + (half[0] is 'p' or 'P' ? 12 : 0);
        var fraction = match.Groups["f"].Value;
        var ticks = fraction.Length == 0 ? 0 : int.Parse(fraction.PadRight(7, '0')[..7], CultureInfo.InvariantCulture);
        var time = new TimeSpan(hour, minute, second) + TimeSpan.FromTicks(ticks);
        if (time > TimeSpan.FromDays(1))
            return No(L["A day ends at 24:00."]);

        var zone = match.Groups["zone"];
        return !zone.Success ? (time, null, null)
            : zone.Value[0] is 'i' or 'I' ? (time, Ist.Offset, null)
            : zone.Value[0] is not ('+' or '-') ? (time, TimeSpan.Zero, null)
            : ReadOffset(match, zone.Value[0] == '-', time);
    }

    private static (TimeSpan Time, TimeSpan? Offset, string? Problem) ReadOffset(Match match, bool west, TimeSpan time)
    {
        var (hours, minutes) = (Number(match, "zh"), Number(match, "zm"));
        var offset = new TimeSpan(west ? -hours : hours, west ? -minutes : minutes, 0);
        return minutes > 59 || offset.Duration() > TimeSpan.FromHours(14) ? No(L["An offset can be up to 14 hours. Write it as +05:30."]) : (time, offset, null);
    }

    private static (TimeSpan Time, TimeSpan? Offset, string? Problem) No(string problem) => (default, null, problem);

    // The patterns match up to four digits of 0 to 9.
    private static int Number(Match match, string group) => match.Groups[group] is { Success: true, Value: var digits } ? int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^[0-9]+([.,][0-9]+)?\z", Options, 1000)]
    private static partial Regex Serial();

    [GeneratedRegex(@"^(?<y>[0-9]{4})(?<s>[-/.])(?<M>[0-9]{1,2})\k<s>(?<d>[0-9]{1,2})((T(?=[0-9])|[ ,])(?<rest>.*))?\z", Options, 1000)]
    private static partial Regex YearFirst();

    // Without a year only 30/11 is a date: 12.5 and 12-5 are numbers.
    [GeneratedRegex(@"^(?<d>[0-9]{1,2})((?<s>[-/.])(?<M>[0-9]{1,2})\k<s>(?<y>[0-9]{4}|[0-9]{2})|/(?<M>[0-9]{1,2}))(?<rest>[ ,].*)?\z", Options, 1000)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"^((?<weekday>[a-z]{3,9})[,.]? )?(?<d>[0-9]{1,2})(st|nd|rd|th)?[ -]?(?<name>[a-z]{3,9})[.]?([ ,-]+(?<y>[0-9]{4}|[0-9]{2})(?! ?[ap]\.?m)(?![0-9:.]))?(?<rest>[ ,].*)?\z", Options, 1000)]
    private static partial Regex DayName();

    [GeneratedRegex(@"^((?<weekday>[a-z]{3,9})[,.]? )?(?<name>[a-z]{3,9})[.]? (?<d>[0-9]{1,2})(st|nd|rd|th)?[ ,]+(?<y>[0-9]{4})(?<rest>[ ,].*)?\z", Options, 1000)]
    private static partial Regex NameDay();

    [GeneratedRegex(@"^(the )?end of (the )?day( ?IST)?\z", Options, 1000)]
    private static partial Regex EndOfDay();

    [GeneratedRegex(@"^(at )?(?<h>[0-9]{1,2})([:.](?<m>[0-9]{2}))?(:(?<s>[0-9]{2})([.,](?<f>[0-9]{1,9}))?)? ?((?<half>[ap])\.?m\.?|hrs?\.?)? ?(?<zone>Z|UTC|GMT|IST|[+-](?<zh>[0-9]{2}):?(?<zm>[0-9]{2})?)?\z", Options, 1000)]
    private static partial Regex Clock();

    [GeneratedRegex(@"[a-z]{3,5}\z", Options, 1000)]
    private static partial Regex NamedZone();
}
