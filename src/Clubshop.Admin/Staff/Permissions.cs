namespace Clubshop.Admin.Staff;

/// <summary>The one table of role and permission (DESIGN 5). Nothing else in the portal compares roles.</summary>
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
    };

    /// <summary>How far the permission reaches for the role; <see cref="Reach.None"/> without a role.</summary>
    public static Reach ReachOf(Role? role, Permission permission) =>
        role is { } known ? Table[permission][(int)known] : Reach.None;

    /// <summary>Whether the role has the permission at all.</summary>
    public static bool Has(Role? role, Permission permission) => ReachOf(role, permission) != Reach.None;

    /// <summary>The roles that have the permission, by precedence: what a refused page names.</summary>
    public static IReadOnlyList<Role> RolesWith(Permission permission) =>
        [.. Enum.GetValues<Role>().Where(role => Has(role, permission))];
}
