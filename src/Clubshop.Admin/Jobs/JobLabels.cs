using System.Text.Json;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Jobs;

/// <summary>Labels of jobs in the audit log.</summary>
internal static class JobLabels
{
    public static AuditKind Audit { get; } = new()
    {
        Kind = "job",
        Label = L.Later("Job"),
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            [JobRecord.Kind] = AuditLabel.Hidden,
            [JobRecord.Title] = new(L.Later("Title")),
            [JobRecord.Total] = new(L.Later("Items")),
            [JobRecord.State] = new(L.Later("State")),
            [JobRecord.Clubs] = new(L.Later("Clubs")),
            [JobRecord.Note] = new(L.Later("Note")),
            [JobRecord.Done] = new(L.Later("Done")),
            [JobRecord.Counts] = new(L.Later("Outcomes"), Counts),
            [JobRecord.EndedAt] = new(L.Later("Ended")),
            [JobRecord.Problem] = new(L.Later("Problem")),
        },
    };

    private static string Counts(JsonElement stored) => string.Join(
        ", ", (JsonSerializer.Deserialize<Dictionary<string, long>>(stored.GetString() ?? "{}") ?? []).Select(pair => $"{Format.Number(pair.Value)} {L[pair.Key]}"));
}
