using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;

namespace Clubshop.Admin.Ops;

/// <summary>Invites the first Administrator of a pool, which nobody in the portal could; refuses once there is one.</summary>
public sealed class FirstAdministrator
{
    private readonly StaffPool _pool;
    private readonly StaffService _staff;

    internal FirstAdministrator(StaffPool pool, StaffService staff) => (_pool, _staff) = (pool, staff);

    /// <summary>Invites.</summary>
    /// <param name="email">Where the temporary password is sent.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Why not; null when the invitation is sent.</returns>
    public async Task<Problem?> InviteAsync(string email, CancellationToken cancellationToken)
    {
        if (await _pool.HasAdministratorAsync(cancellationToken))
        {
            return new(
                "has-administrator",
                "The pool has an Administrator already, who invites others on the page /staff. Nobody is made one from a command line any more.");
        }

        var invited = await _staff.InviteAsync(
            Actor.System, new() { Email = email, Name = email.Split('@')[0], Role = Role.Administrators }, cancellationToken);
        return invited.Ok ? null : invited.Problems[0];
    }
}
