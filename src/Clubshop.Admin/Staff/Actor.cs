using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Staff;

/// <summary>Who asks: the signed-in person, as every service is told. Services check it again on each call: a circuit outlives a cookie.</summary>
public sealed record Actor : AuditActor
{
    /// <summary>The e-mail address the person signs in with.</summary>
    public required string Email { get; init; }

    /// <summary>The role in force, or null for a person without a group, who may do nothing.</summary>
    public required Role? Role { get; init; }

    /// <inheritdoc/>
    public override string? RoleName => Role?.ToString();

    /// <summary>Ids of the clubs assigned to the person.</summary>
    public IReadOnlySet<string> Clubs { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Ids of the shops assigned to the person.</summary>
    public IReadOnlySet<string> Shops { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The portal itself, at start and in jobs that no person asked for.</summary>
    public static Actor System { get; } = new() { Id = "system", Name = "Clubshop Admin", Email = "", Role = Staff.Role.Administrators, Protocol = "job" };

    /// <summary>
    /// What to tell a person who lacks the permission, or null when they have it. Services ask it first on every call, as
    /// <c>if (actor.Refuse(Permission.EditCatalog) is { } refused) return refused;</c>.
    /// </summary>
    public Problem? Refuse(Permission permission) => Has(permission)
        ? null
        : new(Problem.Forbidden, $"Your role, {Roles.Person(Role)}, does not include this. It is for {Roles.List(Permissions.RolesWith(permission))}.");

    /// <summary>The same for a record that belongs to these clubs: a scoped person needs all of them assigned, and at least one.</summary>
    public Problem? Refuse(Permission permission, IReadOnlyCollection<string> clubs)
    {
        if (Refuse(permission) is { } refused)
            return refused;

        return Reaches(permission, clubs)
            ? null
            : new(Problem.Forbidden, clubs.Count == 0
                ? "This belongs to no club, so only Administrators may change it."
                : "This belongs to a club that is not assigned to you. Ask an Administrator to assign it.");
    }

    /// <summary>Whether the person has the permission at all.</summary>
    public bool Has(Permission permission) => Permissions.Has(Role, permission);

    /// <summary>
    /// Whether the permission reaches a record that belongs to these clubs. A scoped person needs all of them, and at least one:
    /// a record without any club is the Administrators'.
    /// </summary>
    public bool Reaches(Permission permission, IReadOnlyCollection<string> clubs) => Permissions.ReachOf(Role, permission) switch
    {
        Reach.All => true,
        Reach.Assigned => clubs.Count > 0 && clubs.All(Clubs.Contains),
        _ => false,
    };
}
