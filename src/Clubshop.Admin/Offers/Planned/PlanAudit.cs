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
        Label = "Planned change",
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            [PlanItems.OfferId] = AuditLabel.Hidden,
            [PlanItems.Title] = AuditLabel.Hidden,
            [PlanItems.Values] = AuditLabel.Hidden,
            [PlanItems.Was] = AuditLabel.Hidden,
            [PlanItems.PlannerId] = AuditLabel.Hidden,
            [PlanItems.PlannedAt] = AuditLabel.Hidden,
            [PlanItems.PlannerName] = new("Planned by"),
            [PlanItems.Says] = new("Change"),
            [PlanItems.At] = new("When", Moment),
            [PlanItems.BackAt] = new("Goes back", Moment),
            [PlanItems.DoneAt] = new("Done", Moment),
            [PlanItems.BackDoneAt] = new("Went back", Moment),
            [PlanItems.State] = new("State", value => EnumReader.Read<PlanState>(value.ToString()) is { } state ? PlanLabels.Of(state) : value.ToString()),
            [PlanItems.Reason] = new("Reason"),
        },
        Actions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Plan] = "planned",
            [Cancel] = "cancelled",
            [Refuse] = "refused",
            [Settle] = "settled",
            [PutAway] = "put away",
        },
    };

    private static string Moment(System.Text.Json.JsonElement value) =>
        Storage.Times.TryParse(value.ToString(), out var instant) ? Format.DateTime(instant) + " IST" : value.ToString();
}
