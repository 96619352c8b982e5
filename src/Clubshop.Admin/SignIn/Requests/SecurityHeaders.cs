using System.Net;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Clubshop.Admin.SignIn.Requests;

/// <summary>Security headers on every response, and HTTPS for everybody except a browser on the same machine.</summary>
public static class SecurityHeaders
{
    /// <summary>
    /// Scripts, styles and connections only from the portal. Inline style attributes are allowed because MudBlazor sets sizes and positions
    /// with them; inline scripts and style elements are not.
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    // What balancers and proxies add, also those that do not say by which protocol they were asked.
    private static readonly string[] ProxyMarks = ["X-Forwarded-For", "Forwarded", "Via", "X-Amzn-Trace-Id"];

    private const string Permissions =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()";

    /// <summary>Adds the headers to every response (to the portal's own files those that concern a file), and refuses or redirects plain HTTP from other machines.</summary>
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
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (context.Request.IsHttps && !IsLoopback(context.Request.Host.Host))
            headers.StrictTransportSecurity = "max-age=31536000";

        // The rest is about documents. A dozen style sheets, scripts and drawings of the portal would carry half a kilobyte of it each.
        if (context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            return;

        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XFrameOptions = "DENY";
        // Not "no-referrer", with which browsers send "Origin: null" with the portal's own forms.
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";

        // Keeps pages and downloads out of caches and out of the browser's Back after sign-out; static files set their own lifetime.
        var isPage = context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
        if (isPage || headers.CacheControl.Count == 0)
            headers.CacheControl = "no-store";
    }

    private static async Task RefusePlainHttp(HttpContext context)
    {
        // The headers of a known proxy were removed from the request before. Behind an unknown proxy, a redirect would loop forever.
        var behindUnknownProxy = context.Request.Headers.ContainsKey("X-Forwarded-Proto") || (KnowsNoProxy(context) && ProxyMarks.Any(context.Request.Headers.ContainsKey));
        var reading = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (reading && !behindUnknownProxy && IsNamed(context))
        {
            // The HTTPS port is not known here; on servers and behind load balancers it is the default one. Not permanent: browsers would cache a mistake.
            var address = "https://" + context.Request.Host.Host + context.Request.PathBase + context.Request.Path + context.Request.QueryString;
            context.Response.Redirect(address, permanent: false, preserveMethod: true);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(
            behindUnknownProxy
                ? "Clubshop Admin requires HTTPS and does not know the proxy that this request came through. Set the configuration key Proxies to the proxy's address or network."
                : L["Clubshop Admin requires HTTPS. Open its address with https:// in front."],
            context.RequestAborted);
    }

    private static bool KnowsNoProxy(HttpContext context) =>
        context.RequestServices.GetRequiredService<IOptions<ForwardedHeadersOptions>>().Value.ForwardedHeaders == ForwardedHeaders.None;

    // Without AllowedHosts, the host is whatever the request claims: never redirect there.
    private static bool IsNamed(HttpContext context)
    {
        var named = context.RequestServices.GetRequiredService<IOptionsMonitor<HostFilteringOptions>>().CurrentValue.AllowedHosts
            .Where(host => host is not ("*" or "0.0.0.0" or "[::]")).Select(host => new StringSegment(host)).ToList();
        return named.Count > 0 && HostString.MatchesAny(context.Request.Host.Host, named);
    }

    /// <summary>A browser on this machine that requests this machine. Both, because a local proxy also connects from here.</summary>
    private static bool IsOnThisMachine(HttpContext context) =>
        IsLoopback(context.Request.Host.Host) && context.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
