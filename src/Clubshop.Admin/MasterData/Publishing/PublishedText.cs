using System.Text.Json;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.MasterData.Publishing;

/// <summary>Writes members of a published value; empty ones are left out.</summary>
internal static class PublishedText
{
    /// <summary>Writes attributes whose names are the same in the item and in the value.</summary>
    public static void Write(Utf8JsonWriter writer, Item item, params ReadOnlySpan<string> attributes)
    {
        foreach (var attribute in attributes)
            Write(writer, attribute, item.GetString(attribute));
    }

    /// <summary>Writes one text.</summary>
    public static void Write(Utf8JsonWriter writer, string member, string text)
    {
        if (text.Length > 0)
            writer.WriteString(member, text);
    }

    /// <summary>Writes ids, in ordinal order.</summary>
    public static void WriteIds(Utf8JsonWriter writer, string member, IReadOnlySet<string> ids)
    {
        if (ids.Count == 0)
            return;

        writer.WriteStartArray(member);
        foreach (var id in ids.Order(StringComparer.Ordinal))
            writer.WriteStringValue(id);
        writer.WriteEndArray();
    }
}
