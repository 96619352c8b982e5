using System.Text.Encodings.Web;
using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Customers;

/// <summary>Everything we keep about a customer, as a file.</summary>
/// <param name="FileName">A file name without personal data.</param>
/// <param name="Json">The content, as UTF-8.</param>
public sealed record CustomerExport(string FileName, byte[] Json);

/// <summary>The receipt of an erasure, from the audit log.</summary>
/// <param name="Number">The receipt number: the id of the audit entry that requested the erasure.</param>
/// <param name="Sub">The customer's number.</param>
/// <param name="At">When it was done (UTC).</param>
/// <param name="By">Who did it.</param>
/// <param name="Why">The reason and case number.</param>
public sealed record EraseReceipt(string Number, string Sub, DateTimeOffset At, string By, string Why);

// The rights that the law gives customers: a copy of their data, and its erasure.
public sealed partial class CustomerService
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Exports everything we keep about a customer, unmasked. Recorded in the audit log before it is handed out, and counted as a reveal.</summary>
    public async Task<Result<CustomerExport>> ExportAsync(Actor actor, string sub, Case why, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;
        if (CaseRules.Check(why, ticketNeeded: true, _options.Value) is { Count: > 0 } problems)
            return Result<CustomerExport>.Refused(problems);

        return await CallCognitoAsync<Result<CustomerExport>>(async () =>
        {
            if (await CustomerAsync(sub, null, cancellationToken) is not { } customer)
                return NotFound();
            if (CaseRules.CheckPersonal(why, customer) is { } personal)
                return personal;
            if (await _reveals.CountAsync(actor, sub, CustomerField.Name, cancellationToken) is { } enough)
            {
                await _writes.RecordAsync(actor, Ids.New(_time), CustomerAudit.Draft(CustomerAudit.RefuseExport, sub, why.AuditText), cancellationToken);
                return enough;
            }

            var kept = await KeptAsync(customer, cancellationToken);
            await _writes.RecordAsync(actor, Ids.New(_time), CustomerAudit.Draft(CustomerAudit.Export, sub, why.AuditText), cancellationToken);
            return new CustomerExport($"customer-{sub[..8]}.json", JsonSerializer.SerializeToUtf8Bytes(kept, Readable));
        }, problem => problem, cancellationToken);
    }

    // Everything that is kept about a customer. A file is in English, whoever exports it.
    private async Task<Dictionary<string, object?>> KeptAsync(Customer customer, CancellationToken cancellationToken)
    {
        Languages.Use(Languages.English);
        var view = await ViewAsync(Actor.System, customer, null, cancellationToken);
        return new Dictionary<string, object?>(StringComparer.Ordinal)
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
            ["app"] = await _contact.ExportAsync(customer.Sub, cancellationToken),
            ["notifications"] = (await _messages.ListAsync(customer.Sub, cancellationToken))
                .Select(message => new { at = message.At, title = message.Title, channel = message.Channel, outcome = message.Outcome }),
            ["whatStaffDid"] = view.Events.Where(each => each.Who != CustomerEvents.Account).Select(each => new { at = each.At, what = each.What }),
        };
    }

    /// <summary>Erases a customer permanently: first what the portal keeps, then the account. The audit log keeps only that it was done.</summary>
    public async Task<Result<EraseReceipt>> EraseAsync(Actor actor, string sub, Case why, string seen, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;
        if (CaseRules.Check(why, ticketNeeded: true, _options.Value) is { Count: > 0 } problems)
            return Result<EraseReceipt>.Refused(problems);

        return await CallCognitoAsync<Result<EraseReceipt>>(async () =>
        {
            if (await CustomerAsync(sub, null, cancellationToken) is not { } customer)
                return NotFound();
            if (CaseRules.CheckPersonal(why, customer) is { } personal)
                return personal;
            if (SeenOf(customer) != seen)
                return new Problem(Problem.Conflict, L["This account has just been changed elsewhere. Nothing was erased. Reload the page and check it again."]);

            var exports = new Audit.AuditFilter { Kind = CustomerAudit.Kind, Record = sub, Action = CustomerAudit.Export };
            var exported = await _audit.ReadAsync(Actor.System, exports, null, 1, cancellationToken);
            if (CustomerEvents.ExportedAt(exported.Value?.Entries ?? []) is not { } at || at < _time.GetUtcNow() - ExportValidity)
                return new Problem("no-export", L["Export their data first: they have a right to a copy, and afterwards it is gone."]);

            var asked = NewChange(actor, sub, CustomerAction.Erase, why);
            using var limit = new CancellationTokenSource(CallTimeout, _time);
            return await RunAsync(asked, token => EraseEverywhereAsync(asked, token), limit.Token) is { } wrong
                ? wrong
                : new EraseReceipt(asked.Token, sub, _time.GetUtcNow(), actor.Name, why.AuditText);
        }, problem => problem, cancellationToken);
    }

    /// <summary>The receipt of an erased customer; <see cref="Problem.NotFound"/> if there is none.</summary>
    public async Task<Result<EraseReceipt>> ReceiptAsync(Actor actor, string sub, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;

        var filter = new Audit.AuditFilter { Kind = CustomerAudit.Kind, Record = sub, Action = CustomerAudit.NameOf(CustomerAction.Erase) };
        var read = CustomerUrls.IsSub(sub) ? await _audit.ReadAsync(Actor.System, filter, null, 1, cancellationToken) : null;
        var all = Permissions.ReachOf(actor.Role, Permission.SeeAudit) == Reach.All;
        return read?.Value?.Entries is [var entry, ..]
            ? new EraseReceipt(
                entry.Id.Replace(AuditAttributes.EndMark, "", StringComparison.Ordinal), sub, entry.At,
                all || entry.ActorId == actor.Id ? entry.ActorName : L["A colleague"], entry.Note ?? "")
            : NotFound();
    }

    // The portal's data first: while the account exists, somebody can find it and repeat the request.
    private async Task EraseEverywhereAsync(CustomerChange change, CancellationToken cancellationToken)
    {
        var who = new CustomerNamed(change.Sub, CustomerLabels.KeptNumberOf(change.Sub));
        if (await _registry.EraseAsync(change.Actor, who, change.Note, change.Token + AuditAttributes.PartMark, cancellationToken) is { } problem)
            throw new InvalidOperationException($"The registry refused to erase: {problem.Code}.");
        await _pool.DeleteAsync(change.Sub, cancellationToken);
    }

    private async Task EraseNowAsync(CustomerChange change, CancellationToken cancellationToken)
    {
        await EraseEverywhereAsync(change, cancellationToken);
        await FinishAsync(change, L.Later("finished after the portal was cut off"));
    }
}
