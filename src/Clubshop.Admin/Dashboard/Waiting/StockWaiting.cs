using Clubshop.Admin.Coupons;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Dashboard.Waiting;

/// <summary>Live offers of whose codes few are left, and that this person may fill up.</summary>
internal sealed class StockWaiting(PoolWatch watch) : IWaitingSource
{
    public string Things => L.Later("offers with few codes left");

    public bool FromMemory => true;

    public bool IsFor(Actor actor) => actor.Has(Permission.EditCatalog);

    public ValueTask<IReadOnlyList<WaitingThing>> FindAsync(Actor actor, CancellationToken cancellationToken) => new(
    [
        .. watch.Of(actor).Select(low => new WaitingThing(
            low.Left == 0 ? L[$"No codes left: “{TextCut.Shown(low.Row.Title, 60)}”"] : L[$"{Format.Count(low.Left, "code", "codes")} left: “{TextCut.Shown(low.Row.Title, 60)}”"],
            low.Left == 0 ? L["Customers who ask get none; generate or import more"] : L[$"You are warned at {Format.Number(low.WarnAt)}; generate or import more"],
            low.Since,
            CouponUrls.Of(low.Row.Id))),
    ]);
}
