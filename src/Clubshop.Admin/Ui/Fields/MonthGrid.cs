namespace Clubshop.Admin.Ui.Fields;

/// <summary>The days of a month in weeks from Monday, with those of the months beside it that fill the first and last week.</summary>
public static class MonthGrid
{
    /// <summary>Weeks of seven days.</summary>
    /// <param name="month">Any day of the month.</param>
    public static IReadOnlyList<DateOnly[]> Weeks(DateOnly month)
    {
        var first = new DateOnly(month.Year, month.Month, 1);
        var start = first.AddDays(-(((int)first.DayOfWeek + 6) % 7));
        var days = DateTime.DaysInMonth(month.Year, month.Month) + first.DayNumber - start.DayNumber;
        return [.. Enumerable.Range(0, (days + 6) / 7).Select(week => Enumerable.Range(0, 7).Select(day => start.AddDays((week * 7) + day)).ToArray())];
    }

    /// <summary>The last day of its month.</summary>
    public static DateOnly LastOf(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));

    /// <summary>The same day in another month, or that month's last one.</summary>
    public static DateOnly Move(DateOnly day, int months)
    {
        var moved = new DateOnly(day.Year, day.Month, 1).AddMonths(months);
        return moved.AddDays(Math.Min(day.Day, DateTime.DaysInMonth(moved.Year, moved.Month)) - 1);
    }
}
