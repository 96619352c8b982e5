namespace Clubshop.Admin.Staff;

/// <summary>The groups of the staff pool in order of precedence: of several groups, the first counts. Names are the group names.</summary>
public enum Role
{
    Administrators = 0,
    ClubAdministrators = 1,
    Support = 2,
    ServiceProviders = 3,
    ReadOnly = 4,
}

/// <summary>What a person may do. Pages, services and navigation check permissions, never roles.</summary>
public enum Permission
{
    /// <summary>See the dashboard and one's own account; every role has it.</summary>
    EnterPortal,

    /// <summary>See clubs, shops, categories and offers, and export lists.</summary>
    SeeCatalog,

    /// <summary>Create clubs, and edit records that no club owns.</summary>
    EditWholeCatalog,

    /// <summary>Edit clubs, shops, offers and coupons; when scoped, those of the assigned clubs.</summary>
    EditCatalog,

    /// <summary>Edit categories.</summary>
    EditCategories,

    /// <summary>Import shops and offers; when scoped, rows of the assigned clubs.</summary>
    Import,

    /// <summary>See the shared cache and its health.</summary>
    SeeCache,

    /// <summary>Invalidate and warm the shared cache; when scoped, for records one may edit.</summary>
    InvalidateCache,

    /// <summary>Look up customers, reveal fields with a reason, help with accounts.</summary>
    HelpCustomers,

    /// <summary>Write and send notifications; when scoped, for the assigned clubs and shops.</summary>
    SendNotifications,

    /// <summary>Approve somebody else's notification.</summary>
    ApproveNotifications,

    /// <summary>Read the audit log, within <see cref="Permissions.ReachOf(Role?, Permission)"/>.</summary>
    SeeAudit,

    /// <summary>Invite staff, change roles and assignments.</summary>
    ManageStaff,

    /// <summary>See how the portal itself is doing: figures, dependencies, version.</summary>
    SeeOperations,
}

/// <summary>What a program may do with the catalog: from the scopes of its API client, and whether that is restricted to clubs.</summary>
public enum ProgramRights
{
    /// <summary>See the catalog.</summary>
    Read,

    /// <summary>Change all of it, as Administrators do.</summary>
    Write,

    /// <summary>Change what belongs to its clubs, as club administrators do.</summary>
    WriteOfClubs,
}

/// <summary>Which records a permission covers for a role.</summary>
public enum Reach
{
    /// <summary>None.</summary>
    None,

    /// <summary>The person's own actions; only with <see cref="Permission.SeeAudit"/>.</summary>
    OwnActions,

    /// <summary>Records of the clubs and shops assigned to the person.</summary>
    Assigned,

    /// <summary>Everything.</summary>
    All,
}
