namespace Clubshop.Admin.Common;

/// <summary>Indian Standard Time: five and a half hours ahead of UTC, without summer time. What pages show and what "a day" means.</summary>
public static class Ist
{
    /// <summary>Distance from UTC.</summary>
    public static readonly TimeSpan Offset = new(5, 30, 0);

    /// <summary>The calendar day in India at an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>The instant (UTC) at which a calendar day begins in India.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();
}
