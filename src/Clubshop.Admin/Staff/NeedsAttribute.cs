using Microsoft.AspNetCore.Authorization;

namespace Clubshop.Admin.Staff;

/// <summary>
/// The permission that a page or endpoint needs. Every routable page has this attribute. A person without the permission gets status 403 and
/// a page that names the roles with it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute : AuthorizeAttribute
{
    /// <summary>Requires the permission for any records; the services check which records it covers.</summary>
    public NeedsAttribute(Permission permission)
        : base(PolicyOf(permission)) => Permission = permission;

    /// <summary>The permission.</summary>
    public Permission Permission { get; }

    /// <summary>What the page is for, completing "You cannot …": "create a club". Not needed for pages of the navigation: "open …".</summary>
    public string? To { get; init; }

    internal static string PolicyOf(Permission permission) => "needs:" + permission;
}

/// <summary>Endpoints other than pages.</summary>
public static class NeedsEndpoints
{
    /// <summary>Requires the permission.</summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, Permission permission)
        where TBuilder : IEndpointConventionBuilder => builder.RequireAuthorization(new NeedsAttribute(permission));
}

internal sealed record PermissionRequirement(Permission Permission) : IAuthorizationRequirement;

internal sealed class PermissionHandler : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (ActorClaims.ActorOf(context.User)?.Has(requirement.Permission) == true)
            context.Succeed(requirement);

        return Task.CompletedTask;
    }
}
