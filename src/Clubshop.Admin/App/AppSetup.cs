using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.SignIn.Requests;
using Clubshop.Admin.Ui;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;

namespace Clubshop.Admin.App;

/// <summary>The frame: Razor components, navigation, what an error status shows.</summary>
public static class AppSetup
{
    /// <summary>Adds the frame and its controls.</summary>
    public static IServiceCollection AddApp(this IServiceCollection services, IConfiguration? configuration = null)
    {
        // A field may hold far more than its rule allows; what was typed must arrive to be told so. The default of 32 KB would end the circuit.
        var limits = configuration?.GetSection(CircuitLimitOptions.Section).Get<CircuitLimitOptions>() ?? new();
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => CircuitLimits.Configure(hub, limits));
        services.AddUi();
        services.AddSingleton<Navigation>();
        services.AddSingleton<IGoToSource, PageGoToSource>();
        return services;
    }

    /// <summary>First in the pipeline: pages for error statuses of requests that ask for a page.</summary>
    public static IApplicationBuilder UseApp(this IApplicationBuilder app)
    {
        if (!app.ApplicationServices.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            app.UseWhen(context => context.Request.Path.StartsWithSegments("/local/ui", StringComparison.OrdinalIgnoreCase), gallery => gallery.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }));
        }

        app.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        return app.Use((context, next) =>
        {
            // Scripts, JSON and the circuit want their status, not a page; and the page of a post would be posted to, which antiforgery refuses.
            if ((!HttpMethods.IsGet(context.Request.Method) || !context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
                && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = false;
            }

            return next(context);
        });
    }

    /// <summary>Maps static files and the pages.</summary>
    public static void MapApp(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        var pages = app.MapRazorComponents<AppRoot>().AddInteractiveServerRenderMode(options =>
        {
            // Compression costs 240 KB a circuit, and compressing secrets over TLS is an attack (CRIME, BREACH).
            options.DisableWebSocketCompression = true;
            options.ContentSecurityFrameAncestorsPolicy = null; // SecurityHeaders says 'none'
        });
        pages.Add(CircuitGuard.Guard);
        if (app.Environment.IsDevelopment())
            pages.Add(OpenCircuitsToTheGallery);
    }

    /// <summary>The gallery of controls needs a circuit and no session; pages ask for theirs in the circuit as well.</summary>
    private static void OpenCircuitsToTheGallery(EndpointBuilder endpoint)
    {
        if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } path } && path.TrimStart('/').StartsWith("_blazor", StringComparison.Ordinal))
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
    }
}
