using Clubshop.Admin.Input;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.Planned;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Dashboard.Waiting;

/// <summary>Changes that this person planned and that were refused when their time came, or did not go back.</summary>
internal sealed class PlansWaiting(PlanService plans) : IWaitingSource
{
    public string Things => L.Later("planned changes that were refused");

    public bool FromMemory => true;

    public bool IsFor(Actor actor) => actor.Has(Permission.EditCatalog);

    public ValueTask<IReadOnlyList<WaitingThing>> FindAsync(Actor actor, CancellationToken cancellationToken) => new(
    [
        .. plans.FailedOf(actor).Select(plan => new WaitingThing(
            plan.State == PlanState.Refused ? L[$"A planned change was refused: “{TextCut.Shown(plan.OfferTitle, 60)}”"] : L[$"A planned change did not go back: “{TextCut.Shown(plan.OfferTitle, 60)}”"],
            TextCut.Shown(L[plan.Reason ?? ""], 160), plan.BackDoneAt ?? plan.DoneAt ?? plan.At, OfferUrls.Edit(plan.OfferId))),
    ]);
}
