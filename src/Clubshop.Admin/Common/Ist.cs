namespace Clubshop.Admin.Common;

/// <summary>India Standard Time: UTC+05:30 all year, without daylight saving. Times are stored in UTC and shown in IST.</summary>
public static class Ist
{
    /// <summary>The distance from UTC.</summary>
    public static readonly TimeSpan Offset = new(5, 30, 0);

    /// <summary>The same moment on an Indian clock.</summary>
    public static DateTimeOffset From(DateTimeOffset moment) => moment.ToOffset(Offset);

    /// <summary>The moment at which an Indian clock shows this date and time; in UTC.</summary>
    public static DateTimeOffset ToUtc(DateTime onTheClock) =>
        new DateTimeOffset(DateTime.SpecifyKind(onTheClock, DateTimeKind.Unspecified), Offset).ToUniversalTime();

    /// <summary>The calendar day in India at the moment.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(From(moment).DateTime);

    /// <summary>The moment (UTC) at which a calendar day begins in India.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => ToUtc(day.ToDateTime(TimeOnly.MinValue));
}
