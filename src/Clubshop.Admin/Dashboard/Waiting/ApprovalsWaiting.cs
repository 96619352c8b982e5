using Clubshop.Admin.Input;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Dashboard.Waiting;

/// <summary>Notifications that wait for this person's approval.</summary>
internal sealed class ApprovalsWaiting(ApprovalQueue queue) : IWaitingSource
{
    public string Things => L.Later("notifications to approve");

    public bool FromMemory => true;

    public bool IsFor(Actor actor) => actor.Has(Permission.ApproveNotifications);

    public ValueTask<IReadOnlyList<WaitingThing>> FindAsync(Actor actor, CancellationToken cancellationToken) => new(
    [
        .. queue.Of(actor).Select(it => new WaitingThing(
            L[$"Approve “{TextCut.Shown(it.ShownName, 60)}”"],
            L[$"From {it.AuthorName}, to {Format.Count(it.Frozen?.People ?? 0, "person", "people")}"],
            ApprovalQueue.SinceOf(it),
            NotificationUrls.Of(it.Id))),
    ]);
}
