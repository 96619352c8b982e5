using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Dashboard.Waiting;

/// <summary>Invitations of staff that expire soon, or have: they have to be sent again.</summary>
internal sealed class InvitationsWaiting(StaffService staff, TimeProvider time) : IWaitingSource
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(2);

    public string Things => L.Later("invitations");

    public bool FromMemory => false;

    public bool IsFor(Actor actor) => actor.Has(Permission.ManageStaff);

    public async ValueTask<IReadOnlyList<WaitingThing>> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        if ((await staff.ListAsync(actor, cancellationToken)).Value is not { } list)
            return [];

        var now = time.GetUtcNow();
        return [.. list.People.Where(member => IsWaiting(member, now)).OrderBy(member => member.InvitationEndsAt).Select(member => new WaitingThing(
            member.Status == StaffStatus.InvitationExpired ? L[$"The invitation of {member.Name} has expired"] : L[$"The invitation of {member.Name} expires soon"],
            member.InvitationEndsAt is { } ends && ends > now ? L[$"Open until {Format.Moment(ends, now)}; it can be sent again"] : L["Send it again, so that they can sign in"],
            member.InvitedAt ?? now,
            StaffUrls.Of(member.Id)))];
    }

    private static bool IsWaiting(StaffMember member, DateTimeOffset now) =>
        member.Status == StaffStatus.InvitationExpired || (member.Status == StaffStatus.Invited && member.InvitationEndsAt - now < Soon);
}
