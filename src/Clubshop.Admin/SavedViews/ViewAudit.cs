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
        Label = L.Later("Saved view"),
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            [ViewItems.Name] = new(L.Later("Name")),
            [ViewItems.Search] = new(L.Later("Filters"), value => value.GetString() is { Length: > 1 } text ? text[1..] : L["none"]),
            [ViewItems.OwnerId] = AuditLabel.Hidden,
            [ViewItems.OwnerName] = new(L.Later("Owner")),
        },
        Actions = new Dictionary<string, string>(StringComparer.Ordinal) { [Share] = L.Later("shared") },
    };
}
