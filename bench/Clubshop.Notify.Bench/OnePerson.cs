using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;

namespace Clubshop.Notify.Bench;

/// <summary>Who works here: one Administrator.</summary>
internal sealed class OnePerson(Actor person) : ICurrentStaff
{
    public Task<Actor?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(id == person.Id ? person : null);
}
