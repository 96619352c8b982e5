namespace Clubshop.Admin.Staff.Accounts;

/// <summary>The present role and assignments of staff, for work that continues after they left the page.</summary>
public interface ICurrentStaff
{
    /// <summary>The person with the present role, clubs and shops; null when the account was deleted or disabled.</summary>
    Task<Actor?> FindAsync(string id, CancellationToken cancellationToken);
}

/// <summary>Asks the staff service each time.</summary>
internal sealed class CurrentStaff(StaffService staff) : ICurrentStaff
{
    /// <inheritdoc/>
    public async Task<Actor?> FindAsync(string id, CancellationToken cancellationToken) =>
        await staff.FindAsync(Actor.System, id, cancellationToken) is { Ok: true, Value: { Status: not StaffStatus.Disabled } member }
            ? new() { Id = member.Id, Name = member.Name, Email = member.Email, Role = member.Role, Clubs = member.Clubs, Shops = member.Shops, Protocol = "job" }
            : null;
}
