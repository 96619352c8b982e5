using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.DynamoDBv2.Model;

namespace Clubshop.Admin.Storage;

/// <summary>What differs between two versions of a record, in what people edit.</summary>
internal static class ItemDiff
{
    /// <summary>Bytes of differences that an audit entry keeps (an item of DynamoDB holds 400 KB; an entry stays far below).</summary>
    public const int MaxBytes = 30 * 1024;

    private const int MaxValueBytes = 6 * 1024;

    // Beside the shortened differences and the rest of the entry, in the 400 KB of an item.
    private const int MaxPackedBytes = 330 * 1024;

    private static readonly AttributeValue Absent = new() { NULL = true };

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Attributes that differ, technical ones left out, in ordinal order.</summary>
    public static IReadOnlyList<string> Differing(Item? before, Item after)
    {
        var names = (before?.Raw.Keys ?? []).Union(after.Raw.Keys, StringComparer.Ordinal).Where(name => !Attributes.IsTechnical(name));
        return [.. names.Where(name => !Same(Value(before, name), Value(after, name))).Order(StringComparer.Ordinal)];
    }

    /// <summary>The differences as an audit entry keeps them; cut to <see cref="MaxBytes"/>.</summary>
    public static (string Json, bool Cut) Write(Item? before, Item after)
    {
        var json = new StringBuilder("[");
        var bytes = 2;
        var cut = false;
        foreach (var name in Differing(before, after))
        {
            var (old, oldCut) = Short(Told(before, name));
            var (now, nowCut) = Short(Told(after, name));
            var entry = $"[{JsonSerializer.Serialize(name)},{old},{now}]";
            var size = Encoding.UTF8.GetByteCount(entry) + 1;
            cut |= oldCut || nowCut;
            if (bytes + size > MaxBytes)
            {
                cut = true;
                continue;
            }

            bytes += size;
            if (json.Length > 1)
                json.Append(',');
            json.Append(entry);
        }

        return (json.Append(']').ToString(), cut);
    }

    /// <summary>
    /// The differences without any cut, packed: what an entry keeps beside <see cref="Write(Item?, Item)"/> where that had to cut, so that the record's versions can be
    /// read back. Null where they are too large even so (330 KB packed).
    /// </summary>
    public static byte[]? Pack(Item? before, Item after)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        using (var json = new Utf8JsonWriter(zip, Options))
        {
            json.WriteStartArray();
            foreach (var name in Differing(before, after))
            {
                json.WriteStartArray();
                json.WriteStringValue(name);
                Write(json, Told(before, name) ?? Absent);
                Write(json, Told(after, name) ?? Absent);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return packed.Length <= MaxPackedBytes ? packed.ToArray() : null;
    }

    /// <summary>The JSON that <see cref="Pack"/> packed.</summary>
    public static string Unpack(ReadOnlyMemory<byte> packed)
    {
        using var zip = new GZipStream(new MemoryStream(packed.ToArray(), writable: false), CompressionMode.Decompress);
        using var text = new StreamReader(zip, Encoding.UTF8);
        return text.ReadToEnd();
    }

    /// <summary>The stored value that was written as this JSON; null where there was none. Lists of texts are sets, as records of the catalog have them.</summary>
    public static AttributeValue? ValueOf(JsonElement? json) => json is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.String => new() { S = value.GetString() },
        JsonValueKind.Number => new() { N = value.GetRawText() },
        JsonValueKind.True or JsonValueKind.False => new() { BOOL = value.GetBoolean() },
        JsonValueKind.Array when value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String) => new() { SS = [.. value.EnumerateArray().Select(one => one.GetString()!)] },
        JsonValueKind.Array => new() { L = [.. value.EnumerateArray().Select(one => ValueOf(one) ?? Absent)] },
        JsonValueKind.Object => new() { M = value.EnumerateObject().ToDictionary(pair => pair.Name, pair => ValueOf(pair.Value) ?? Absent, StringComparer.Ordinal) },
        _ => null,
    };

    /// <summary>
    /// Fingerprint that tells whether two submits are the same: a hash of what people edit and of whether the record is deleted. The id is left out,
    /// because a form that is sent twice may be given two.
    /// </summary>
    public static string Fingerprint(Item after, bool deleted)
    {
        var text = new StringBuilder(deleted ? "deleted" : "kept");
        foreach (var (name, value) in after.Raw.Where(pair => !Attributes.IsTechnical(pair.Key) && pair.Key != "id").OrderBy(pair => pair.Key, StringComparer.Ordinal))
            text.Append('\n').Append(name).Append('=').Append(Json(value));

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))[..16]);
    }

    // What the entry has of an attribute: of a secret its last characters, fewer where it is short.
    private static AttributeValue? Told(Item? item, string name) =>
        Value(item, name) is { S: { } secret } && Attributes.IsSecret(name) ? new() { S = "•••• " + secret[^Math.Min(secret.Length, secret.Length > 6 ? 4 : 2)..] } : Value(item, name);

    private static AttributeValue? Value(Item? item, string name) => item?.Raw.GetValueOrDefault(name);

    private static bool Same(AttributeValue? left, AttributeValue? right) =>
        left is null || right is null ? ReferenceEquals(left, right) : Json(left) == Json(right);

    private static (string Json, bool Cut) Short(AttributeValue? value)
    {
        if (value is null)
            return ("null", false);

        var json = Json(value);
        if (Encoding.UTF8.GetByteCount(json) <= MaxValueBytes)
            return (json, false);

        // Text is cut at its end; a long list or map is told by its size.
        return value.S is { } text
            ? (Json(new AttributeValue { S = text[..(char.IsHighSurrogate(text[1499]) ? 1499 : 1500)] + "…" }), true)
            : (JsonSerializer.Serialize($"({value.SS?.Count ?? value.L?.Count ?? value.M?.Count ?? 0} entries)"), true);
    }

    private static string Json(AttributeValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
            Write(writer, value);

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, AttributeValue value)
    {
        if (value.S is { } text)
            writer.WriteStringValue(text);
        else if (value.N is { } number)
            writer.WriteRawValue(number);
        else if (value.BOOL is { } truth)
            writer.WriteBooleanValue(truth);
        else if (value.SS is { Count: > 0 } set)
            WriteArray(writer, set.Order(StringComparer.Ordinal), (w, each) => w.WriteStringValue(each));
        else if (value.L is { } list)
            WriteArray(writer, list, Write);
        else if (value.M is { } map)
            WriteMap(writer, map);
        else if (value.B is { } bytes)
            writer.WriteBase64StringValue(bytes.ToArray());
        else
            writer.WriteNullValue();
    }

    private static void WriteArray<T>(Utf8JsonWriter writer, IEnumerable<T> values, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray();
        foreach (var value in values)
            write(writer, value);
        writer.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter writer, Dictionary<string, AttributeValue> map)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            Write(writer, value);
        }

        writer.WriteEndObject();
    }
}
