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
    private readonly string[] _parts = Template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>How many segments may be anything.</summary>
    internal int Parameters { get; } = Template.Count(sign => sign == '{');

    /// <summary>Whether a path matches this route; each parameter matches one segment.</summary>
    public bool Matches(string path)
    {
        var asked = path.AsSpan();
        if (asked.IndexOfAny('?', '#') is >= 0 and var end)
            asked = asked[..end];

        var count = 0;
        foreach (var range in asked.Split('/'))
        {
            var part = asked[range];
            if (part.IsEmpty)
                continue;
            if (count == _parts.Length || !(_parts[count].StartsWith('{') || part.Equals(_parts[count], StringComparison.OrdinalIgnoreCase)))
                return false;
            count++;
        }

        return count == _parts.Length;
    }
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
    public static PortalRoute? At(string path)
    {
        // Asked with every step of every page.
        PortalRoute? best = null;
        foreach (var route in All)
        {
            if ((best is null || route.Parameters < best.Parameters) && route.Matches(path))
                best = route;
        }

        return best;
    }

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
