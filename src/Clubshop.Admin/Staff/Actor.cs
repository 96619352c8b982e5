using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Staff;

/// <summary>The signed-in person, or the program, on whose behalf a service is called. Services check permissions on each call, because a circuit outlives a cookie.</summary>
public sealed record Actor : AuditActor
{
    /// <summary>The e-mail address the person signs in with.</summary>
    public required string Email { get; init; }

    /// <summary>The role in force; null for a person without a group, who may do nothing.</summary>
    public required Role? Role { get; init; }

    /// <summary>What the program may do that calls through the administrators' API; null for a person. A program has no <see cref="Role"/>.</summary>
    public ProgramRights? Program { get; init; }

    /// <inheritdoc/>
    public override string? RoleName => Role?.ToString() ?? (Program is null ? null : Roles.OfPrograms);

    /// <summary>Ids of the clubs assigned to the person, or that the program is restricted to.</summary>
    public IReadOnlySet<string> Clubs { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Ids of the shops assigned to the person.</summary>
    public IReadOnlySet<string> Shops { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The portal itself, at start and in jobs that no person started.</summary>
    public static Actor System { get; } = new() { Id = "system", Name = "Clubshop Admin", Email = "", Role = Staff.Role.Administrators, Protocol = "job" };

    /// <summary>
    /// The problem for a person who lacks the permission; null when they have it. Services check it first on every call:
    /// <c>if (actor.Refuse(Permission.EditCatalog) is { } refused) return refused;</c>.
    /// </summary>
    public Problem? Refuse(Permission permission) => Has(permission)
        ? null
        : Program is not null ? new(Problem.Forbidden, "This API client may not do this. An Administrator can do it, or create a client that may.")
        : new(Problem.Forbidden, L[$"Your role, {Roles.Person(Role)}, does not include this. These roles can do it: {Roles.List(Permissions.RolesWith(permission))}."]);

    /// <summary>The same for a record that belongs to these clubs: a scoped person needs at least one club, and all of them assigned.</summary>
    public Problem? Refuse(Permission permission, IReadOnlyCollection<string> clubs)
    {
        if (Refuse(permission) is { } refused)
            return refused;

        return Reaches(permission, clubs)
            ? null
            : new(Problem.Forbidden, clubs.Count == 0
                ? L["This belongs to no club, so only Administrators can change it."]
                : L["This belongs to a club that is not assigned to you. Ask an Administrator to assign it."]);
    }

    /// <summary>Which records the permission covers.</summary>
    public Reach ReachOf(Permission permission) =>
        Program is { } program ? Permissions.ReachOf(program, permission) : Permissions.ReachOf(Role, permission);

    /// <summary>Whether the person has the permission, for any records.</summary>
    public bool Has(Permission permission) => ReachOf(permission) != Reach.None;

    /// <summary>
    /// Whether the permission covers a record that belongs to these clubs. A scoped person needs at least one club, and all of them
    /// assigned; a record without clubs belongs to the Administrators (docs/roles.md).
    /// </summary>
    public bool Reaches(Permission permission, IReadOnlyCollection<string> clubs) => ReachOf(permission) switch
    {
        Reach.All => true,
        Reach.Assigned => clubs.Count > 0 && clubs.All(Clubs.Contains),
        _ => false,
    };
}
