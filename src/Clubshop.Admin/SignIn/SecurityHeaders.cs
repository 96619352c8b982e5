using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Clubshop.Admin.SignIn;

/// <summary>Headers that tell browsers how little the portal needs, and https for everybody but a browser on the same machine.</summary>
public static class SecurityHeaders
{
    /// <summary>
    /// Scripts, styles and connections from the portal alone. Inline style attributes are let through because Radzen positions its
    /// pop-ups with them; inline scripts and style sheets are not.
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    private const string Permissions =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()";

    /// <summary>Sends the headers with every answer, and refuses or redirects plain http from elsewhere.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            Apply((HttpContext)state);
            return Task.CompletedTask;
        }, context);
        return context.Request.IsHttps || IsOnThisMachine(context) || context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
            ? next(context)
            : RefusePlainHttp(context);
    });

    private static void Apply(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        // Not "no-referrer", with which browsers send "Origin: null" along with the portal's own forms.
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps && !IsLoopback(context.Request.Host.Host))
            headers.StrictTransportSecurity = "max-age=31536000";

        // Pages and downloads stay out of caches and of the browser's Back after a sign-out; static files say themselves how long they keep.
        var isPage = context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
        if (isPage || headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
    }

    private static async Task RefusePlainHttp(HttpContext context)
    {
        // What a known proxy says is taken off the request before. Behind an unknown one a redirect would lead in a circle for ever.
        var behindUnknownProxy = context.Request.Headers.ContainsKey("X-Forwarded-Proto");
        var reading = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (reading && !behindUnknownProxy && IsNamed(context))
        {
            // The port of https is not known here; behind a load balancer and on a server it is the usual one. Not for good: browsers would keep a mistake.
            var address = "https://" + context.Request.Host.Host + context.Request.PathBase + context.Request.Path + context.Request.QueryString;
            context.Response.Redirect(address, permanent: false, preserveMethod: true);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(
            behindUnknownProxy
                ? "Clubshop Admin requires HTTPS, and does not know the proxy that this request came through. Set the configuration key Proxies to the proxy's address or network."
                : "Clubshop Admin requires HTTPS. Open its address with https:// in front.",
            context.RequestAborted);
    }

    // Where AllowedHosts names nobody, the host is whatever the request says it is: nobody is led there.
    private static bool IsNamed(HttpContext context)
    {
        var named = context.RequestServices.GetRequiredService<IOptionsMonitor<HostFilteringOptions>>().CurrentValue.AllowedHosts
            .Where(host => host is not ("*" or "0.0.0.0" or "[::]")).Select(host => new StringSegment(host)).ToList();
        return named.Count > 0 && HostString.MatchesAny(context.Request.Host.Host, named);
    }

    /// <summary>A browser on this machine that asked for this machine. Both: a proxy here also connects from here.</summary>
    private static bool IsOnThisMachine(HttpContext context) =>
        IsLoopback(context.Request.Host.Host) && context.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
