using Clubshop.Admin.Notifications.Compose;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>
/// Checks again, when sending starts, what was checked when the person pressed Send, possibly weeks earlier: the sender may still send to these
/// people, the approver may still approve, and the link still exists. An approval does not replace the sender's permission.
/// </summary>
internal sealed class BeginCheck(ICurrentStaff staff, NotificationLinks links)
{
    /// <summary>Why sending may not start, for people; null if it may.</summary>
    public async Task<string?> RefusalAsync(Notification it, CancellationToken cancellationToken)
    {
        var frozen = it.Frozen ?? throw new ArgumentException("The notification is not frozen.", nameof(it));
        if (await staff.FindAsync(frozen.ById, cancellationToken) is not { } sender || !sender.Has(Permission.SendNotifications))
            return $"{frozen.ByName}, who sent it, may no longer send notifications.";

        if (Permissions.ReachOf(sender.Role, Permission.SendNotifications) != Reach.All
            && !(frozen is { Clubs: { } clubs, Shops: { } shops } && clubs.All(sender.Clubs.Contains) && shops.All(sender.Shops.Contains)))
            return $"Some clubs or shops of {frozen.ByName}, who sent it, are no longer assigned to them.";

        if (it.Approval is { } approval && (await staff.FindAsync(approval.ById, cancellationToken))?.Has(Permission.ApproveNotifications) != true)
            return $"{approval.ByName}, who approved it, may no longer approve notifications.";

        return await links.UnavailableAsync(sender, frozen.LinkPage, cancellationToken);
    }
}
