using Microsoft.AspNetCore.Authorization;

namespace Clubshop.Admin.Staff;

/// <summary>
/// Names the permission that a page or an endpoint needs. Every routable page carries one; who lacks it is answered 403 with a page
/// that names the roles that have it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NeedsAttribute : AuthorizeAttribute
{
    /// <summary>The permission, at whatever reach: which records it reaches, the services say.</summary>
    public NeedsAttribute(Permission permission)
        : base(PolicyOf(permission)) => Permission = permission;

    /// <summary>The permission.</summary>
    public Permission Permission { get; }

    /// <summary>What the page is for, completing "You cannot …": "create a club". A page of the navigation needs none: it is opened.</summary>
    public string? To { get; init; }

    internal static string PolicyOf(Permission permission) => "needs:" + permission;
}

/// <summary>Endpoints that are no pages.</summary>
public static class NeedsEndpoints
{
    /// <summary>Lets nobody in without the permission.</summary>
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
