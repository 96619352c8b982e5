using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Diagnostics;

namespace Clubshop.Admin.SignIn.Requests;

/// <summary>
/// Answers requests for an address that the person may not open with status 403; for a page, with <see cref="App.Forbidden"/> in the portal's
/// frame. The page itself never runs: the router's authorization view refuses it again.
/// </summary>
internal sealed class ForbiddenResultHandler : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _rest = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        // A policy with its own scheme does not belong to a page: the scheme answers.
        if (!authorizeResult.Forbidden || policy.AuthenticationSchemes.Count > 0)
            return _rest.HandleAsync(next, context, policy, authorizeResult);

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        var page = context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>();
        if (page is not null && HttpMethods.IsGet(context.Request.Method))
            return next(context);

        context.Response.ContentType = "text/plain; charset=utf-8";
        var actor = ActorClaims.ActorOf(context.User);
        var needs = context.GetEndpoint()?.Metadata.GetMetadata<NeedsAttribute>();
        var text = needs is null ? "Your role does not include this." : actor?.Refuse(needs.Permission)?.Message;
        return context.Response.WriteAsync(text ?? "Your role does not include this.", context.RequestAborted);
    }

    /// <summary>
    /// How the root renders a page: sign-in pages as plain HTML, because a circuit cannot set a cookie; a refusal, and an address that does not
    /// exist, prerendered, so that the response of status 403 or 404 contains its text; everything else in a circuit without prerendering.
    /// </summary>
    public static IComponentRenderMode? RenderModeOf(HttpContext context) => context.AcceptsInteractiveRouting() || IsUnknownAddress(context)
        ? new InteractiveServerRenderMode(context.Response.StatusCode is StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound)
        : null;

    // Whoever is signed in keeps "Go to" and the rest of the frame: the router finds nothing at the address either, and says so in the circuit.
    private static bool IsUnknownAddress(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status404NotFound && context.Features.Get<IStatusCodeReExecuteFeature>() is not null
        && ActorClaims.ActorOf(context.User)?.Has(Permission.EnterPortal) == true;
}
