using System.Globalization;
using System.Text.RegularExpressions;

namespace Clubshop.Admin.Ui.Fields;

/// <summary>Reads dates and times as people in India write them: 30/11/2026 · 30 Nov 2026, 11:59 pm · 30-11-26 23:59 · 2026-11-30T23:59.</summary>
public static partial class DateText
{
    private const string Example = "Write the date as 30/11/2026";
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>A date alone, or what to write instead.</summary>
    /// <param name="text">What was typed; not blank.</param>
    /// <param name="today">Gives the year where none was written.</param>
    public static (DateOnly Value, string? Problem) ReadDate(string text, DateOnly today)
    {
        var (date, _, problem) = Split(text, today);
        return (date, problem);
    }

    /// <summary>A date and time on an Indian clock, or what to write instead.</summary>
    /// <param name="text">What was typed; not blank.</param>
    /// <param name="today">Gives the year where none was written.</param>
    /// <param name="otherwise">The time where none was written.</param>
    public static (DateTime Value, string? Problem) Read(string text, DateOnly today, TimeOnly otherwise)
    {
        var (date, rest, problem) = Split(text, today);
        if (problem is not null)
        {
            return (default, problem);
        }

        if (rest.Length == 0)
        {
            return (date.ToDateTime(otherwise), null);
        }

        var time = TimePattern().Match(rest);
        if (!time.Success)
        {
            return (default, "Write the time as 4:30 pm.");
        }

        var hour = Number(time.Groups["h"].Value);
        var minute = time.Groups["m"].Success ? Number(time.Groups["m"].Value) : 0;
        var half = time.Groups["half"].Value;
        if (half.Length > 0 ? hour is < 1 or > 12 : hour > 23 || !time.Groups["m"].Success)
        {
            return (default, "Write the time as 4:30 pm.");
        }

        hour = half.Length == 0 ? hour : (hour % 12) + (half[0] is 'p' or 'P' ? 12 : 0);
        return minute > 59 ? (default, "An hour has 60 minutes.") : (date.ToDateTime(new TimeOnly(hour, minute)), null);
    }

    private static (DateOnly Date, string Remainder, string? Problem) Split(string text, DateOnly today)
    {
        foreach (var pattern in new[] { IsoPattern(), DigitsPattern(), WordsPattern() })
        {
            var match = pattern.Match(text);
            if (!match.Success)
            {
                continue;
            }

            var month = match.Groups["M"].Success
                ? Number(match.Groups["M"].Value)
                : Array.IndexOf(Months, match.Groups["name"].Value[..3].ToLowerInvariant()) + 1;
            var year = match.Groups["y"].Success ? Number(match.Groups["y"].Value) : today.Year;
            var (date, problem) = Check(year < 100 ? 2000 + year : year, month, Number(match.Groups["d"].Value));
            return (date, match.Groups["rest"].Value.Trim(' ', ',').TrimStart('T').TrimEnd('Z'), problem);
        }

        return (default, "", Example + ".");
    }

    private static (DateOnly Date, string? Problem) Check(int year, int month, int day)
    {
        if (month is < 1 or > 12)
        {
            return (default, "A year has 12 months. " + Example + ", day first.");
        }

        if (year is < 2000 or > 2999)
        {
            return (default, "Write the year as 2026.");
        }

        var days = DateTime.DaysInMonth(year, month);
        if (day < 1 || day > days)
        {
            var name = CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month);
            return (default, string.Create(CultureInfo.InvariantCulture, $"{name}{(month == 2 ? " " + year : "")} has {days} days. Write the date as {days}/{month:00}/{year}."));
        }

        return (new DateOnly(year, month, day), null);
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<y>[0-9]{4})-(?<M>[0-9]{1,2})-(?<d>[0-9]{1,2})(?<rest>([T ,].*)?)\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex IsoPattern();

    [GeneratedRegex(@"^(?<d>[0-9]{1,2})[/.\-](?<M>[0-9]{1,2})([/.\-](?<y>[0-9]{4}|[0-9]{2}))?(?<rest>([T ,].*)?)\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex DigitsPattern();

    [GeneratedRegex(@"^([a-z]{3,9},? )?(?<d>[0-9]{1,2})(st|nd|rd|th)?[ -]?(?<name>(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)([ ,-]+(?<y>[0-9]{4}|[0-9]{2}))?(?<rest>([ ,].*)?)\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 200)]
    private static partial Regex WordsPattern();

    [GeneratedRegex(@"^(at )?(?<h>[0-9]{1,2})([:.](?<m>[0-9]{2}))?(:[0-9]{2})?(\.[0-9]+)? ?((?<half>[ap])\.?m\.?)?( ?IST)?\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 200)]
    private static partial Regex TimePattern();
}
