using System.Security.Cryptography;
using System.Text;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Customers.Contact;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Customers.Reveal;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Customers;

/// <summary>An unmasked field, shown for a while.</summary>
/// <param name="Field">The field.</param>
/// <param name="Text">The unmasked text.</param>
/// <param name="HidesAt">When to mask it again (UTC).</param>
public sealed record Revealed(CustomerField Field, string Text, DateTimeOffset HidesAt)
{
    /// <summary>Leaves out the text, which is personal data.</summary>
    public override string ToString() => $"Revealed {{ {Field} }}";
}

/// <summary>
/// Shows one customer, masked, and helps them. Every call checks the actor's permission. Reveals and changes are recorded in the audit log, with a
/// reason and without personal data. A change in Cognito is an audit entry "asked", the call, and an entry "done" or "refused";
/// <see cref="CustomerSettlement"/> settles what was interrupted in between.
/// </summary>
public sealed partial class CustomerService
{
    private const int EventsShown = 40;
    private const int SummaryDays = 7;
    private static readonly TimeSpan ExportValidity = TimeSpan.FromDays(30);

    private readonly CustomerPool _pool;
    private readonly CustomerChangeStore _changes;
    private readonly RevealCounter _reveals;
    private readonly AuditLog _audit;
    private readonly WriteUnit _writes;
    private readonly CustomerContactReader _contact;
    private readonly RegistryStaffService _registry;
    private readonly ICustomerMessages _messages;
    private readonly IOptions<CustomerOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<CustomerService> _logger;

    internal CustomerService(
        CustomerPool pool, CustomerChangeStore changes, RevealCounter reveals, AuditLog audit, WriteUnit writes, CustomerContactReader contact,
        RegistryStaffService registry, ICustomerMessages messages, IOptions<CustomerOptions> options, TimeProvider time, ILogger<CustomerService> logger) =>
        (_pool, _changes, _reveals, _audit, _writes, _contact, _registry, _messages, _options, _time, _logger) =
        (pool, changes, reveals, audit, writes, contact, registry, messages, options, time, logger);

    /// <summary>One customer as stored now, masked.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="sub">The customer's number.</param>
    /// <param name="waits">Receives the waiting time when Cognito is busy.</param>
    /// <param name="cancellationToken">Cancelled when the page is left.</param>
    /// <exception cref="CustomersUnreachableException">Cognito did not answer.</exception>
    public async Task<Result<CustomerView>> FindAsync(Actor actor, string sub, IProgress<TimeSpan>? waits, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;

        return await CallCognitoAsync<Result<CustomerView>>(
            async () => await CustomerAsync(sub, waits, cancellationToken) is { } customer ? await ViewAsync(actor, customer, waits, cancellationToken) : NotFound(),
            problem => problem, cancellationToken);
    }

    /// <summary>Reveals one field for <see cref="CustomerOptions.RevealSeconds"/>. Counted and limited, and recorded in the audit log before it is shown.</summary>
    public async Task<Result<Revealed>> RevealAsync(Actor actor, string sub, CustomerField field, Case why, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;
        if (CaseRules.Check(why, ticketNeeded: true, _options.Value) is { Count: > 0 } problems)
            return Result<Revealed>.Refused(problems);

        return await CallCognitoAsync<Result<Revealed>>(async () =>
        {
            if (await CustomerAsync(sub, null, cancellationToken) is not { } customer)
                return NotFound();
            if (CaseRules.CheckPersonal(why, customer) is { } personal)
                return personal;
            if (customer.Value(field) is not { Length: > 0 } value)
                return new Problem("empty", L["There is nothing to show. Reload the page."]);
            var note = $"{CustomerLabels.KeptLabel(field)}; {why.AuditText}";
            if (await _reveals.CountAsync(actor, sub, field, cancellationToken) is { } enough)
            {
                await _writes.RecordAsync(actor, Ids.New(_time), CustomerAudit.Draft(CustomerAudit.RefuseReveal, sub, note), cancellationToken);
                return enough;
            }

            await _writes.RecordAsync(actor, Ids.New(_time), CustomerAudit.Draft(CustomerAudit.Reveal, sub, note), cancellationToken);
            return new Revealed(field, value, _time.GetUtcNow().AddSeconds(_options.Value.RevealSeconds));
        }, problem => problem, cancellationToken);
    }

