using System.Globalization;
using Clubshop.Admin.Ui.Display;

namespace Clubshop.Admin.Dashboard;

/// <summary>Days as the dashboard's charts name them.</summary>
internal static class ChartDays
{
    /// <summary>Whose names days and months have.</summary>
    public static CultureInfo Names => Languages.Current is { IsEnglish: false } other ? other.Culture : CultureInfo.InvariantCulture;

    /// <summary>A bar: "Fri 20 Nov", "20".</summary>
    public static DayChart.Day Of(DateOnly day, long count) =>
        new(day.ToString("ddd d MMM", Names), day.Day.ToString(CultureInfo.InvariantCulture), count);
}
