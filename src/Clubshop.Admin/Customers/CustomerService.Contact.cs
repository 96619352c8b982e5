using Clubshop.Admin.Common;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Customers;

// How the customer is reached: opt-outs and devices, which the registry keeps.
public sealed partial class CustomerService
{
    /// <summary>Switches a channel off for a customer who wants nothing on it, or on again for one who asked for that.</summary>
    public Task<Result<CustomerView>> SetOptOutAsync(Actor actor, string sub, Channel channel, bool optedOut, Case why, CancellationToken cancellationToken) =>
        CareAsync(actor, sub, why, ticketNeeded: !optedOut, (who, token) =>
            _care.SetOptOutAsync(actor, who, channel, optedOut, $"{(optedOut ? "opted out of" : "opted in again to")} {CustomerLabels.Of(channel)}; {why.Words}", token, cancellationToken), cancellationToken);

    /// <summary>Takes a device off: sold, lost, or not the customer's.</summary>
    public Task<Result<CustomerView>> RemoveDeviceAsync(Actor actor, string sub, string deviceId, Case why, CancellationToken cancellationToken) =>
        CareAsync(actor, sub, why, ticketNeeded: false, (who, token) => _care.RemoveDeviceAsync(actor, who, deviceId, why.Words, token, cancellationToken), cancellationToken);

    private async Task<Result<CustomerView>> CareAsync(
        Actor actor, string sub, Case why, bool ticketNeeded, Func<CustomerNamed, string, Task<Result<Registration>>> change, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;
        if (CaseRules.Check(why, ticketNeeded, _options.Value) is { Count: > 0 } problems)
            return Result<CustomerView>.Refused(problems);

        return await AskedAsync<Result<CustomerView>>(async () =>
        {
            if (await CustomerAsync(sub, null, cancellationToken) is not { } customer)
                return NotThere();
            if (CaseRules.Personal(why, customer) is { } personal)
                return personal;

            var changed = await change(new(sub, CustomerLabels.NumberOf(sub)), Ids.New(_time));
            return changed.Ok ? await ViewAsync(actor, customer, null, cancellationToken) : Result<CustomerView>.Refused(changed.Problems);
        }, problem => problem, cancellationToken);
    }
}
