namespace Clubshop.Admin.Staff;

/// <summary>People who work here as they are now, for what goes on after they left the page.</summary>
public interface ICurrentStaff
{
    /// <summary>The person with the role and the clubs and shops that are theirs now; null for one who is gone or disabled.</summary>
    Task<Actor?> FindAsync(string id, CancellationToken cancellationToken);
}

/// <summary>Asks Cognito and the staff table, each time.</summary>
internal sealed class CurrentStaff(StaffPool pool, StaffStore store) : ICurrentStaff
{
    /// <inheritdoc/>
    public async Task<Actor?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (await pool.FindAsync(id, cancellationToken) is not { Enabled: true } person)
            return null;

        var record = await store.FindAsync(id, cancellationToken) ?? new StaffRecord { Id = id };
        return new()
        {
            Id = id,
            Name = person.Name.Length > 0 ? person.Name : person.Email,
            Email = person.Email,
            Role = person.Role,
            Clubs = record.Clubs,
            Shops = record.Shops,
            Protocol = "job",
        };
    }
}
