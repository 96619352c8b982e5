using Clubshop.Admin.Registry.Api;

namespace Clubshop.Admin.CatalogApi.Callers;

/// <summary>Says in the document that a call names the version that it read.</summary>
/// <param name="Decides">Whether <c>confirm=true</c> does it although others depend on the record.</param>
internal sealed record VersionNeeded(bool Decides);

/// <summary>What endpoints of the administrators' API have in common: who may call them, and what they say of themselves.</summary>
internal static class CatalogDescriptions
{
    /// <summary>Names an endpoint, and lets in staff and programs with the scope.</summary>
    public static RouteHandlerBuilder Needs(this RouteHandlerBuilder endpoint, ApiScope scope, string name, string tag, string summary, string description) => endpoint
        .RequireAuthorization(new NeedsCatalogAttribute(scope))
        .WithName(name).WithTags(tag).WithSummary(summary).WithDescription($"{description} Needs a role of staff, or the scope {ApiScopes.NameOf(scope)}.")
        .Refuses(401, 403, 413, 429, 503);
}
