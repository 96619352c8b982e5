using Clubshop.Admin.Audit;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Customers;

/// <summary>
/// A customer's timeline: what staff did, from the audit log, and Cognito's dates. Everybody who helps a customer sees what was done before; only
/// those who may read the whole audit log see which colleague did it.
/// </summary>
internal static class CustomerEvents
{
    /// <summary>Who did what nobody did by hand.</summary>
    public static string Account => L["The account"];

    private static readonly string[] Sending = [CustomerAudit.NameOf(CustomerAction.ResendConfirmation), CustomerAudit.NameOf(CustomerAction.ResetPassword)];

    /// <summary>When staff last had a code sent; null if never.</summary>
    public static DateTimeOffset? CodeSentAt(IEnumerable<AuditEntry> entries) =>
        entries.Where(entry => Sending.Contains(entry.Action, StringComparer.Ordinal)).Select(entry => (DateTimeOffset?)entry.At).Max();

    /// <summary>When the customer's data was last exported; null if never.</summary>
    public static DateTimeOffset? ExportedAt(IEnumerable<AuditEntry> entries) =>
        entries.Where(entry => entry.Action == CustomerAudit.Export).Select(entry => (DateTimeOffset?)entry.At).Max();

    /// <summary>The events, newest first.</summary>
    public static IReadOnlyList<CustomerEvent> Of(Actor actor, Customer customer, IReadOnlyList<AuditEntry> entries)
    {
        var seesAll = Permissions.ReachOf(actor.Role, Permission.SeeAudit) == Reach.All;
        var ended = entries.Select(entry => entry.Id).ToHashSet(StringComparer.Ordinal);
        List<CustomerEvent> events = [];
        foreach (var entry in entries)
        {
            // A request with a closing entry is shown by that entry.
            if (entry.Action.StartsWith(CustomerAudit.Asked, StringComparison.Ordinal) && ended.Contains(entry.Id + AuditAttributes.EndMark))
                continue;

            var who = entry.ActorId == actor.Id ? L["You"] : seesAll ? entry.ActorName : L["A colleague"];
            var (what, why) = Describe(entry, noted: seesAll || entry.ActorId == actor.Id);
            var tone = entry.Action.StartsWith(CustomerAudit.Refused, StringComparison.Ordinal) ? Tone.Bad : events.Count == 0 ? Tone.Info : Tone.Plain;
            events.Add(new(entry.At, who, what, why, tone));
        }

        if (customer.ModifiedAt is { } modified && modified != customer.CreatedAt && !entries.Any(entry => Math.Abs((entry.At - modified).TotalMinutes) < 1))
            events.Add(new(modified, Account, L["was last changed"]));
        if (customer.CreatedAt is { } created)
            events.Add(new(created, Account, L["was created"]));

        return [.. events.OrderByDescending(each => each.At)];
    }

    // A note consists of parts: for a reveal the detail, for an opt-out the change, then always the reason and the case.
    private static (string What, string? Why) Describe(AuditEntry entry, bool noted)
    {
        var parts = noted && entry.Note is { Length: > 0 } note ? note.Split("; ") : [];
        return (entry.Action, parts) switch
        {
            (CustomerAudit.Reveal, [var label, .. var why]) => (L[$"looked at the {Detail(label)} of this customer"], Why(why)),
            (CustomerAudit.RefuseReveal, [var label, .. var why]) => (L[$"reached the limit and was not shown the {Detail(label)}"], Why(why)),
            (RegistryStaffService.OptOut, [var change, .. var why]) => (L[$"{L[change]} for this customer"], Why(why)),
            _ => (Describe(entry.Action), Why(parts)),
        };
    }

    private static string Detail(string label) =>
        Enum.GetValues<CustomerField>().Where(field => CustomerLabels.KeptLabel(field) == label).Select(CustomerLabels.InSentence).FirstOrDefault(L["details"]);

    private static string? Why(string[] parts) => parts.Length == 0 ? null : string.Join(" · ", Said(parts));

    /// <summary>A note of the log, in the language of the person.</summary>
    public static string Shown(string note) => string.Join("; ", Said(note.Split("; ")));

    // The log keeps reasons and refusals in English; some refusals have a semicolon of their own.
    private static IEnumerable<string> Said(string[] parts)
    {
        const string Case = "case ";
        for (var at = 0; at < parts.Length; at++)
        {
            var two = at + 1 < parts.Length ? $"{parts[at]}; {parts[at + 1]}" : "";
            if (L[two] is var said && said != two)
            {
                yield return said;
                at++;
            }
            else
            {
                yield return parts[at].StartsWith(Case, StringComparison.Ordinal) ? L[$"case {parts[at][Case.Length..]}"] : L[parts[at]];
            }
        }
    }

    private static string Describe(string action)
    {
        var text = CustomerAudit.Labels.Actions.GetValueOrDefault(action) ?? action.Replace('-', ' ');
        return text.Split(' ')[^1] switch
        {
            "of" or "to" or "off" => L[$"{L[text]} this customer"],
            "enabled" or "disabled" or "enable" or "disable" => L[$"{L[text]} the account"],
            "erased" or "erase" => L[$"{L[text]} the account"],
            _ => L[text],
        };
    }
}
