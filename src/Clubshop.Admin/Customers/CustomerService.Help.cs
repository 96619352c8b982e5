using Clubshop.Admin.Common;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Customers;

// Asked, the call, done or refused; and what is left of a change that was cut off.
public sealed partial class CustomerService
{
    // Whoever asked gives up before anybody settles for them.
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan SettleAfter = TimeSpan.FromMinutes(2);

    /// <summary>Does something for a customer, and shows how things stand then.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="sub">The customer's number.</param>
    /// <param name="request">What, why, and what was seen: where the account has changed since, nothing is done and it is shown as it is now.</param>
    /// <param name="cancellationToken">Heeded until Cognito is asked.</param>
    public async Task<Result<CustomerView>> HelpAsync(Actor actor, string sub, HelpRequest request, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;
        if (request.Action == CustomerAction.Erase)
            throw new ArgumentException("Erasing has a method of its own.", nameof(request));
        if (Check(request) is { Count: > 0 } problems)
            return Result<CustomerView>.Refused(problems);

        return await AskedAsync<Result<CustomerView>>(async () =>
        {
            if (await CustomerAsync(sub, null, cancellationToken) is not { } customer)
                return NotThere();
            if (CaseRules.Personal(request.Case, customer) is { } personal)
                return personal;
            if (SeenOf(customer) != request.Seen)
            {
                return Result<CustomerView>.Conflicted(
                    await ViewAsync(actor, customer, null, cancellationToken),
                    "This account was changed elsewhere a moment ago. Nothing was done. Look at how it stands now, and ask again if it is still right.");
            }

            if (HelpOffers.Refuse(request.Action, customer) is { } problem)
                return problem;

            var same = IsSame(request, customer);
            if (same && (request.Action != CustomerAction.CorrectPhone || await _contact.HasPhoneAsync(sub, customer.Phone!, cancellationToken)))
                return new Problem("already", request.Action == CustomerAction.CorrectEmail ? "It is the address already. Nothing was changed." : "It is the number already. Nothing was changed.", nameof(HelpRequest.Value));

            var asked = Asked(actor, sub, request.Action, request.Case);
            // From here nothing is given up because a browser left.
            using var limit = new CancellationTokenSource(MostTime, _time);
            if (await RunAsync(asked, token => same ? Task.CompletedTask : CallAsync(request, customer, token), limit.Token) is { } wrong)
                return wrong;

            return await CustomerAsync(sub, null, CancellationToken.None) is { } now ? await ViewAsync(actor, now, null, CancellationToken.None) : NotThere();
        }, problem => problem, cancellationToken);
    }

    /// <summary>Ends what was asked for some time ago and has no end in the audit log.</summary>
    /// <returns>How many were ended.</returns>
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

    // A correction to what it is would take the customer's proof of it away, and with it the way back into the account.
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

    private CustomerChange Asked(Actor actor, string sub, CustomerAction action, Case why) => new()
    {
        Token = Ids.New(_time),
        Action = action,
        Actor = actor,
        Sub = sub,
        Note = why.Words,
        AskedAt = _time.GetUtcNow(),
    };

