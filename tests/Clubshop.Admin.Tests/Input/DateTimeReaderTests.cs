using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Tests.Input;

public sealed class DateTimeReaderTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Theory]
    [InlineData("30/11/2026", "2026-12-01T00:00")]
    [InlineData("30-11-26", "2026-12-01T00:00")]
    [InlineData("30.11.2026 16:12", "2026-11-30T16:12")]
    [InlineData("30 Nov 2026, 4:12 pm", "2026-11-30T16:12")]
    [InlineData("30 Nov 2026, 4.12 p.m.", "2026-11-30T16:12")]
    [InlineData("30th november 2026 12 am", "2026-11-30T00:00")]
    [InlineData("Mon 30 Nov 2026, 12:05 PM IST", "2026-11-30T12:05")]
    [InlineData("Nov 30, 2026", "2026-12-01T00:00")]
    [InlineData("30-Nov-26", "2026-12-01T00:00")]
    [InlineData("30 nov", "2026-12-01T00:00")]
    [InlineData("30 nov 11 pm", "2026-11-30T23:00")]
    [InlineData("30/11 16:00", "2026-11-30T16:00")]
    [InlineData("2026-11-30", "2026-12-01T00:00")]
    [InlineData("2026-11-30T18:30", "2026-11-30T18:30")]
    [InlineData("2026-11-30 18:30:15.25", "2026-11-30T18:30:15.25")]
    [InlineData("29/2/2028", "2028-03-01T00:00")]
    [InlineData("30/11/2026 24:00", "2026-12-01T00:00")]
    [InlineData("30 Nov 2026, end of day", "2026-12-01T00:00")]
    [InlineData("30/11/2026, 11:59 pm", "2026-11-30T23:59")]
    [InlineData("१/१२/२०२६", "2026-12-02T00:00")]
    [InlineData("३०/११/२०२६ १८:३०", "2026-11-30T18:30")]
    [InlineData("30\u201011\u20112026", "2026-12-01T00:00")]
    [InlineData("\u200e30/11/2026\u00a016:00", "2026-11-30T16:00")]
    [InlineData("2026-12-01 18:29:00Z", "2026-12-01T23:59")]
    [InlineData("2026-12-01T18:29Z", "2026-12-01T23:59")]
    [InlineData("2026-12-01t18:29:00.000z", "2026-12-01T23:59")]
    [InlineData("2026-12-01T18:29:00.123456789Z", "2026-12-01T23:59:00.1234567")]
    [InlineData("2026-12-01 18:29 UTC", "2026-12-01T23:59")]
    [InlineData("Tue, 01 Dec 2026 18:29:00 GMT", "2026-12-01T23:59")]
    [InlineData("2026-12-01 00:00-08:00", "2026-12-01T13:30")]
    [InlineData("2026-12-01 00:00+0530", "2026-12-01T00:00")]
    public void Read_AsPeopleAndProgramsWriteIt_IsRead(string text, string india)
    {
        var read = DateTimeReader.Read(text, Today, DateWithoutTime.EndOfDay);

        Assert.Null(read.Problem);
        Assert.Equal(Ist.ToUtc(DateTime.Parse(india, CultureInfo.InvariantCulture)), read.At);
        Assert.Equal(TimeSpan.Zero, read.At.Offset);
    }

    [Theory]
    [InlineData("2026-12-01T18:29Z", true)]
    [InlineData("2026-12-01 18:29-01:00", true)]
    [InlineData("1 Dec", true)]
    [InlineData("2026-12-01 18:29", false)]
    [InlineData("2026-12-01 18:29+05:30", false)]
    [InlineData("1 Dec 2026, 6:29 pm IST", false)]
    public void Read_WithAZoneOrWithoutAYear_IsMarkedAsAdjusted(string text, bool adjusted) => Assert.Equal(adjusted, DateTimeReader.Read(text, Today, DateWithoutTime.StartOfDay).Adjusted);

    [Theory]
    [InlineData("31/11/2026", "November has 30 days. Write the date as 30/11/2026.")]
    [InlineData("29/2/2026", "February 2026 has 28 days. Write the date as 28/02/2026.")]
    [InlineData("11/30/2026", "A year has 12 months. Write the date as 30/11/2026, day first.")]
    [InlineData("soon", "Write the date as 30/11/2026.")]
    [InlineData("novelty 5 2026", "Write the date as 30/11/2026.")]
    [InlineData("5 marching 2026", "Write the date as 30/11/2026.")]
    [InlineData("the 30 Nov 2026", "Write the date as 30/11/2026.")]
    [InlineData("Tue 30 Nov 2026", "30 Nov 2026 is a Monday. Write only the date, such as 30/11/2026.")]
    [InlineData("12.5", "“12.5” is a number, not a date. Write the date as 30/11/2026.")]
    [InlineData("30.11", "“30.11” is a number, not a date. Write the date as 30/11/2026.")]
    [InlineData("12-5", "Write the date as 30/11/2026.")]
    [InlineData("30/11-2026", "Write the date as 30/11/2026.")]
    [InlineData("46356", "“46356” is how a spreadsheet stores a date. Format the column as a date. Write the date as 30/11/2026.")]
    [InlineData("46356.75", "“46356.75” is how a spreadsheet stores a date. Format the column as a date. Write the date as 30/11/2026.")]
    [InlineData("20261130", "“20261130” is a number, not a date. Write the date as 30/11/2026.")]
    [InlineData("0001-01-01 00:00:00", "Write the year as 2026.")]
    [InlineData("9999-12-31T23:59:59Z", "Write the year as 2026.")]
    [InlineData("2999-12-31 23:59Z", "Write the year as 2026.")]
    [InlineData("30/11/1026", "Write the year as 2026.")]
    [InlineData("30/11/2026 25:00", "Write the time as 4:30 pm.")]
    [InlineData("30/11/2026 24:01", "A day ends at 24:00.")]
    [InlineData("30/11/2026 16", "Write the time as 4:30 pm.")]
    [InlineData("30/11/2026 4:75 pm", "An hour has 60 minutes.")]
    [InlineData("30/11/2026 4:30:60", "A minute has 60 seconds.")]
    [InlineData("30/11/2026 4:30 pm PST", "Write the time in IST, such as 4:30 pm, or with its offset, such as 16:30+05:30.")]
    [InlineData("2026-12-01T18:29+15:00", "An offset can be up to 14 hours. Write it as +05:30.")]
    public void Read_InvalidDate_SaysWhatToWrite(string text, string problem) =>
        Assert.Equal(problem, DateTimeReader.Read(text, Today, DateWithoutTime.StartOfDay).Problem);

    [Theory]
    [InlineData("१/१२/२०२६", null)]
    [InlineData("1 Dec 2026", null)]
    [InlineData("1 Dec 2026, 4:30 pm", "Write only the date, such as 30/11/2026.")]
    [InlineData("30/11/2026 and more", "Write only the date, such as 30/11/2026.")]
    [InlineData("12.5", "“12.5” is a number, not a date. Write the date as 30/11/2026.")]
    public void ReadDate_WithOrWithoutATime_AcceptsOnlyTheDate(string text, string? problem)
    {
        var read = DateTimeReader.ReadDate(text, Today);

        Assert.Equal(problem, read.Problem);
        Assert.Equal(problem is null ? new DateOnly(2026, 12, 1) : default, read.Value);
    }

    [Fact]
    public void Write_OfAnEndAtMidnight_IsTheDayBefore()
    {
        var end = Ist.StartOf(new DateOnly(2026, 12, 1));

        Assert.Equal("2026-11-30", DateTimeReader.Write(end, DateWithoutTime.EndOfDay));
        Assert.Equal("2026-12-01 00:00", DateTimeReader.Write(end, DateWithoutTime.StartOfDay));
        Assert.Equal("2026-11-30 23:59", DateTimeReader.Write(end.AddMinutes(-1), DateWithoutTime.EndOfDay));
        Assert.Equal("", DateTimeReader.Write(null, DateWithoutTime.EndOfDay));
    }
}
