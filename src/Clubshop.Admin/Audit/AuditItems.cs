using System.Text.Json;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Audit;

/// <summary>Reads audit entries from their items. Only the write unit writes them.</summary>
internal static class AuditItems
{
    public static AuditEntry Read(Item item) => new()
    {
        Id = item.GetString(AuditAttributes.Id),
        Position = item.Sk,
        At = item.GetTime(AuditAttributes.At) ?? default,
        ActorId = item.GetString(AuditAttributes.ActorId),
        ActorName = item.GetString(AuditAttributes.ActorName),
        Role = item.GetStringOrNull(AuditAttributes.Role),
        Address = item.GetStringOrNull(AuditAttributes.Address),
        Protocol = item.GetStringOrNull(AuditAttributes.Protocol),
        TraceId = item.GetStringOrNull(AuditAttributes.TraceId),
        Action = item.GetString(AuditAttributes.Action),
        Kind = item.GetString(AuditAttributes.Kind),
        EntityId = item.GetString(AuditAttributes.EntityId),
        EntityName = item.GetString(AuditAttributes.EntityName),
        Clubs = item.GetSet(AuditAttributes.Clubs),
        Note = item.GetStringOrNull(AuditAttributes.Note),
        Run = item.GetStringOrNull(AuditAttributes.Run),
        Version = item.GetLong(AuditAttributes.EntityVersion),
        Changes = Changes(item.Has(AuditAttributes.Whole) ? ItemDiff.Unpack(item.GetBytes(AuditAttributes.Whole)) : item.GetString(AuditAttributes.Changes, "[]")),
        Cut = item.GetBool(AuditAttributes.Cut) && !item.Has(AuditAttributes.Whole),
    };

    private static IReadOnlyList<AuditChange> Changes(string json)
    {
        var entries = JsonSerializer.Deserialize<JsonElement[][]>(json) ?? [];
        return [.. entries.Select(entry => new AuditChange(entry[0].GetString() ?? "", Value(entry[1]), Value(entry[2])))];
    }

    private static JsonElement? Value(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value;
}
