using Clubshop.Admin.Audit;

namespace Clubshop.Admin.SavedViews;

/// <summary>How the audit log speaks of shared views.</summary>
internal static class ViewAudit
{
    public const string Kind = "view";
    public const string Share = "share";

    public static AuditKind Labels { get; } = new()
    {
        Kind = Kind,
        Label = "Saved view",
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            [ViewItems.Name] = new("Name"),
            [ViewItems.Search] = new("Filters", value => value.GetString() is { Length: > 1 } text ? text[1..] : "none"),
            [ViewItems.OwnerId] = AuditLabel.Hidden,
            [ViewItems.OwnerName] = new("Owner"),
        },
        Actions = new Dictionary<string, string>(StringComparer.Ordinal) { [Share] = "shared" },
    };
}
