using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;

namespace Clubshop.Admin.Storage;

/// <summary>Items as files keep them: DynamoDB's own JSON (<c>{"pk":{"S":"CLUB#1"},…}</c>), which its export to S3 has too. Bytes are Base64.</summary>
internal static class ItemJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an item as one line, without its end.</summary>
    public static byte[] Write(Item item) => Write(item.Raw);

    /// <summary>Writes attributes as one line, without its end.</summary>
    public static byte[] Write(IReadOnlyDictionary<string, AttributeValue> attributes)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
            Write(json, attributes);

        return buffer.ToArray();
    }

    /// <summary>Reads what <see cref="Write(Item)"/> wrote.</summary>
    /// <exception cref="FormatException">It is not such a line.</exception>
    public static Item Read(ReadOnlySpan<byte> line)
    {
        try
        {
            return new(ReadMap(JsonSerializer.Deserialize<JsonElement>(line)));
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new FormatException("A line is not an item in DynamoDB's JSON.", wrong);
        }
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, AttributeValue> map)
    {
        json.WriteStartObject();
        foreach (var (name, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(name);
            Write(json, value);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AttributeValue value)
    {
        json.WriteStartObject();
        switch (value)
        {
            case { S: { } text }:
                json.WriteString("S", text);
                break;
            case { N: { } number }:
                json.WriteString("N", number);
                break;
            case { BOOL: { } flag }:
                json.WriteBoolean("BOOL", flag);
                break;
            case { B: { } bytes }:
                json.WriteBase64String("B", bytes.ToArray());
                break;
            case { SS: { Count: > 0 } texts }:
                WriteAll("SS", texts, json.WriteStringValue);
                break;
            case { NS: { Count: > 0 } numbers }:
                WriteAll("NS", numbers, json.WriteStringValue);
                break;
            case { BS: { Count: > 0 } sets }:
                WriteAll("BS", sets, bytes => json.WriteBase64StringValue(bytes.ToArray()));
                break;
            case { M: { } map }:
                json.WritePropertyName("M");
                Write(json, map);
                break;
            case { L: { } list }:
                WriteAll("L", list, element => Write(json, element));
                break;
            default:
                json.WriteBoolean("NULL", true);
                break;
        }

        json.WriteEndObject();

        void WriteAll<T>(string type, IEnumerable<T> members, Action<T> write)
        {
            json.WriteStartArray(type);
            foreach (var member in members)
                write(member);
            json.WriteEndArray();
        }
    }

    private static Dictionary<string, AttributeValue> ReadMap(JsonElement map) =>
        map.EnumerateObject().ToDictionary(pair => pair.Name, pair => ReadValue(pair.Value), StringComparer.Ordinal);

    private static AttributeValue ReadValue(JsonElement value)
    {
        var (type, inner) = value.EnumerateObject().Select(pair => (pair.Name, pair.Value)).Single();
        return type switch
        {
            "S" => new() { S = inner.GetString() },
            "N" => new() { N = inner.GetString() },
            "BOOL" => new() { BOOL = inner.GetBoolean() },
            "B" => new() { B = new MemoryStream(inner.GetBytesFromBase64(), writable: false) },
            "SS" => new() { SS = [.. inner.EnumerateArray().Select(member => member.GetString()!)] },
            "NS" => new() { NS = [.. inner.EnumerateArray().Select(member => member.GetString()!)] },
            "BS" => new() { BS = [.. inner.EnumerateArray().Select(member => new MemoryStream(member.GetBytesFromBase64(), writable: false))] },
            "M" => new() { M = ReadMap(inner) },
            "L" => new() { L = [.. inner.EnumerateArray().Select(ReadValue)] },
            "NULL" => new() { NULL = true },
            _ => throw new FormatException($"{type} is no type of an attribute."),
        };
    }
}
