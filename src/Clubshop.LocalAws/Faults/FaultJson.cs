using System.Text.Json;

namespace Clubshop.LocalAws.Faults;

/// <summary>A plan as <c>/local/faults</c> takes it (as JSON or in one line) and gives it (as JSON).</summary>
public static class FaultJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The plan in UTF-8.</summary>
    public static byte[] Write(FaultPlan plan) => JsonSerializer.SerializeToUtf8Bytes(plan, Json);

    /// <summary>Reads a plan: JSON, or the one line of <see cref="FaultText"/>. Nothing at all is a plan without faults.</summary>
    /// <exception cref="JsonException">It is not valid; the message says where.</exception>
    /// <exception cref="FormatException">The line has a part that is not a fault; the message names it.</exception>
    public static async ValueTask<FaultPlan> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(body);
        var text = (await reader.ReadToEndAsync(cancellationToken)).Trim();
        return (text.StartsWith('{') || text == "null" ? JsonSerializer.Deserialize<FaultPlan>(text, Json) : FaultText.Parse(text)) ?? new FaultPlan();
    }
}
