using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Watch;

namespace Clubshop.Admin.Dashboard.Waiting;

/// <summary>
/// What the nightly check found and nobody else was asked to look after. Offers that nobody sees, and those without codes, wait by themselves already
/// (<see cref="UnseenOffersWaiting"/>, <see cref="StockWaiting"/>), as they are at this moment.
/// </summary>
internal sealed class WatchWaiting(WatchService watch) : IWaitingSource
{
    public string Things => L.Later("findings of the nightly check");

    public bool FromMemory => true;

    public bool IsFor(Actor actor) => actor.Has(Permission.EditCatalog);

    public ValueTask<IReadOnlyList<WaitingThing>> FindAsync(Actor actor, CancellationToken cancellationToken) => new(
    [
        .. watch.Of(actor)
            .Where(view => view.State == FindingState.Open && view.Finding.Key.Kind is not (FindingKind.Unseen or FindingKind.EmptyPool) && (view.Finding.OwnerId is null || view.Finding.OwnerId == actor.Id))
            .GroupBy(view => view.Finding.Key.Kind)
            .Select(group => (Kind: group.Key, Count: group.Count(), Since: group.Min(view => view.Finding.FirstSeen)))
            .OrderBy(group => group.Since)
            .Select(group => new WaitingThing(
                $"{L[WatchLabels.Of(group.Kind)]}: {Format.Count(group.Count, "finding", "findings")}", L["Found by the nightly check"], group.Since, WatchUrls.Of(group.Kind)) { Count = group.Count }),
    ]);
}
