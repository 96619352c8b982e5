using Clubshop.Admin.Customers;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Dashboard.Waiting;

/// <summary>Account help that the person asked for, and of which nobody knows yet whether it was done.</summary>
internal sealed class HelpWaiting(CustomerService customers) : IWaitingSource
{
    public string Things => L.Later("account help without an outcome");

    public bool FromMemory => false;

    public bool IsFor(Actor actor) => actor.Has(Permission.HelpCustomers);

    public async ValueTask<IReadOnlyList<WaitingThing>> FindAsync(Actor actor, CancellationToken cancellationToken) =>
        (await customers.UnsettledAsync(actor, cancellationToken)).Value is not { } list
            ? []
            : [.. list.Items.Select(help => new WaitingThing(
                L[$"No answer yet: {L[help.What]} {CustomerLabels.NumberOf(help.Sub)}"],
                L["The portal asks again within minutes and writes what came of it to the audit log"],
                help.At,
                CustomerUrls.Of(help.Sub)))];
}
