namespace Clubshop.Admin.Staff;

/// <summary>A group of the staff pool, by precedence: of several groups the first counts (DESIGN 5). The name is the group's name.</summary>
public enum Role
{
    Administrators = 0,
    ClubAdministrators = 1,
    Support = 2,
    ServiceProviders = 3,
    ReadOnly = 4,
}

/// <summary>What a person may do. Pages, services and navigation ask for these, never for roles.</summary>
public enum Permission
{
    /// <summary>See the dashboard and one's own account; every role may.</summary>
    EnterPortal,

    /// <summary>See clubs, shops, categories and offers, and export lists.</summary>
    SeeCatalog,

    /// <summary>Create clubs, and edit records that no club owns.</summary>
    EditWholeCatalog,

    /// <summary>Edit clubs, shops, offers and coupons; for whom it is scoped, those of the clubs assigned.</summary>
    EditCatalog,

    /// <summary>Edit categories.</summary>
    EditCategories,

    /// <summary>Import shops and offers; for whom it is scoped, rows of the clubs assigned.</summary>
    Import,

    /// <summary>See the shared cache and its health.</summary>
    SeeCache,

    /// <summary>Invalidate and warm the shared cache; for whom it is scoped, one's own records.</summary>
    InvalidateCache,

    /// <summary>Look up customers, reveal fields with a reason, help with accounts.</summary>
    HelpCustomers,

    /// <summary>Write and send notifications; for whom it is scoped, for the clubs and shops assigned.</summary>
    SendNotifications,

    /// <summary>Approve somebody else's notification.</summary>
    ApproveNotifications,

    /// <summary>Read the audit log, as far as <see cref="Permissions.ReachOf"/> says.</summary>
    SeeAudit,

    /// <summary>Invite staff, change roles and assignments.</summary>
    ManageStaff,
}

/// <summary>How far a permission reaches for a role.</summary>
public enum Reach
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>What the person did; only of <see cref="Permission.SeeAudit"/>.</summary>
    OwnActions,

    /// <summary>Records of the clubs and shops assigned to the person.</summary>
    Assigned,

    /// <summary>Everything.</summary>
    All,
}
