using Clubshop.Admin.Audit;

namespace Clubshop.Admin.Watch;

/// <summary>How the audit log speaks of findings and of the check.</summary>
internal static class WatchAudit
{
    public const string Kind = "finding";
    public const string CheckKind = "nightly-check";
    public const string Assign = "assign";
    public const string Snooze = "snooze";
    public const string Dismiss = "dismiss";
    public const string Reopen = "reopen";

    public static AuditKind Findings { get; } = new()
    {
        Kind = Kind,
        Label = L.Later("Finding"),
        Href = static _ => WatchUrls.Inbox,
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            [FindingItems.OwnerId] = AuditLabel.Hidden,
            [FindingItems.OwnerName] = new(L.Later("Owner")),
            [FindingItems.SnoozedUntil] = new(L.Later("Snoozed until")),
            [FindingItems.Reason] = new(L.Later("No problem because")),
            [FindingItems.DismissedBy] = AuditLabel.Hidden,
        },
        Actions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Assign] = L.Later("assigned"),
            [Snooze] = L.Later("snoozed"),
            [Dismiss] = L.Later("dismissed"),
            [Reopen] = L.Later("reopened"),
        },
    };

    public static AuditKind Checks { get; } = new() { Kind = CheckKind, Label = L.Later("Nightly check"), Href = static _ => WatchUrls.Inbox };
}
