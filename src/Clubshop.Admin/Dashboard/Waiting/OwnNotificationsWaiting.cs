using Clubshop.Admin.Input;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Dashboard.Waiting;

/// <summary>The person's own notifications that came back to them: sent back by an approver, or not sent.</summary>
internal sealed class OwnNotificationsWaiting(NotificationService notifications) : IWaitingSource
{
    private const int Looked = 50;

    public string Things => L.Later("notifications that came back");

    public bool FromMemory => false;

    public bool IsFor(Actor actor) => actor.Has(Permission.SendNotifications);

    public async ValueTask<IReadOnlyList<WaitingThing>> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        var page = await notifications.ListAsync(actor, new() { View = NotificationView.Drafts, Size = Looked }, cancellationToken);
        return page.Value is not { } slice
            ? []
            : [.. slice.Items.Where(it => it.AuthorId == actor.Id && it.StatusReason.Length > 0 && it.State is NotificationState.Draft or NotificationState.Failed)
                .OrderBy(it => it.Stamp.UpdatedAt)
                .Select(it => new WaitingThing(
                    it.State == NotificationState.Failed ? L[$"“{TextCut.Shown(it.ShownName, 60)}” was not sent"] : L[$"“{TextCut.Shown(it.ShownName, 60)}” came back"],
                    TextCut.Shown(NotificationLabels.Kept(it.StatusReason), 160),
                    it.Stamp.UpdatedAt,
                    NotificationUrls.Edit(it.Id)))];
    }
}
