using Clubshop.Admin.Common;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Fields;

namespace Clubshop.Admin.Tests.Ui;

public sealed class ReadingTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Theory]
    [InlineData("1,00,000", 100000)]
    [InlineData("₹ 1 500", 1500)]
    [InlineData("१,५००", 1500)]
    [InlineData("12.5", 12.5)]
    [InlineData("−3", -3)]
    public void Number_AsPeopleWriteIt_IsRead(string text, double value) =>
        Assert.Equal(((decimal)value, null), NumberText.Read(text, 2, null, null, Format.Money));

    [Theory]
    [InlineData("₹7OO", "There is a letter O in the number. Write a zero.")]
    [InlineData("many", "Write a number, such as ₹1,500.")]
    [InlineData("1.005", "At most 2 decimal places.")]
    [InlineData("-1", "Write ₹0 or more.")]
    [InlineData("200000", "Write ₹1,00,000 or less.")]
    [InlineData("99999999999999999999999999999999999999", "Write a number, such as ₹1,500.")]
    public void Number_ThatCannotStand_SaysWhatToWrite(string text, string problem) =>
        Assert.Equal(problem, NumberText.Read(text, 2, 0, 100_000, Format.Money).Problem);

    [Theory]
    [InlineData("30/11/2026", "2026-11-30T23:59")]
    [InlineData("30-11-26", "2026-11-30T23:59")]
    [InlineData("30.11.2026 16:12", "2026-11-30T16:12")]
    [InlineData("30 Nov 2026, 4:12 pm", "2026-11-30T16:12")]
    [InlineData("30th november 2026 12 am", "2026-11-30T00:00")]
    [InlineData("Mon 30 Nov 2026, 12:05 PM IST", "2026-11-30T12:05")]
    [InlineData("30 nov", "2026-11-30T23:59")]
    [InlineData("2026-11-30", "2026-11-30T23:59")]
    [InlineData("2026-11-30T18:30", "2026-11-30T18:30")]
    [InlineData("29/2/2028", "2028-02-29T23:59")]
    public void Date_AsPeopleWriteIt_IsRead(string text, string expected) =>
        Assert.Equal((DateTime.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), null), DateText.Read(text, Today, new TimeOnly(23, 59)));

    [Theory]
    [InlineData("31/11/2026", "November has 30 days. Write the date as 30/11/2026.")]
    [InlineData("29/2/2026", "February 2026 has 28 days. Write the date as 28/02/2026.")]
    [InlineData("11/30/2026", "A year has 12 months. Write the date as 30/11/2026, day first.")]
    [InlineData("soon", "Write the date as 30/11/2026.")]
    [InlineData("30/11/2026 25:00", "Write the time as 4:30 pm.")]
    [InlineData("30/11/2026 16", "Write the time as 4:30 pm.")]
    [InlineData("30/11/2026 4:75 pm", "An hour has 60 minutes.")]
    [InlineData("30/11/1026", "Write the year as 2026.")]
    public void Date_ThatCannotBe_SaysWhatToWrite(string text, string problem) =>
        Assert.Equal(problem, DateText.Read(text, Today, TimeOnly.MinValue).Problem);

    [Fact]
    public void Date_WrittenByThePortal_IsReadBackTheSame()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < 2_000; i++)
        {
            var moment = new DateTimeOffset(2000, 1, 2, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(0, 400_000_000));

            var (read, problem) = DateText.Read(Format.DateTime(moment), Today, TimeOnly.MinValue);

            Assert.True(problem is null && Ist.ToUtc(read) == moment, $"seed {seed}: {Format.DateTime(moment)} was read as {read:O} {problem}");
        }
    }

    [Fact]
    public void Month_AnyOfThem_StartsOnMondayAndHoldsItsDaysOnce()
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
