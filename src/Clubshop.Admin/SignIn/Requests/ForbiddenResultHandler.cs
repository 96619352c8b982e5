using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

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
        var text = needs is null ? L["Your role does not include this."] : actor?.Refuse(needs.Permission)?.Message;
        return context.Response.WriteAsync(text ?? L["Your role does not include this."], context.RequestAborted);
    }

    /// <summary>
    /// How the root renders a page: sign-in pages as plain HTML, because a circuit cannot set a cookie; a refusal and "there is nothing at this
    /// address" prerendered, so that the response contains their text; everything else in a circuit without prerendering.
    /// </summary>
    public static InteractiveServerRenderMode? RenderModeOf(HttpContext context)
    {
        var status = context.Response.StatusCode;
        if (context.AcceptsInteractiveRouting())
            return new(prerender: status == StatusCodes.Status403Forbidden);

        // The page of another status is static (StatusPage). This one can have a circuit, and with it "Go to", because the router finds nothing there either.
        return status == StatusCodes.Status404NotFound && ActorClaims.ActorOf(context.User)?.Has(Permission.EnterPortal) == true ? new(prerender: true) : null;
    }
}
