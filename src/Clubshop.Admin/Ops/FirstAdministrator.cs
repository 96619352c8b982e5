using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;

namespace Clubshop.Admin.Ops;

/// <summary>Invites the first Administrator of a pool, which nobody in the portal can do; refuses once there is one.</summary>
public sealed class FirstAdministrator
{
    private readonly StaffPool _pool;
    private readonly StaffService _staff;

    internal FirstAdministrator(StaffPool pool, StaffService staff) => (_pool, _staff) = (pool, staff);

    /// <summary>Sends the invitation.</summary>
    /// <param name="email">Where the temporary password is sent.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Null when the invitation is sent; otherwise why it was refused.</returns>
    public async Task<Problem?> InviteAsync(string email, CancellationToken cancellationToken)
    {
        if (await _pool.HasAdministratorAsync(cancellationToken))
        {
            return new(
                "has-administrator",
                "The pool already has an Administrator, who can invite others on the page /staff. The command line no longer creates one.");
        }

        var invited = await _staff.InviteAsync(
            Actor.System, new() { Email = email, Name = email.Split('@')[0], Role = Role.Administrators }, cancellationToken);
        return invited.Ok ? null : invited.Problems[0];
    }
}
