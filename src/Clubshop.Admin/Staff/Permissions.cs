namespace Clubshop.Admin.Staff;

/// <summary>The permission table, the only place in the portal that compares roles (docs/roles.md).</summary>
public static class Permissions
{
    private static readonly Dictionary<Permission, Reach[]> Table = new()
    {
        //                                   Administrators, ClubAdministrators, Support, ServiceProviders, ReadOnly
        [Permission.EnterPortal] = [Reach.All, Reach.All, Reach.All, Reach.All, Reach.All],
        [Permission.SeeCatalog] = [Reach.All, Reach.All, Reach.All, Reach.All, Reach.All],
        [Permission.EditWholeCatalog] = [Reach.All, Reach.None, Reach.None, Reach.None, Reach.None],
        [Permission.EditCatalog] = [Reach.All, Reach.Assigned, Reach.None, Reach.None, Reach.None],
        [Permission.EditCategories] = [Reach.All, Reach.None, Reach.None, Reach.None, Reach.None],
        [Permission.Import] = [Reach.All, Reach.Assigned, Reach.None, Reach.None, Reach.None],
        [Permission.SeeCache] = [Reach.All, Reach.All, Reach.None, Reach.None, Reach.All],
        [Permission.InvalidateCache] = [Reach.All, Reach.Assigned, Reach.None, Reach.None, Reach.None],
        [Permission.HelpCustomers] = [Reach.All, Reach.None, Reach.All, Reach.None, Reach.None],
        [Permission.SendNotifications] = [Reach.All, Reach.None, Reach.None, Reach.Assigned, Reach.None],
        [Permission.ApproveNotifications] = [Reach.All, Reach.None, Reach.None, Reach.None, Reach.None],
        [Permission.SeeAudit] = [Reach.All, Reach.Assigned, Reach.OwnActions, Reach.OwnActions, Reach.All],
        [Permission.ManageStaff] = [Reach.All, Reach.None, Reach.None, Reach.None, Reach.None],
        [Permission.SeeOperations] = [Reach.All, Reach.None, Reach.None, Reach.None, Reach.None],
    };

    // What a program may do with the catalog; nothing else is open to it.
    private static readonly Dictionary<Permission, Reach[]> OfPrograms = new()
    {
        //                                   Read, Write, WriteOfClubs
        [Permission.SeeCatalog] = [Reach.All, Reach.All, Reach.All],
        [Permission.EditWholeCatalog] = [Reach.None, Reach.All, Reach.None],
        [Permission.EditCatalog] = [Reach.None, Reach.All, Reach.Assigned],
        [Permission.EditCategories] = [Reach.None, Reach.All, Reach.None],
        [Permission.Import] = [Reach.None, Reach.All, Reach.Assigned],
    };

    /// <summary>Which records the permission covers for a program.</summary>
    public static Reach ReachOf(ProgramRights program, Permission permission) =>
        OfPrograms.TryGetValue(permission, out var reach) ? reach[(int)program] : Reach.None;

    /// <summary>Which records the permission covers for the role; <see cref="Reach.None"/> without a role.</summary>
    public static Reach ReachOf(Role? role, Permission permission) =>
        role is { } known ? Table[permission][(int)known] : Reach.None;

    /// <summary>Whether the role has the permission, for any records.</summary>
    public static bool Has(Role? role, Permission permission) => ReachOf(role, permission) != Reach.None;

    /// <summary>The roles with the permission, by precedence; a refused page names them.</summary>
    public static IReadOnlyList<Role> RolesWith(Permission permission) =>
        [.. Enum.GetValues<Role>().Where(role => Has(role, permission))];
}
