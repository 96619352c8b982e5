using System.Globalization;
using Clubshop.Admin.Ui.Display;

namespace Clubshop.Admin.Dashboard;

/// <summary>Days as the dashboard's charts name them.</summary>
internal static class ChartDays
{
    /// <summary>A bar: "Fri 20 Nov", "20".</summary>
    public static DayChart.Day Of(DateOnly day, long count) =>
        new(day.ToString("ddd d MMM", Languages.Dates), day.Day.ToString(CultureInfo.InvariantCulture), count);
}
