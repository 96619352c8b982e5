using Microsoft.AspNetCore.Authorization;

namespace Clubshop.Admin.Registry.Api;

/// <summary>Permissions of API clients, as <see cref="Staff.Permissions"/> are those of staff.</summary>
public enum ApiScope
{
    /// <summary>See what the registry knows about a customer.</summary>
    Read,

    /// <summary>Register, refresh and remove devices.</summary>
    Devices,

    /// <summary>Follow and unfollow.</summary>
    Follows,

    /// <summary>City, language, phone number and opt-outs.</summary>
    Profile,

    /// <summary>See clubs, shops, categories and offers.</summary>
    CatalogRead,

    /// <summary>Change them; restricted to clubs where the client is.</summary>
    CatalogWrite,

    /// <summary>Redeem coupons, at the end users' server (docs/end-users-api.md); nothing in this one.</summary>
    CouponsRedeem,
}

/// <summary>Names of scopes.</summary>
public static class ApiScopes
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ApiScope> All { get; } = Enum.GetValues<ApiScope>();

    /// <summary>Those of the app's servers: what a client has for whom none were named. Changing the catalog is never given without being named.</summary>
    public static IReadOnlyList<ApiScope> OfRegistry { get; } = [ApiScope.Read, ApiScope.Devices, ApiScope.Follows, ApiScope.Profile];

    /// <summary>Its name in tokens and requests, such as <c>registry.devices</c>.</summary>
    public static string NameOf(ApiScope scope) => scope switch
    {
        ApiScope.CatalogRead => "catalog.read",
        ApiScope.CatalogWrite => "catalog.write",
        ApiScope.CouponsRedeem => "coupons.redeem",
        _ => "registry." + scope.ToString().ToLowerInvariant(),
    };

    /// <summary>The scope with a name; null if there is none.</summary>
    public static ApiScope? Parse(string name) => All.Where(scope => NameOf(scope) == name).Select(scope => (ApiScope?)scope).FirstOrDefault();

    /// <summary>Names separated by spaces, as in OAuth.</summary>
    public static string Text(IEnumerable<ApiScope> scopes) => string.Join(' ', scopes.Order().Select(NameOf));
}

/// <summary>
/// Names the scope that an endpoint of the API needs. Only the bearer token counts: a session cookie gives no access to the API, and a token none to
/// pages.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsScopeAttribute : AuthorizeAttribute
{
    /// <summary>The scope.</summary>
    public NeedsScopeAttribute(ApiScope scope)
        : base(PolicyOf(scope))
    {
        Scope = scope;
        AuthenticationSchemes = ApiTokenHandler.SchemeName;
    }

    /// <summary>The scope.</summary>
    public ApiScope Scope { get; }

    internal static string PolicyOf(ApiScope scope) => "scope:" + scope;
}
