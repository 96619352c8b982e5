using Clubshop.Admin.Common;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Customers;

// Changes in Cognito: audit entry "asked", the call, audit entry "done" or "refused"; and settling those that were interrupted.
public sealed partial class CustomerService
{
    // The caller gives up before anybody else settles the change.
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan SettleAfter = TimeSpan.FromMinutes(2);

    /// <summary>Performs an action for a customer and returns the account as it is afterwards.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="sub">The customer's number.</param>
    /// <param name="request">The action, its reason, and what the person saw. If the account has changed since, nothing is done and the result holds the current account.</param>
    /// <param name="cancellationToken">Observed until Cognito is called.</param>
    public async Task<Result<CustomerView>> HelpAsync(Actor actor, string sub, HelpRequest request, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;
        if (request.Action == CustomerAction.Erase)
            throw new ArgumentException("Use EraseAsync to erase a customer.", nameof(request));
        if (Check(request) is { Count: > 0 } problems)
            return Result<CustomerView>.Refused(problems);

        return await CallCognitoAsync<Result<CustomerView>>(async () =>
        {
            if (await CustomerAsync(sub, null, cancellationToken) is not { } customer)
                return NotFound();
            if (CaseRules.CheckPersonal(request.Case, customer) is { } personal)
                return personal;
            if (SeenOf(customer) != request.Seen)
            {
                return Result<CustomerView>.Conflicted(
                    await ViewAsync(actor, customer, null, cancellationToken),
                    L["This account has just been changed elsewhere. Nothing was done. Check it as it is now, and repeat the action if it is still right."]);
            }

            if (HelpOffers.Refuse(request.Action, customer) is { } problem)
                return problem;

            var same = IsSame(request, customer);
            if (same && (request.Action != CustomerAction.CorrectPhone || await _contact.HasPhoneAsync(sub, customer.Phone!, cancellationToken)))
            {
                return new Problem(
                    "already",
                    request.Action == CustomerAction.CorrectEmail ? L["The account already has this address. Nothing was changed."] : L["The account already has this number. Nothing was changed."],
                    nameof(HelpRequest.Value));
            }

            var asked = NewChange(actor, sub, request.Action, request.Case);
            // From here on, leaving the page cancels nothing.
            using var limit = new CancellationTokenSource(CallTimeout, _time);
            if (await RunAsync(asked, token => same ? Task.CompletedTask : CallAsync(request, customer, token), limit.Token) is { } wrong)
                return wrong;

            return await CustomerAsync(sub, null, CancellationToken.None) is { } now ? await ViewAsync(actor, now, null, CancellationToken.None) : NotFound();
        }, problem => problem, cancellationToken);
    }

    /// <summary>Settles changes that were requested a while ago and have no closing entry in the audit log.</summary>
    /// <returns>The number of settled changes.</returns>
    internal async Task<int> SettleAsync(CancellationToken cancellationToken)
    {
        var settled = 0;
        foreach (var change in await _changes.OpenAsync(cancellationToken))
        {
            if (_time.GetUtcNow() - change.AskedAt < SettleAfter || !await _changes.IsOpenAsync(change, cancellationToken))
                continue;

            await SettleAsync(change, cancellationToken);
            settled++;
        }

        return settled;
    }

    // Setting an unchanged address would make it unverified, and lock the customer out of the account.
    private static bool IsSame(HelpRequest request, Customer customer) => request.Action switch
    {
        CustomerAction.CorrectEmail => string.Equals(CaseRules.Address(request.Action, request.Value).Value, customer.Email, StringComparison.OrdinalIgnoreCase),
        CustomerAction.CorrectPhone => CaseRules.Address(request.Action, request.Value).Value == customer.Phone,
        _ => false,
    };

    private List<Problem> Check(HelpRequest request)
    {
        var ticket = request.Action is CustomerAction.Disable or CustomerAction.CorrectEmail or CustomerAction.CorrectPhone or CustomerAction.Erase;
        List<Problem> problems = [.. CaseRules.Check(request.Case, ticket, _options.Value)];
        if (request.Action is CustomerAction.CorrectEmail or CustomerAction.CorrectPhone)
            problems.AddRange(CaseRules.Address(request.Action, request.Value).Problems);
        return problems;
    }

    private CustomerChange NewChange(Actor actor, string sub, CustomerAction action, Case why) => new()
    {
        Token = Ids.New(_time),
        Action = action,
        Actor = actor,
        Sub = sub,
        Note = why.AuditText,
        AskedAt = _time.GetUtcNow(),
    };

    private async Task<Problem?> RunAsync(CustomerChange change, Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        await _changes.AddAsync(change, cancellationToken);
        await RecordAskedAsync(change, cancellationToken);
        try
        {
            await call(cancellationToken);
        }
        catch (Exception exception) when (CustomerRefusals.Of(exception, change.Action) is { } problem)
        {
            LogRefused(change.Action, change.Sub, exception.GetType().Name);
            await RefuseAsync(change, problem.Message);
            return CustomerRefusals.Shown(problem);
        }
        catch (Exception exception) when (CustomerRefusals.IsOutage(exception))
        {
            // The outcome is unknown: the change stays open and is settled from Cognito's state later.
            LogUncertain(change.Action, change.Sub, exception.GetType().Name);
            return new("unreachable", L["The customer directory did not answer. Within a few minutes the portal checks whether this was done, and writes it to the audit log."]);
        }

        await FinishAsync(change, null);
        return null;
    }

