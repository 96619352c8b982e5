using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Dashboard;

/// <summary>
/// What a person's dashboard is made of, by what they may do: each sees first what they work on. Who only looks is shown the catalog; who has
/// another job (customers, notifications) and no part in the catalog is spared it.
/// </summary>
/// <param name="Catalog">Figures of offers, what ends next, what is in the catalog.</param>
/// <param name="OwnClubs">Those of the assigned clubs alone.</param>
/// <param name="Customers">The search for customers, and whom the person helped lately.</param>
/// <param name="Notifications">Notifications that the person sees, by state, with their results.</param>
/// <param name="Tasks">Whether anything can wait for the person.</param>
public sealed record DashboardParts(bool Catalog, bool OwnClubs, bool Customers, bool Notifications, bool Tasks)
{
    /// <summary>Those of a person.</summary>
    public static DashboardParts Of(Actor actor)
    {
        var edits = Permissions.ReachOf(actor.Role, Permission.EditCatalog);
        var (helps, sends) = (actor.Has(Permission.HelpCustomers), actor.Has(Permission.SendNotifications));
        return new(
            Catalog: actor.Has(Permission.SeeCatalog) && (edits != Reach.None || !(helps || sends)),
            OwnClubs: edits == Reach.Assigned,
            Customers: helps,
            Notifications: sends,
            Tasks: edits != Reach.None || helps || sends);
    }
}
