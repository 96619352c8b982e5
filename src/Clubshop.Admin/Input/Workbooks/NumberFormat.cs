using System.Globalization;

namespace Clubshop.Admin.Input.Workbooks;

/// <summary>What a cell's format says of its number: a date, a time, a percentage.</summary>
/// <param name="IsDate">Whether it is shown as a date or a time.</param>
/// <param name="HasTime">Whether the time of the day is shown.</param>
/// <param name="IsPercent">Whether it is shown in percent.</param>
internal readonly record struct NumberFormat(bool IsDate, bool HasTime, bool IsPercent)
{
    /// <summary>A number as it is.</summary>
    public static NumberFormat Plain { get; }

    /// <summary>The format with a number of the workbook or of the standard, and its code where the workbook gives one.</summary>
    public static NumberFormat Of(int id, string? code) => code is not null ? Of(code) : id switch
    {
        9 or 10 => new(false, false, true),
        14 or 15 or 16 or 17 or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58 => new(true, false, false),
        18 or 19 or 20 or 21 or 22 or (>= 32 and <= 35) or 45 or 46 or 47 or 55 or 56 => new(true, true, false),
        _ => Plain,
    };

    /// <summary>A number as a file of text would have it.</summary>
    /// <param name="value">The cell's number.</param>
    /// <param name="from1904">Whether dates are counted from 1904.</param>
    /// <returns>Null when it is no date although the cell is shown as one.</returns>
    public string? Text(double value, bool from1904)
    {
        if (!IsDate)
            return IsPercent ? Number(value * 100) + "%" : Number(value);

        var days = value + (from1904 ? 1462 : 0);
        if (days is not (>= 0 and < 2_958_466))
            return null;

        // Excel keeps parts of a day as a fraction: the nearest second is what was typed.
        var at = DateTime.FromOADate(days);
        at = new DateTime((at.Ticks + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, DateTimeKind.Unspecified);
        var hasTime = HasTime || at.TimeOfDay != TimeSpan.Zero;
        return at.ToString(!hasTime ? "yyyy-MM-dd" : at.Second == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    // As many digits as Excel shows: 0.1 + 0.2 is 0.3.
    private static string Number(double value) =>
        Math.Abs(value) < 1e27 ? ((decimal)value).ToString("0.#############################", CultureInfo.InvariantCulture) : value.ToString("R", CultureInfo.InvariantCulture);

    private static NumberFormat Of(string code)
    {
        var (isDate, hasTime, isPercent) = (false, false, false);
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (code[i])
            {
                case '"':
                    i = code.IndexOf('"', i + 1) is >= 0 and var end ? end : code.Length;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case '[' when code.IndexOf(']', i) is >= 0 and var close:
                    // A colour, a condition or a currency; or hours beyond a day.
                    hasTime |= close == i + 2 && char.ToLowerInvariant(code[i + 1]) is 'h' or 'm' or 's';
                    isDate |= hasTime;
                    i = close;
                    break;
                case '%':
                    isPercent = true;
                    break;
                case 'h' or 'H' or 's' or 'S':
                    (isDate, hasTime) = (true, true);
                    break;
                case 'y' or 'Y' or 'd' or 'D' or 'm' or 'M':
                    isDate = true;
                    break;
                case 'G' when code.AsSpan(i).StartsWith("General", StringComparison.Ordinal):
                    i += 6;
                    break;
            }
        }

        return new(isDate, hasTime, isPercent);
    }
}
