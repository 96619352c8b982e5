using System.Text.Json;
using System.Text.Unicode;

namespace Clubshop.LocalAws.Wire;

/// <summary>
/// JSON as it comes, checked once for what a parser accepts but a later read of a text would fail on: bytes that are not UTF-8,
/// and half of a surrogate pair (<c>"\ud800"</c>), which is not a character.
/// </summary>
internal static class JsonBody
{
    private const int Depth = 64;

    /// <summary>Whether it is one JSON value, and each text in it is one.</summary>
    /// <param name="json">The bytes.</param>
    /// <param name="depth">The depth to which objects and arrays may be nested.</param>
    public static bool IsReadable(ReadOnlySpan<byte> json, int depth)
    {
        if (!Utf8.IsValid(json)) return false;
        // Escapes of this kind are rare: SDKs send characters unescaped.
        var escapes = json.IndexOf("\\u"u8) >= 0;
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = depth });
        try
        {
            while (reader.Read())
            {
                if (escapes && reader.ValueIsEscaped && reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName) _ = reader.GetString();
            }
            return true;
        }
        catch (Exception notReadable) when (notReadable is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The value; null when it is not readable.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> json)
    {
        if (!IsReadable(json.Span, Depth)) return null;
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Depth });
        return document.RootElement.Clone();
    }
}
