using System.Text.Json;

namespace Clubshop.LocalAws.Cognito.Wire;

/// <summary>
/// The members of a request. The shapes were checked before an operation sees them (<see cref="ShapeValidator"/>), so a member that
/// is there has its type, and a required one is there. A JSON null counts as absent.
/// </summary>
internal readonly struct Input(JsonElement root)
{
    public JsonElement Root { get; } = root;

    /// <summary>The member, or null where absent.</summary>
    public JsonElement? Member(string name) =>
        Root.ValueKind == JsonValueKind.Object && Root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    public string? Text(string name) => Member(name)?.GetString();

    /// <summary>A member that its shape requires.</summary>
    public string Required(string name) => Text(name) ?? throw Refusals.MissingParameter(name);

    public long? Number(string name) => Member(name)?.GetInt64();

    public bool? Flag(string name) => Member(name)?.GetBoolean();

    public Input? Structure(string name) => Member(name) is { } value ? new Input(value) : null;

    public IReadOnlyList<string> Texts(string name) =>
        Member(name) is { } list ? [.. list.EnumerateArray().Select(item => item.GetString()!)] : [];

    public IReadOnlyList<Input> Structures(string name) =>
        Member(name) is { } list ? [.. list.EnumerateArray().Select(item => new Input(item))] : [];

    /// <summary>A map of texts such as AuthParameters.</summary>
    public IReadOnlyDictionary<string, string> Map(string name)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Member(name) is { } value)
        {
            foreach (var entry in value.EnumerateObject())
            {
                if (entry.Value.ValueKind == JsonValueKind.String)
                    map[entry.Name] = entry.Value.GetString()!;
            }
        }

        return map;
    }

    /// <summary>A list of <c>{Name, Value}</c>; a member without Value has an empty one.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Attributes(string name) =>
        [.. Structures(name).Select(item => KeyValuePair.Create(item.Required("Name"), item.Text("Value") ?? ""))];
}
