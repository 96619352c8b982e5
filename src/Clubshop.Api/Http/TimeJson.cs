using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clubshop.Api.Http;

/// <summary>Times as everywhere in the API: UTC to the millisecond, <c>2026-11-21T07:44:16.123Z</c>.</summary>
internal sealed class TimeJson : JsonConverter<DateTimeOffset>
{
    /// <summary>A time as text.</summary>
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));
}
