using Clubshop.Admin.Audit;
using Clubshop.Admin.Input;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers.Planned;

/// <summary>How the audit log speaks of planned changes. The change itself is an entry of the offer, in the name of who planned it.</summary>
internal static class PlanAudit
{
    public const string Kind = "planned-change";
    public const string Plan = "plan";
    public const string Cancel = "cancel";
    public const string Refuse = "refuse";
    public const string Settle = "settle";
    public const string PutAway = "put-away";

    public static AuditKind Plans { get; } = new()
    {
        Kind = Kind,
        Label = L.Later("Planned change"),
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            [PlanItems.OfferId] = AuditLabel.Hidden,
            [PlanItems.Title] = AuditLabel.Hidden,
            [PlanItems.Values] = AuditLabel.Hidden,
            [PlanItems.Was] = AuditLabel.Hidden,
            [PlanItems.PlannerId] = AuditLabel.Hidden,
            [PlanItems.PlannedAt] = AuditLabel.Hidden,
            [PlanItems.PlannerName] = new(L.Later("Planned by")),
            [PlanItems.Says] = new(L.Later("Change")),
            [PlanItems.At] = new(L.Later("When"), Moment),
            [PlanItems.BackAt] = new(L.Later("Goes back"), Moment),
            [PlanItems.DoneAt] = new(L.Later("Done"), Moment),
            [PlanItems.BackDoneAt] = new(L.Later("Went back"), Moment),
            [PlanItems.State] = new(L.Later("State"), value => EnumReader.Read<PlanState>(value.ToString()) is { } state ? L[PlanLabels.Of(state)] : value.ToString()),
            [PlanItems.Reason] = new(L.Later("Reason")),
        },
        Actions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Plan] = L.Later("planned"),
            [Cancel] = L.Later("cancelled"),
            [Refuse] = L.Later("refused"),
            [Settle] = L.Later("settled"),
            [PutAway] = L.Later("put away"),
        },
    };

    private static string Moment(System.Text.Json.JsonElement value) =>
        Storage.Times.TryParse(value.ToString(), out var instant) ? Format.DateTime(instant) + " IST" : value.ToString();
}
