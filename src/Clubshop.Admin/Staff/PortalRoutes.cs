using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Staff;

/// <summary>A page's route and the permission it needs.</summary>
/// <param name="Template">The route template, such as <c>/offers/{Id}</c>.</param>
/// <param name="Page">The component.</param>
/// <param name="Permission">The permission; null for pages that need no session.</param>
/// <param name="To">What the page is for, completing "You cannot …"; null for pages of the navigation.</param>
public sealed record PortalRoute(string Template, Type Page, Permission? Permission, string? To = null)
{
    /// <summary>Whether a path matches this route; each parameter matches one segment.</summary>
    public bool Matches(string path)
    {
        var (own, requested) = (Parts(Template), Parts(path.Split('?', '#')[0]));
        return own.Length == requested.Length && own.Zip(requested).All(pair => pair.First.StartsWith('{') || string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));
    }

    private static string[] Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>All pages of the portal, found by reflection, so that none is missing.</summary>
public static class PortalRoutes
{
    /// <summary>Every route of every page.</summary>
    /// <exception cref="InvalidOperationException">A page has neither a permission nor <c>[AllowAnonymous]</c>.</exception>
    public static IReadOnlyList<PortalRoute> All { get; } = Of(typeof(PortalRoutes).Assembly.GetTypes());

    /// <summary>The route of a page, or null; used to name what a person may not open.</summary>
    public static PortalRoute? Find(Type page) => All.FirstOrDefault(route => route.Page == page);

    /// <summary>Whether a page is below <c>/local</c>, which exists only on a developer's machine and shows passwords.</summary>
    public static bool IsLocal(Type page) => All.Any(route => route.Page == page && route.Template.Split('/') is ["", "local", ..]);

    /// <summary>The route for a path, or null; routes without parameters win.</summary>
    public static PortalRoute? At(string path) => All.Where(route => route.Matches(path)).MinBy(route => route.Template.Count(sign => sign == '{'));

    internal static IReadOnlyList<PortalRoute> Of(IEnumerable<Type> types) =>
        [.. from page in types
            from route in page.GetCustomAttributes<RouteAttribute>()
            orderby route.Template
            select new PortalRoute(route.Template, page, PermissionOf(page), page.GetCustomAttribute<NeedsAttribute>()?.To)];

    private static Permission? PermissionOf(Type page)
    {
        if (page.GetCustomAttribute<NeedsAttribute>() is { } needs)
            return needs.Permission;

        return page.GetCustomAttribute<AllowAnonymousAttribute>() is not null
            ? null
            : throw new InvalidOperationException($"{page.Name} has no permission: add @attribute [Needs(Permission.…)].");
    }
}
