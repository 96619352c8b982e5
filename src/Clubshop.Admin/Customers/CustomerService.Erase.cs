using System.Text.Encodings.Web;
using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Customers;

/// <summary>Everything that is kept of a customer, as a file.</summary>
/// <param name="FileName">A name without anything personal.</param>
/// <param name="Json">UTF-8.</param>
public sealed record CustomerExport(string FileName, byte[] Json);

/// <summary>That a customer was erased: what the audit log keeps of it.</summary>
/// <param name="Number">The receipt's number: the id of the entry that asked, in the audit log.</param>
/// <param name="Sub">The customer's number.</param>
/// <param name="At">When, UTC.</param>
/// <param name="By">By whom.</param>
/// <param name="Why">Why, and for which case.</param>
public sealed record EraseReceipt(string Number, string Sub, DateTimeOffset At, string By, string Why);

// What the law gives a customer: a copy of everything, and its end.
public sealed partial class CustomerService
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Everything that is kept of a customer, in clear; in the audit log before it is handed out, and counted as a reveal.</summary>
    public async Task<Result<CustomerExport>> ExportAsync(Actor actor, string sub, Case why, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;
        if (CaseRules.Check(why, ticketNeeded: true, _options.Value) is { Count: > 0 } problems)
            return Result<CustomerExport>.Refused(problems);

        return await AskedAsync<Result<CustomerExport>>(async () =>
        {
            if (await CustomerAsync(sub, null, cancellationToken) is not { } customer)
                return NotThere();
            if (CaseRules.Personal(why, customer) is { } personal)
                return personal;
            if (await _reveals.CountAsync(actor, sub, CustomerField.Name, cancellationToken) is { } enough)
            {
                await _writes.RecordAsync(actor, Ids.New(_time), CustomerAudit.Draft(CustomerAudit.RefuseExport, sub, why.Words), cancellationToken);
                return enough;
            }

            var view = await ViewAsync(Actor.System, customer, null, cancellationToken);
            var kept = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["customer"] = customer.Sub,
                ["exportedAt"] = _time.GetUtcNow(),
                ["account"] = new
                {
                    userName = customer.UserName,
                    status = customer.Status,
                    enabled = customer.Enabled,
                    createdAt = customer.CreatedAt,
                    changedAt = customer.ModifiedAt,
                    attributes = customer.Attributes,
                    groups = view.Groups,
                    secondFactors = customer.Factors,
                },
                ["app"] = await _contact.ExportAsync(sub, cancellationToken),
                ["notifications"] = (await _messages.OfAsync(sub, cancellationToken)).Select(message => new { at = message.At, title = message.Title, channel = message.Channel, outcome = message.Outcome }),
                ["whatStaffDid"] = view.Events.Where(each => each.Who != "The account").Select(each => new { at = each.At, what = each.What }),
            };
            await _writes.RecordAsync(actor, Ids.New(_time), CustomerAudit.Draft(CustomerAudit.Export, sub, why.Words), cancellationToken);
            return new CustomerExport($"customer-{sub[..8]}.json", JsonSerializer.SerializeToUtf8Bytes(kept, Readable));
        }, problem => problem, cancellationToken);
    }

    /// <summary>Erases a customer for good: what the portal keeps, then the account. The audit log keeps that it was done, and nothing personal.</summary>
    public async Task<Result<EraseReceipt>> EraseAsync(Actor actor, string sub, Case why, string seen, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;
        if (CaseRules.Check(why, ticketNeeded: true, _options.Value) is { Count: > 0 } problems)
            return Result<EraseReceipt>.Refused(problems);

        return await AskedAsync<Result<EraseReceipt>>(async () =>
        {
            if (await CustomerAsync(sub, null, cancellationToken) is not { } customer)
                return NotThere();
            if (CaseRules.Personal(why, customer) is { } personal)
                return personal;
            if (SeenOf(customer) != seen)
                return new Problem(Problem.Conflict, "This account was changed elsewhere a moment ago. Nothing was erased. Reload the page and look at it again.");

            var exports = new Audit.AuditFilter { Kind = CustomerAudit.Kind, Record = sub, Action = CustomerAudit.Export };
            var exported = await _audit.ReadAsync(Actor.System, exports, null, 1, cancellationToken);
            if (CustomerEvents.ExportedAt(exported.Value?.Entries ?? []) is not { } at || at < _time.GetUtcNow() - ExportCounts)
                return new Problem("no-export", "Export their data first: they have a right to a copy, and afterwards there is none.");

            var asked = Asked(actor, sub, CustomerAction.Erase, why);
            using var limit = new CancellationTokenSource(MostTime, _time);
            return await RunAsync(asked, token => EraseEverywhereAsync(asked, token), limit.Token) is { } wrong
                ? wrong
                : new EraseReceipt(asked.Token, sub, _time.GetUtcNow(), actor.Name, why.Words);
        }, problem => problem, cancellationToken);
    }

    /// <summary>The receipt of a customer who was erased; null where none was.</summary>
    public async Task<Result<EraseReceipt>> ReceiptAsync(Actor actor, string sub, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;

        var filter = new Audit.AuditFilter { Kind = CustomerAudit.Kind, Record = sub, Action = CustomerAudit.NameOf(CustomerAction.Erase) };
        var read = CustomerUrls.IsSub(sub) ? await _audit.ReadAsync(Actor.System, filter, null, 1, cancellationToken) : null;
        var all = Permissions.ReachOf(actor.Role, Permission.SeeAudit) == Reach.All;
        return read?.Value?.Entries is [var entry, ..]
            ? new EraseReceipt(entry.Id.Replace(AuditAttributes.EndMark, "", StringComparison.Ordinal), sub, entry.At, all || entry.ActorId == actor.Id ? entry.ActorName : "A colleague", entry.Note ?? "")
            : NotThere();
    }

    // Ours first: while the account is there, somebody can find it and ask again.
    private async Task EraseEverywhereAsync(CustomerChange change, CancellationToken cancellationToken)
    {
        var who = new CustomerNamed(change.Sub, CustomerLabels.NumberOf(change.Sub));
        if (await _care.EraseAsync(change.Actor, who, change.Note, change.Token + AuditAttributes.PartMark, cancellationToken) is { } problem)
            throw new InvalidOperationException($"The registry refused to erase: {problem.Code}.");
        await _pool.DeleteAsync(change.Sub, cancellationToken);
    }

    private async Task EraseNowAsync(CustomerChange change, CancellationToken cancellationToken)
    {
        await EraseEverywhereAsync(change, cancellationToken);
        await FinishAsync(change, "finished after the portal was cut off");
    }
}
