using System.Text.Json;
using Clubshop.LocalAws.Wire;

namespace Clubshop.LocalAws.Kms;

/// <summary>The members of a request. A JSON null counts as absent; a member of another type is a SerializationException.</summary>
internal readonly struct KmsInput(JsonElement root)
{
    /// <exception cref="KmsException">It is not a JSON object.</exception>
    public static KmsInput Read(ReadOnlyMemory<byte> body)
    {
        return JsonBody.Parse(body.IsEmpty ? "{}"u8.ToArray() : body) is { ValueKind: JsonValueKind.Object } root ? new KmsInput(root) : throw Wrong();
    }

    public string? Text(string name) => Member(name) is not { } value ? null : value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong();

    public string Required(string name) => Text(name) ?? throw KmsException.Missing(Camel(name));

    public int? Number(string name) => Member(name) is not { } value ? null : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Wrong();

    public bool Flag(string name) => Member(name) is { } value && (value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Wrong());

    public bool Has(string name) => Member(name) is not null;

    /// <summary>Bytes in base64, from one to <paramref name="most"/> of them.</summary>
    public byte[] Bytes(string name, int most)
    {
        var text = Required(name);
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            throw Wrong();
        }
        if (bytes.Length == 0) throw KmsException.Validation(Camel(name), "'java.nio.HeapByteBuffer'", "Member must have length greater than or equal to 1");
        if (bytes.Length > most) throw KmsException.Validation(Camel(name), "'java.nio.HeapByteBuffer'", $"Member must have length less than or equal to {most}");
        return bytes;
    }

    /// <summary>A map of texts, such as EncryptionContext; empty where absent.</summary>
    public IReadOnlyDictionary<string, string> Map(string name)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Member(name) is not { } value) return map;
        if (value.ValueKind != JsonValueKind.Object) throw Wrong();
        foreach (var pair in value.EnumerateObject()) map[pair.Name] = pair.Value.ValueKind == JsonValueKind.String ? pair.Value.GetString()! : throw Wrong();
        return map;
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static KmsException Wrong() => new("SerializationException", "The request body cannot be read.");

    private JsonElement? Member(string name) => root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
