using Clubshop.Admin.Notifications.Compose;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>
/// What held when a notification was sent off and must hold when it begins, which may be weeks later: who sent it off may send, and to these
/// people; who approved it may approve; what it leads to is there. An approval does not stand in for the right of the one who sends.
/// </summary>
internal sealed class BeginCheck(ICurrentStaff staff, NotificationLinks links)
{
    /// <summary>Why it may not begin, for people; null when it may.</summary>
    public async Task<string?> RefusalAsync(Notification it, CancellationToken cancellationToken)
    {
        var frozen = it.Frozen ?? throw new ArgumentException("It was not sent off.", nameof(it));
        if (await staff.FindAsync(frozen.ById, cancellationToken) is not { } sender || !sender.Has(Permission.SendNotifications))
            return $"{frozen.ByName}, who sent it off, may no longer send notifications.";

        if (Permissions.ReachOf(sender.Role, Permission.SendNotifications) != Reach.All
            && !(frozen is { Clubs: { } clubs, Shops: { } shops } && clubs.All(sender.Clubs.Contains) && shops.All(sender.Shops.Contains)))
            return $"Not all that {frozen.ByName}, who sent it off, reached then is assigned to them now.";

        if (it.Approval is { } approval && (await staff.FindAsync(approval.ById, cancellationToken))?.Has(Permission.ApproveNotifications) != true)
            return $"{approval.ByName}, who approved it, may no longer approve notifications.";

        return await links.GoneAsync(sender, frozen.LinkPage, cancellationToken);
    }
}