    private async Task<Problem?> RunAsync(CustomerChange change, Func<CancellationToken, Task> call, CancellationToken cancellationToken)
    {
        await _changes.KeepAsync(change, cancellationToken);
        await AskAsync(change, cancellationToken);
        try
        {
            await call(cancellationToken);
        }
        catch (Exception exception) when (CustomerRefusals.Of(exception, change.Action) is { } problem)
        {
            LogRefused(change.Action, change.Sub, exception.GetType().Name);
            await RefuseAsync(change, problem.Message);
            return problem;
        }
        catch (Exception exception) when (CustomerRefusals.IsOutage(exception))
        {
            // Whether it was done is not known: it stays open, and is settled by what Cognito says when it answers again.
            LogUncertain(change.Action, change.Sub, exception.GetType().Name);
            return new("unreachable", "Cognito did not answer. Whether this was done is looked up within a few minutes and written to the audit log.");
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
        _ => throw new ArgumentException($"{request.Action} is no help.", nameof(request)),
    };

    private Task AskAsync(CustomerChange change, CancellationToken cancellationToken) => _writes.RecordAsync(
        change.Actor, change.Token, CustomerAudit.Draft(CustomerAudit.Asked + CustomerAudit.NameOf(change.Action), change.Sub, change.Note), cancellationToken);

    private async Task FinishAsync(CustomerChange change, string? how)
    {
        var note = how is null ? change.Note : $"{change.Note}; {how}";
        if (change.Action == CustomerAction.CorrectPhone && await FollowPhoneAsync(change, note))
        {
            await _changes.DropAsync(change);
            return;
        }

        await _writes.RecordAsync(change.Actor, change.EndToken, CustomerAudit.Draft(CustomerAudit.NameOf(change.Action), change.Sub, note), CancellationToken.None);
        await _changes.DropAsync(change);
    }

    // One truth: SMS go to the number that Cognito has now. The correction's own entry is written with it, in one transaction.
    private async Task<bool> FollowPhoneAsync(CustomerChange change, string note) =>
        await CustomerAsync(change.Sub, null, CancellationToken.None) is { Phone: { } phone }
        && await _care.CorrectPhoneAsync(
            change.Actor, new(change.Sub, CustomerLabels.NumberOf(change.Sub)), phone, CustomerAudit.NameOf(change.Action), note, change.EndToken, CancellationToken.None) is { Ok: true };

    private async Task RefuseAsync(CustomerChange change, string why)
    {
        var draft = CustomerAudit.Draft(CustomerAudit.Refused + CustomerAudit.NameOf(change.Action), change.Sub, $"{change.Note}; {why}");
        await _writes.RecordAsync(change.Actor, change.EndToken, draft, CancellationToken.None);
        await _changes.DropAsync(change);
    }

    private async Task SettleAsync(CustomerChange change, CancellationToken cancellationToken)
    {
        // Written once, whether or not the portal ended before it was.
        await AskAsync(change, cancellationToken);
        if (change.Action == CustomerAction.Erase)
        {
            await EraseNowAsync(change, cancellationToken);
            return;
        }

        if (await _pool.FindAsync(change.Sub, null, cancellationToken) is not { } customer)
        {
            await RefuseAsync(change, "the account was deleted meanwhile");
            return;
        }

        if (change.Action == CustomerAction.SignOut)
            await _pool.SignOutAsync(change.Sub, cancellationToken); // ending sessions once more does no harm
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
            ? FinishAsync(change, "settled from the pool’s state")
            : RefuseAsync(change, "the portal ended before Cognito was asked; nothing was changed"));
    }

    [LoggerMessage(EventId = 2801, Level = LogLevel.Warning, Message = "Cognito refused help: {Action} for {Sub}, {Exception}")]
    private partial void LogRefused(CustomerAction action, string sub, string exception);

    [LoggerMessage(EventId = 2802, Level = LogLevel.Error, Message = "Whether help was given is not known, and is looked up: {Action} for {Sub}, {Exception}")]
    private partial void LogUncertain(CustomerAction action, string sub, string exception);
}

/// <summary>Ends, at start and once a minute, what was asked of Cognito for customers and cut off.</summary>
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
                // Whatever it is, it may be over in a minute. Its text may quote what Cognito was sent.
                LogNotSettled(exception.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(EventId = 2803, Level = LogLevel.Warning, Message = "{Count} changes for customers that were cut off have been settled from the pool's state")]
    private partial void LogSettled(int count);

    [LoggerMessage(EventId = 2804, Level = LogLevel.Error, Message = "Changes for customers that were cut off could not be settled ({Exception}); tried again in a minute")]
    private partial void LogNotSettled(string exception);
}
