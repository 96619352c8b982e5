using Clubshop.Admin.Common;
using Clubshop.Admin.Customers.Help;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Customers;

// Opt-outs and devices, which the registry keeps.
public sealed partial class CustomerService
{
    /// <summary>Turns a channel off for a customer, or on again when the customer asked for it.</summary>
    public Task<Result<CustomerView>> SetOptOutAsync(Actor actor, string sub, Channel channel, bool optedOut, Case why, CancellationToken cancellationToken) =>
        ChangeRegistrationAsync(actor, sub, why, ticketNeeded: !optedOut, (who, token) =>
            _registry.SetOptOutAsync(actor, who, channel, optedOut,
                $"{CustomerLabels.KeptChange(channel, optedOut)}; {why.AuditText}", token,
                cancellationToken), cancellationToken);

    /// <summary>Removes a device: sold, lost, or not the customer's.</summary>
    public Task<Result<CustomerView>> RemoveDeviceAsync(Actor actor, string sub, string deviceId, Case why, CancellationToken cancellationToken) =>
        ChangeRegistrationAsync(actor, sub, why, ticketNeeded: false,
            (who, token) => _registry.RemoveDeviceAsync(actor, who, deviceId, why.AuditText, token, cancellationToken), cancellationToken);

    private async Task<Result<CustomerView>> ChangeRegistrationAsync(
        Actor actor, string sub, Case why, bool ticketNeeded, Func<CustomerNamed, string, Task<Result<Registration>>> change, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.HelpCustomers) is { } refused)
            return refused;
        if (CaseRules.Check(why, ticketNeeded, _options.Value) is { Count: > 0 } problems)
            return Result<CustomerView>.Refused(problems);

        return await CallCognitoAsync<Result<CustomerView>>(async () =>
        {
            if (await CustomerAsync(sub, null, cancellationToken) is not { } customer)
                return NotFound();
            if (CaseRules.CheckPersonal(why, customer) is { } personal)
                return personal;

            var changed = await change(new(sub, CustomerLabels.KeptNumberOf(sub)), Ids.New(_time));
            return changed.Ok ? await ViewAsync(actor, customer, null, cancellationToken) : Result<CustomerView>.Refused(changed.Problems);
        }, problem => problem, cancellationToken);
    }
}
