using System.Globalization;

namespace Clubshop.Admin.Storage;

/// <summary>Times as they are stored: UTC, ISO 8601, fixed width, milliseconds, so that they sort as text: <c>2026-11-21T07:44:16.123Z</c>.</summary>
public static class Times
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The stored form of an instant; truncated to milliseconds.</summary>
    public static string ToText(DateTimeOffset instant) => instant.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Reads the stored form; false for anything else.</summary>
    public static bool TryParse(string? text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);
}
