using System.Security.Claims;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Authorization;

namespace Clubshop.Admin.CatalogApi.Callers;

/// <summary>
/// Names the scope that an endpoint of the administrators' API needs: of an API client's token the scope itself, of a member of staff any role. What a
/// role or a client may do with which record, the services say, as they do for the pages.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsCatalogAttribute : AuthorizeAttribute
{
    /// <summary>The scope.</summary>
    public NeedsCatalogAttribute(ApiScope scope)
        : base(PolicyOf(scope))
    {
        Scope = scope;
        AuthenticationSchemes = CatalogTokenHandler.SchemeName;
    }

    /// <summary>The scope.</summary>
    public ApiScope Scope { get; }

    internal static string PolicyOf(ApiScope scope) => "catalog:" + scope;
}

/// <summary>Who calls: a member of staff or a program, as the services know them.</summary>
internal static class CatalogCaller
{
    /// <summary>The protocol in the audit log.</summary>
    public const string Protocol = "api";

    /// <summary>Begins the ids of programs in the audit log, as in that of the registry.</summary>
    public const string ProgramPrefix = "api:";

    /// <summary>The program behind an access token of the API; null where its scopes say nothing of the catalog.</summary>
    public static Actor? ProgramOf(ClaimsPrincipal client, string? address) => ProgramOf(
        client.FindFirstValue(ClaimTypes.NameIdentifier)!, client.FindFirstValue(ClaimTypes.Name)!,
        [.. client.FindAll(ApiTokens.ScopeClaim).Select(claim => ApiScopes.Parse(claim.Value)).OfType<ApiScope>()],
        [.. client.FindAll(ApiTokens.ClubClaim).Select(claim => claim.Value)], address);

    /// <summary>The program of an API client, with what it may do now.</summary>
    public static Actor? ProgramOf(ApiClient client) => ProgramOf(client.Id, client.Name, client.Scopes, client.Clubs, null);

    private static Actor? ProgramOf(string id, string name, IReadOnlyCollection<ApiScope> scopes, IReadOnlyCollection<string> clubs, string? address)
    {
        ProgramRights? rights =
            scopes.Contains(ApiScope.CatalogWrite) ? clubs.Count > 0 ? ProgramRights.WriteOfClubs : ProgramRights.Write
            : scopes.Contains(ApiScope.CatalogRead) ? ProgramRights.Read
            : null;
        return rights is null ? null : new()
        {
            Id = ProgramPrefix + id,
            Name = name,
            Email = "",
            Role = null,
            Program = rights,
            Clubs = clubs.ToHashSet(StringComparer.Ordinal),
            Address = address,
            Protocol = Protocol,
        };
    }

    /// <summary>The caller of a request that was let in.</summary>
    public static Actor Of(HttpContext http) => http.Features.Get<Feature>()!.Actor;

    /// <summary>Keeps who calls with the request.</summary>
    internal static void Set(HttpContext http, Actor actor) => http.Features.Set(new Feature(actor));

    private sealed record Feature(Actor Actor);
}
