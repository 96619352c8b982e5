using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Staff;

/// <summary>A page's address and what it needs.</summary>
/// <param name="Template">The route template, such as <c>/offers/{Id}</c>.</param>
/// <param name="Page">The component.</param>
/// <param name="Permission">What it needs; null for the pages that need no session.</param>
/// <param name="To">What it is for, completing "You cannot …"; null for the pages of the navigation.</param>
public sealed record PortalRoute(string Template, Type Page, Permission? Permission, string? To = null)
{
    /// <summary>Whether an address is one of this route's; each parameter stands for one part of it.</summary>
    public bool Matches(string path)
    {
        var (mine, asked) = (Parts(Template), Parts(path.Split('?', '#')[0]));
        return mine.Length == asked.Length && mine.Zip(asked).All(pair => pair.First.StartsWith('{') || string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));
    }

    private static string[] Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>All pages of the portal, found by reflection, so that none can be forgotten.</summary>
public static class PortalRoutes
{
    /// <summary>Every route of every page.</summary>
    /// <exception cref="InvalidOperationException">A page names neither a permission nor that it needs no session.</exception>
    public static IReadOnlyList<PortalRoute> All { get; } = Of(typeof(PortalRoutes).Assembly.GetTypes());

    /// <summary>The page at a path, or null: used to name what a person may not open.</summary>
    public static PortalRoute? Find(Type page) => All.FirstOrDefault(route => route.Page == page);

    /// <summary>Whether a page is one of <c>/local</c>: for a developer at their own machine, with passwords on it.</summary>
    public static bool IsLocal(Type page) => All.Any(route => route.Page == page && route.Template.Split('/') is ["", "local", ..]);

    /// <summary>The page at an address, or null; one that is named in full comes before one with a parameter.</summary>
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
            : throw new InvalidOperationException($"{page.Name} names no permission: give it @attribute [Needs(Permission.…)].");
    }
}
