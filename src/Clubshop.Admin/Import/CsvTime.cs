using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Ui.Fields;

namespace Clubshop.Admin.Import;

/// <summary>Times in files: in IST as <c>2026-11-30 23:59</c>, or with an offset of their own; and as spreadsheets in India write them.</summary>
internal static class CsvTime
{
    private static readonly string[] WithOffset = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmzzz", "yyyy-MM-dd HH:mm:sszzz"];
    private static readonly string[] OnTheClock = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF"];

    /// <summary>An instant as export writes it: exact, in IST.</summary>
    public static string Write(DateTimeOffset? instant)
    {
        if (instant is not { } at)
            return "";

        var local = Ist.From(at);
        var format = local.Ticks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss.FFFFFFF";
        return local.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>Reads an instant.</summary>
    /// <param name="text">The cell; not blank.</param>
    /// <param name="otherwise">The time of the day where the cell has a date alone.</param>
    /// <param name="today">Gives the year where none is written.</param>
    public static (DateTimeOffset Instant, string? Problem) Read(string text, TimeOnly otherwise, DateOnly today)
    {
        text = text.Trim();
        if (DateTime.TryParseExact(text, OnTheClock, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
            return InRange(Ist.ToUtc(clock));

        if (DateTimeOffset.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant))
            return InRange(instant);

        if (text.Length > 60)
            return (default, "This is no date. Write it as 2026-11-30 23:59 (in IST).");

        var (value, problem) = DateText.Read(text, today, otherwise);
        return problem is null ? (Ist.ToUtc(value), null) : (default, problem);
    }

    private static (DateTimeOffset, string?) InRange(DateTimeOffset instant) =>
        instant.Year is < 2000 or > 2999 ? (default, "Write the year as 2026.") : (instant, null);
}