    /// <summary>Who revealed fields in the last 7 days; for those who may help customers and read the whole audit log.</summary>
    public async Task<Result<RevealReport>> RevealsAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!CanSeeReveals(actor))
            return new Problem(Problem.Forbidden, L["Only those who may read the whole audit log can see this."]);

        return new RevealReport(await _reveals.SummaryAsync(SummaryDays, cancellationToken));
    }

    /// <summary>Whether a person may see who revealed what.</summary>
    public static bool CanSeeReveals(Actor actor) =>
        actor.Has(Permission.HelpCustomers) && Permissions.ReachOf(actor.Role, Permission.SeeAudit) == Reach.All;

    private async Task<Customer?> CustomerAsync(string sub, IProgress<TimeSpan>? waits, CancellationToken cancellationToken)
    {
        if (!CustomerUrls.IsSub(sub) || await _pool.FindAsync(sub, waits, cancellationToken) is not { } customer)
            return null;

        // Cognito also accepts a user name or an alias in place of the sub.
        return customer.Sub == sub ? customer : null;
    }

    private async Task<CustomerView> ViewAsync(Actor actor, Customer customer, IProgress<TimeSpan>? waits, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var asked = _pool.GroupsAsync(customer.Sub, waits, cancellationToken);
        var finding = _contact.FindAsync(customer.Sub, cancellationToken);
        var history = await _audit.HistoryAsync(Actor.System, CustomerAudit.Kind, customer.Sub, null, EventsShown, cancellationToken);
        var entries = history.Value?.Entries ?? [];
        var (groups, contact) = (await asked, await finding);
        return new()
        {
            Sub = customer.Sub,
            Name = customer.MaskedName,
            Status = customer.Status,
            Enabled = customer.Enabled,
            Fields = [.. Enum.GetValues<CustomerField>().Select(field => FieldOf(customer, field)).OfType<MaskedField>()],
            Groups = groups,
            Factors = CustomerSummary.Factors(customer),
            HasAuthenticator = customer.HasAuthenticator,
            CreatedAt = customer.CreatedAt,
            Contact = contact,
            Summary = [.. CustomerSummary.Of(customer, CustomerEvents.CodeSentAt(entries), now), .. CustomerSummary.Of(contact)],
            Events = CustomerEvents.Of(actor, customer, entries),
            Offers = [.. HelpOffers.Of(customer)],
            Exported = CustomerEvents.ExportedAt(entries) >= now - ExportValidity,
            Seen = SeenOf(customer),
        };
    }

    private static MaskedField? FieldOf(Customer customer, CustomerField field) => customer.Masked(field) is not { } masked ? null : new(
        field, masked, field switch
        {
            CustomerField.Email => customer.EmailVerified,
            CustomerField.Phone => customer.PhoneVerified,
            _ => null,
        });

    // A hash of everything a decision is based on, so that a change is noticed without giving the page the values.
    private static string SeenOf(Customer customer) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        customer.Sub, customer.Status, customer.Enabled, customer.Email, customer.EmailVerified, customer.Phone, customer.PhoneVerified,
        string.Join(',', customer.Factors)))).AsSpan(0, 12));

    private static async Task<T> CallCognitoAsync<T>(Func<Task<T>> what, Func<Problem, T> refuse, CancellationToken cancellationToken)
    {
        try
        {
            return await what();
        }
        catch (CognitoBusyException)
        {
            return refuse(CustomerLabels.Busy());
        }
        catch (Exception failure) when (CustomerRefusals.IsOutage(failure) && !cancellationToken.IsCancellationRequested)
        {
            throw new CustomersUnreachableException(failure);
        }
    }

    private static Problem NotFound() => new(Problem.NotFound, L["This customer does not exist."]);
}
