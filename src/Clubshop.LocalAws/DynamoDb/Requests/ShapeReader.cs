using System.Buffers;
using System.Text.Json;

namespace Clubshop.LocalAws.DynamoDb.Requests;

/// <summary>
/// Reads a body by its shape. Numbers arrive as long, lists as List of object, maps as lists of pairs (their order matters to some
/// messages), structures as <see cref="Parameters"/>, attribute values as <see cref="RawValue"/>. A null is an absent member.
/// </summary>
internal static class ShapeReader
{
    private const string UnexpectedStructure = "Start of structure or map found where not expected";
    private const string UnexpectedField = "Unexpected field type";

    private const string Cast =
        "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class "
        + "(sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of loader 'bootstrap')";

    private static readonly SearchValues<char> Base64 =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    private static readonly ListShape Texts = new(new TextShape());
    private static readonly ListShape Blobs = new(new BlobShape());
    private static readonly ListShape Values = new(new ValueShape());
    private static readonly MapShape Members = new(new ValueShape());

    /// <summary>Reads the whole body.</summary>
    /// <exception cref="DynamoDbException">SerializationException.</exception>
    public static Parameters Read(ReadOnlySpan<byte> body, StructureShape shape)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 256 });
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) throw DynamoDbException.Serialization();
            var result = ReadStructure(ref reader, shape);
            // Nothing may follow the object.
            if (reader.Read()) throw DynamoDbException.Serialization();
            return result;
        }
        catch (JsonException)
        {
            throw DynamoDbException.Serialization();
        }
        catch (InvalidOperationException)
        {
            // A string that is not UTF-16, such as half a surrogate pair.
            throw DynamoDbException.Serialization();
        }
    }

    private static object? Read(ref Utf8JsonReader reader, Shape shape, bool isElement)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        switch (shape)
        {
            case TextShape: return ReadText(ref reader);
            case FlagShape: return ReadFlag(ref reader);
            case NumberShape number: return ReadNumber(ref reader, number);
            case BlobShape: return ReadBlob(ref reader);
            case ListShape list: return ReadList(ref reader, list);
            case MapShape map: return ReadMap(ref reader, map);
            case StructureShape structure:
                CheckStructure(ref reader, structure, isElement);
                return ReadStructure(ref reader, structure);
            case ValueShape value:
                CheckStructure(ref reader, value, isElement);
                return ReadValue(ref reader);
            default: throw new InvalidOperationException("Unknown shape " + shape.JavaName);
        }
    }

    private static string ReadText(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.True => throw Wrong("TRUE_VALUE cannot be converted to String"),
        JsonTokenType.False => throw Wrong("FALSE_VALUE cannot be converted to String"),
        JsonTokenType.Number => throw Wrong((IsDecimal(ref reader) ? "DECIMAL_VALUE" : "NUMBER_VALUE") + " cannot be converted to String"),
        JsonTokenType.StartArray => throw Wrong("Unrecognized collection type class java.lang.String"),
        _ => throw Wrong(UnexpectedStructure),
    };

    private static bool ReadFlag(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True: return true;
            case JsonTokenType.False: return false;
            case JsonTokenType.String:
                return reader.GetString()!.ToUpperInvariant() switch
                {
                    "TRUE" or "1" or "YES" => true,
                    "FALSE" or "0" or "NO" => false,
                    _ => throw Wrong("Unexpected token received from parser"),
                };
            case JsonTokenType.Number:
                if (IsDecimal(ref reader)) return Math.Abs(reader.GetDouble()) >= 1;
                throw Wrong("NUMBER_VALUE cannot be converted to Boolean");
            case JsonTokenType.StartArray: throw Wrong("Unrecognized collection type class java.lang.Boolean");
            default: throw Wrong(UnexpectedStructure);
        }
    }

    private static long ReadNumber(ref Utf8JsonReader reader, NumberShape shape)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                if (!reader.TryGetInt64(out var value)) value = (long)Math.Clamp(Math.Floor(reader.GetDouble()), long.MinValue, long.MaxValue);
                return shape.Kind == "Integer" ? unchecked((int)value) : value;
            case JsonTokenType.String: throw Wrong("STRING_VALUE cannot be converted to " + shape.Kind);
            case JsonTokenType.True: throw Wrong("TRUE_VALUE cannot be converted to " + shape.Kind);
            case JsonTokenType.False: throw Wrong("FALSE_VALUE cannot be converted to " + shape.Kind);
            case JsonTokenType.StartArray: throw Wrong("Unrecognized collection type class java.lang." + shape.Kind);
            default: throw Wrong(UnexpectedStructure);
        }
    }

    private static byte[] ReadBlob(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String: break;
            case JsonTokenType.StartArray: throw Wrong("Unrecognized collection type class java.nio.ByteBuffer");
            case JsonTokenType.StartObject: throw Wrong(UnexpectedStructure);
            default: throw Wrong("only base-64-encoded strings are convertible to bytes");
        }
        var text = reader.GetString()!;
        if (text.Length % 4 != 0)
            throw Wrong($"Base64 encoded length is expected a multiple of 4 bytes but found: {text.Length}");
        var last = text.TrimEnd('=');
        var wrong = last.AsSpan().IndexOfAnyExcept(Base64);
        if (wrong >= 0) throw Wrong($"Invalid Base64 character: '{text[wrong]}'");
        var bytes = new byte[text.Length / 4 * 3];
        if (text.Length - last.Length > 2 || !Convert.TryFromBase64String(text, bytes, out var written)
            || Convert.ToBase64String(bytes, 0, written) != text)
            throw Wrong("Invalid last non-pad Base64 character dectected");
        return bytes[..written];
    }

    private static List<object?> ReadList(ref Utf8JsonReader reader, ListShape shape)
    {
        if (reader.TokenType == JsonTokenType.StartObject) throw Wrong(UnexpectedStructure);
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Wrong(shape.Element is MapShape or ListShape ? Cast : UnexpectedField);
        var list = new List<object?>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) list.Add(Read(ref reader, shape.Element, isElement: true));
        return list;
    }

    private static List<KeyValuePair<string, object?>> ReadMap(ref Utf8JsonReader reader, MapShape shape)
    {
        if (reader.TokenType == JsonTokenType.StartArray) throw Wrong("Unrecognized collection type " + shape.JavaName);
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Wrong(shape.Element is MapShape or ListShape ? Cast : UnexpectedField);
        var map = new List<KeyValuePair<string, object?>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var value = Read(ref reader, shape.Element, isElement: true);
            var twice = map.FindIndex(pair => pair.Key == name);
            if (twice >= 0) map[twice] = new(name, value);
            else map.Add(new(name, value));
        }
        return map;
    }

    private static void CheckStructure(ref Utf8JsonReader reader, Shape shape, bool isElement)
    {
        if (reader.TokenType == JsonTokenType.StartArray) throw Wrong("Unrecognized collection type class " + shape.JavaName);
        if (reader.TokenType != JsonTokenType.StartObject) throw Wrong(isElement ? "Unexpected value type in payload" : UnexpectedField);
    }

    private static Parameters ReadStructure(ref Utf8JsonReader reader, StructureShape shape)
    {
        var result = new Parameters();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (shape.Member(name) is { } member) result.Set(name, Read(ref reader, member, isElement: false));
            else reader.Skip();
        }
        return result;
    }

    private static RawValue ReadValue(ref Utf8JsonReader reader)
    {
        var value = new RawValue();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null) continue;
            object? payload = name switch
            {
                "S" or "N" => ReadText(ref reader),
                "B" => ReadBlob(ref reader),
                "BOOL" or "NULL" => ReadFlag(ref reader),
                "SS" or "NS" => ReadList(ref reader, Texts),
                "BS" => ReadList(ref reader, Blobs),
                "L" => ReadList(ref reader, Values),
                "M" => ReadMap(ref reader, Members),
                _ => null,
            };
            if (payload is null) reader.Skip();
            else value.Members.Add(new(name, payload));
        }
        return value;
    }

    private static bool IsDecimal(ref Utf8JsonReader reader) => reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0;

    private static DynamoDbException Wrong(string message) => DynamoDbException.Serialization(message);
}
