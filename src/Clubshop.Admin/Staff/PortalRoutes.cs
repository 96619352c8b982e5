using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Staff;

/// <summary>A page's address and what it needs.</summary>
/// <param name="Template">The route template, such as <c>/offers/{Id}</c>.</param>
/// <param name="Page">The component.</param>
/// <param name="Permission">What it needs; null for the pages that need no session.</param>
public sealed record PortalRoute(string Template, Type Page, Permission? Permission);

/// <summary>All pages of the portal, found by reflection, so that none can be forgotten.</summary>
public static class PortalRoutes
{
    /// <summary>Every route of every page.</summary>
    /// <exception cref="InvalidOperationException">A page names neither a permission nor that it needs no session.</exception>
    public static IReadOnlyList<PortalRoute> All { get; } = Of(typeof(PortalRoutes).Assembly.GetTypes());

    /// <summary>The page at a path, or null: used to name what a person may not open.</summary>
    public static PortalRoute? Find(Type page) => All.FirstOrDefault(route => route.Page == page);

    internal static IReadOnlyList<PortalRoute> Of(IEnumerable<Type> types) =>
        [.. from page in types
            from route in page.GetCustomAttributes<RouteAttribute>()
            orderby route.Template
            select new PortalRoute(route.Template, page, PermissionOf(page))];

    private static Permission? PermissionOf(Type page)
    {
        if (page.GetCustomAttribute<NeedsAttribute>() is { } needs)
            return needs.Permission;

        return page.GetCustomAttribute<AllowAnonymousAttribute>() is not null
            ? null
            : throw new InvalidOperationException($"{page.Name} names no permission: give it @attribute [Needs(Permission.…)].");
    }
}