    private Task CallAsync(HelpRequest request, Customer customer, CancellationToken cancellationToken) => request.Action switch
    {
        CustomerAction.ResendConfirmation when customer.Status == "FORCE_CHANGE_PASSWORD" => _pool.ResendInvitationAsync(customer, cancellationToken),
        CustomerAction.ResendConfirmation => _pool.ResendConfirmationAsync(customer, cancellationToken),
        CustomerAction.ResetPassword => _pool.ResetPasswordAsync(customer.Sub, cancellationToken),
        CustomerAction.Enable => _pool.EnableAsync(customer.Sub, cancellationToken),
        CustomerAction.Disable => _pool.DisableAsync(customer.Sub, cancellationToken),
        CustomerAction.SignOut => _pool.SignOutAsync(customer.Sub, cancellationToken),
        CustomerAction.ResetAuthenticator => _pool.ResetAuthenticatorAsync(customer.Sub, cancellationToken),
        CustomerAction.CorrectEmail => _pool.CorrectAsync(customer.Sub, "email", CaseRules.Address(request.Action, request.Value).Value!, cancellationToken),
        CustomerAction.CorrectPhone => _pool.CorrectAsync(customer.Sub, "phone_number", CaseRules.Address(request.Action, request.Value).Value!, cancellationToken),
        _ => throw new ArgumentException($"{request.Action} is not an action of this method.", nameof(request)),
    };

    private Task RecordAskedAsync(CustomerChange change, CancellationToken cancellationToken) => _writes.RecordAsync(
        change.Actor, change.Token, CustomerAudit.Draft(CustomerAudit.Asked + CustomerAudit.NameOf(change.Action), change.Sub, change.Note), cancellationToken);

    private async Task FinishAsync(CustomerChange change, string? how)
    {
        var note = how is null ? change.Note : $"{change.Note}; {how}";
        if (change.Action == CustomerAction.CorrectPhone && await FollowPhoneAsync(change, note))
        {
            await _changes.RemoveAsync(change);
            return;
        }

        await _writes.RecordAsync(change.Actor, change.EndToken, CustomerAudit.Draft(CustomerAudit.NameOf(change.Action), change.Sub, note), CancellationToken.None);
        await _changes.RemoveAsync(change);
    }

    // SMS go to the number that Cognito has now. The registry's copy and the correction's audit entry are written in one transaction.
    private async Task<bool> FollowPhoneAsync(CustomerChange change, string note) =>
        await CustomerAsync(change.Sub, null, CancellationToken.None) is { Phone: { } phone }
        && await _registry.CorrectPhoneAsync(
            change.Actor, new(change.Sub, CustomerLabels.KeptNumberOf(change.Sub)), phone,
            CustomerAudit.NameOf(change.Action), note, change.EndToken, CancellationToken.None) is { Ok: true };

    private async Task RefuseAsync(CustomerChange change, string why)
    {
        var draft = CustomerAudit.Draft(CustomerAudit.Refused + CustomerAudit.NameOf(change.Action), change.Sub, $"{change.Note}; {why}");
        await _writes.RecordAsync(change.Actor, change.EndToken, draft, CancellationToken.None);
        await _changes.RemoveAsync(change);
    }

    private async Task SettleAsync(CustomerChange change, CancellationToken cancellationToken)
    {
        // Idempotent: written once, even if the portal stopped before it was.
        await RecordAskedAsync(change, cancellationToken);
        if (change.Action == CustomerAction.Erase)
        {
            await EraseNowAsync(change, cancellationToken);
            return;
        }

        if (await _pool.FindAsync(change.Sub, null, cancellationToken) is not { } customer)
        {
            await RefuseAsync(change, L.Later("the account was deleted in the meantime"));
            return;
        }

        if (change.Action == CustomerAction.SignOut)
            await _pool.SignOutAsync(change.Sub, cancellationToken); // harmless to repeat
        var changedSince = customer.ModifiedAt >= change.AskedAt.AddSeconds(-1);
        var done = change.Action switch
        {
            CustomerAction.Enable => customer.Enabled,
            CustomerAction.Disable => !customer.Enabled,
            CustomerAction.ResetPassword => customer.Status == "RESET_REQUIRED" || changedSince,
            CustomerAction.ResetAuthenticator => !customer.HasAuthenticator,
            CustomerAction.CorrectEmail => changedSince && customer is { Email: not null, EmailVerified: false },
            CustomerAction.CorrectPhone => changedSince && customer is { Phone: not null, PhoneVerified: false },
            CustomerAction.SignOut => true,
            _ => changedSince,
        };
        await (done
            ? FinishAsync(change, L.Later("found done when it was checked later"))
            : RefuseAsync(change, L.Later("the portal stopped before it was done; nothing was changed")));
    }

    [LoggerMessage(EventId = 2801, Level = LogLevel.Warning, Message = "Cognito refused {Action} for {Sub}: {Exception}")]
    private partial void LogRefused(CustomerAction action, string sub, string exception);

    [LoggerMessage(EventId = 2802, Level = LogLevel.Error, Message = "The outcome of {Action} for {Sub} is unknown and will be checked: {Exception}")]
    private partial void LogUncertain(CustomerAction action, string sub, string exception);
}

/// <summary>Settles interrupted changes of customers, at start and once a minute.</summary>
internal sealed partial class CustomerSettlement(CustomerService customers, TimeProvider time, ILogger<CustomerSettlement> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            try
            {
                if (await customers.SettleAsync(stoppingToken) is > 0 and var settled)
                    LogSettled(settled);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // Tried again in a minute. Only the type is logged: the message may quote what was sent to Cognito.
                LogNotSettled(exception.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 2803, Level = LogLevel.Warning, Message = "{Count} interrupted changes of customers were settled from the pool's state")]
    private partial void LogSettled(int count);

    [LoggerMessage(EventId = 2804, Level = LogLevel.Error, Message = "Interrupted changes of customers could not be settled ({Exception}); trying again in a minute")]
    private partial void LogNotSettled(string exception);
}
