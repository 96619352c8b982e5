using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.App;

/// <summary>One page of the navigation.</summary>
/// <param name="Label">Its name, which is also its heading; in English.</param>
/// <param name="Href">Its address; pages below this address belong to it.</param>
/// <param name="Icon">One of <see cref="Icons"/>.</param>
/// <param name="Permission">The permission required to see it.</param>
/// <param name="Group">The heading above it, in English; null at the top.</param>
public sealed record NavigationItem(string Label, string Href, string Icon, Permission Permission, string? Group);

/// <summary>
/// The portal's pages: what the navigation shows, "Go to" finds, and a refusal names. The lists of the catalog's kinds are among them as soon
/// as the kinds are registered.
/// </summary>
/// <param name="kinds">The kinds of the catalog.</param>
public sealed class Navigation(IEnumerable<CatalogKind> kinds)
{
    /// <summary>The person's own account; linked from the name at the bottom, not from the list.</summary>
    public static readonly NavigationItem Account = new(L.Later("Your account"), "/account", Icons.Account, Permission.EnterPortal, null);

    /// <summary>The person's changes of many records; reached from the lists and from "Go to", not from the list of pages.</summary>
    public static readonly NavigationItem Bulk = new(L.Later("Bulk changes"), BulkUrls.List, Icons.Draft, Permission.EditCatalog, null);

    /// <summary>All pages, in display order.</summary>
    public IReadOnlyList<NavigationItem> All { get; } =
    [
        new(L.Later("Dashboard"), "/", Icons.Dashboard, Permission.EnterPortal, null),
        .. kinds.OrderBy(kind => kind.Order).Select(kind => new NavigationItem(kind.Title, kind.List, kind.Icon, Permission.SeeCatalog, L.Later("Catalog"))),
        new(L.Later("Watch"), "/watch", Icons.Show, Permission.EditCatalog, L.Later("Catalog")),
        new(L.Later("Customers"), "/customers", Icons.Customers, Permission.HelpCustomers, L.Later("People")),
        new(L.Later("Staff"), "/staff", Icons.Staff, Permission.ManageStaff, L.Later("People")),
        new(L.Later("Notifications"), "/notifications", Icons.Notifications, Permission.SendNotifications, L.Later("Reach")),
        new(L.Later("Cache"), "/cache", Icons.Cache, Permission.SeeCache, L.Later("System")),
        new(L.Later("Audit"), "/audit", Icons.Audit, Permission.SeeAudit, L.Later("System")),
        new(L.Later("Operations"), "/operations", Icons.Operations, Permission.SeeOperations, L.Later("System")),
        new(L.Later("API"), "/api", Icons.Key, Permission.SeeCatalog, L.Later("System")),
    ];

    /// <summary>The pages that the person may open; none for null.</summary>
    public IReadOnlyList<NavigationItem> For(Actor? actor) =>
        actor is null ? [] : [.. All.Where(item => Permissions.Has(actor.Role, item.Permission))];

    /// <summary>The page that an address belongs to: /offers/x belongs to Offers; null for one outside the list.</summary>
    /// <param name="path">A path, with or without its leading slash and query.</param>
    public NavigationItem? Of(string path)
    {
        var clean = "/" + path.TrimStart('/').Split('?', '#')[0].TrimEnd('/');
        return clean == "/" ? All[0] : All.Append(Account).Append(Bulk).FirstOrDefault(item =>
            item.Href != "/" && (clean == item.Href || clean.StartsWith(item.Href + "/", StringComparison.OrdinalIgnoreCase)));
    }
}
