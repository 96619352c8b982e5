using System.Text.Json;

namespace Clubshop.LocalAws.Faults;

/// <summary>A plan as <c>/local/faults</c> takes and gives it.</summary>
public static class FaultJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The plan in UTF-8.</summary>
    public static byte[] Write(FaultPlan plan) => JsonSerializer.SerializeToUtf8Bytes(plan, Json);

    /// <summary>Reads a plan.</summary>
    /// <exception cref="JsonException">It is none; the message says where.</exception>
    public static async ValueTask<FaultPlan> ReadAsync(Stream json, CancellationToken cancellationToken) =>
        await JsonSerializer.DeserializeAsync<FaultPlan>(json, Json, cancellationToken) ?? new FaultPlan();
}
