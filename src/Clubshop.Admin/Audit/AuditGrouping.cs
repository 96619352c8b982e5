using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Audit;

/// <summary>
/// Groups entries that belong to one operation, so that a reader sees one entry per operation: the request to another service and the start of a job
/// are hidden once the closing entry is in the log. Pure.
/// </summary>
internal static class AuditGrouping
{
    /// <summary>Whether an entry is only the start or a part of an operation whose closing entry says it all.</summary>
    public static bool IsPart(AuditEntry entry) =>
        entry.Action.StartsWith(AuditAttributes.AskMark, StringComparison.Ordinal) || (entry is { Kind: "job", Action: AuditActions.Start })
        || entry.Id.EndsWith(AuditAttributes.PartMark, StringComparison.Ordinal);

    /// <summary>The id of the operation that an entry belongs to.</summary>
    public static string OperationOf(AuditEntry entry) =>
        entry.Id.EndsWith(AuditAttributes.PartMark, StringComparison.Ordinal) ? entry.Id[..^AuditAttributes.PartMark.Length] : entry.Id;

    /// <summary>The id of the job that an entry closes, whose rows have entries of their own; null if it closes none.</summary>
    public static string? RunEndedBy(AuditEntry entry) => entry is { Kind: "job", Action: AuditActions.Finish } ? entry.EntityId : null;

    /// <summary>The id of the operation that an entry closes; null if it closes none.</summary>
    public static string? EndedOperationOf(AuditEntry entry) => entry.Id.EndsWith(AuditAttributes.EndMark, StringComparison.Ordinal)
        ? entry.Id[..^AuditAttributes.EndMark.Length]
        : entry is { Kind: "job", Action: AuditActions.Finish } ? entry.EntityId : null;
}
