using Clubshop.Admin.Ui.Fields;

namespace Clubshop.Admin.Tests.Ui;

public sealed class MonthGridTests
{
    [Fact]
    public void Weeks_OfAnyMonth_StartOnMondayAndHaveEachDayOnce()
    {
        for (var month = new DateOnly(2024, 1, 1); month.Year < 2030; month = month.AddMonths(1))
        {
            var days = MonthGrid.Weeks(month).SelectMany(week => week).ToList();

            Assert.Equal(DayOfWeek.Monday, days[0].DayOfWeek);
            Assert.Equal(DateTime.DaysInMonth(month.Year, month.Month), days.Count(day => day.Month == month.Month && day.Year == month.Year));
            Assert.Equal(days.Count, days.Distinct().Count());
            Assert.InRange(MonthGrid.Weeks(month).Count, 4, 6);
        }
    }
}
