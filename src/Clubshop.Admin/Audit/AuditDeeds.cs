using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Audit;

/// <summary>
/// What belongs together in the log. That something was asked of another service, and that a job was started, is told by what came of it once
/// that is in the log: one entry for each thing that a person did. Pure.
/// </summary>
internal static class AuditDeeds
{
    /// <summary>Whether an entry is only the beginning, or a part, of something whose end tells it all.</summary>
    public static bool IsPart(AuditEntry entry) =>
        entry.Action.StartsWith(AuditAttributes.AskMark, StringComparison.Ordinal) || (entry is { Kind: "job", Action: AuditActions.Start })
        || entry.Id.EndsWith(AuditAttributes.PartMark, StringComparison.Ordinal);

    /// <summary>The id of what an entry belongs to.</summary>
    public static string DeedOf(AuditEntry entry) => entry.Id.EndsWith(AuditAttributes.PartMark, StringComparison.Ordinal) ? entry.Id[..^AuditAttributes.PartMark.Length] : entry.Id;

    /// <summary>The id of what an entry ends; null where it ends nothing.</summary>
    public static string? EndOf(AuditEntry entry) => entry.Id.EndsWith(AuditAttributes.EndMark, StringComparison.Ordinal)
        ? entry.Id[..^AuditAttributes.EndMark.Length]
        : entry is { Kind: "job", Action: AuditActions.Finish } ? entry.EntityId : null;
}
