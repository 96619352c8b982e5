using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Clubshop.LocalAws.Cognito.Wire;

/// <summary>The forms that the service's answers have in common.</summary>
internal static class Answer
{
    public static readonly JsonSerializerOptions Options = new()
    {
        // JSON 1.1 is not embedded in HTML; the live service does not escape + or non-ASCII letters either.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A time: seconds since 1970 with milliseconds as the fraction.</summary>
    public static JsonNode Time(DateTimeOffset time) => JsonValue.Create(time.ToUnixTimeMilliseconds() / 1000m);

    public static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)JsonValue.Create(text))];

    /// <summary>Attributes as a list of <c>{Name, Value}</c>.</summary>
    public static JsonArray Attributes(IEnumerable<KeyValuePair<string, string>> attributes) =>
        [.. attributes.Select(attribute => (JsonNode)new JsonObject { ["Name"] = attribute.Key, ["Value"] = attribute.Value })];

    /// <summary>A copy of a stored piece of JSON.</summary>
    public static JsonNode? Copy(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(element.Clone()),
        JsonValueKind.Array => JsonArray.Create(element.Clone()),
        _ => JsonValue.Create(element.Clone()),
    };

    /// <summary>JSON text inside JSON, as challenge parameters carry lists and maps.</summary>
    public static string AsText(JsonNode node) => node.ToJsonString(Options);
}
