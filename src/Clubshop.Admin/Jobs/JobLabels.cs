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
        Label = "Job",
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            [JobRecord.Kind] = AuditLabel.Hidden,
            [JobRecord.Title] = new("Title"),
            [JobRecord.Total] = new("Items"),
            [JobRecord.State] = new("State"),
            [JobRecord.Clubs] = new("Clubs"),
            [JobRecord.Note] = new("Note"),
            [JobRecord.Done] = new("Done"),
            [JobRecord.Counts] = new("Outcomes", Counts),
            [JobRecord.EndedAt] = new("Ended"),
            [JobRecord.Problem] = new("Problem"),
        },
    };

    private static string Counts(JsonElement stored) => string.Join(
        ", ", (JsonSerializer.Deserialize<Dictionary<string, long>>(stored.GetString() ?? "{}") ?? []).Select(pair => $"{Format.Number(pair.Value)} {pair.Key}"));
}
