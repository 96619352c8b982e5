using Clubshop.Admin.Account;
using Clubshop.Admin.App.FirstPaint;
using Clubshop.Admin.GoTo;
using Clubshop.Admin.SignIn.Circuits;
using Clubshop.Admin.SignIn.Requests;
using Clubshop.Admin.Ui;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;

namespace Clubshop.Admin.App;

/// <summary>Registers the frame of the app: Razor components, navigation, pages for error statuses.</summary>
public static class AppSetup
{
    /// <summary>Adds the frame and its controls.</summary>
    public static IServiceCollection AddApp(this IServiceCollection services, IConfiguration? configuration = null)
    {
        // A person may paste far more than a field allows, and it must arrive to be refused with a message. The default limit of 32 KB would end the circuit.
        var limits = configuration?.GetSection(CircuitLimitOptions.Section).Get<CircuitLimitOptions>() ?? new();
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => CircuitLimits.Configure(hub, limits));
        // Pages alone: files are compressed when the portal is published, and downloads hold what people wrote (docs/decisions/0013).
        services.AddResponseCompression(options => (options.EnableForHttps, options.MimeTypes) = (true, ["text/html"]));
        services.AddUi();
        services.AddSingleton<Navigation>();
        services.AddSingleton<PageOutlines>();
        services.AddSingleton<IGoToSource, EntryGoToSource>();
        services.AddSingleton<IGoToSource, PageGoToSource>();
        return services;
    }

    /// <summary>Adds pages for error statuses, for requests that accept HTML. Must be first in the pipeline.</summary>
    public static IApplicationBuilder UseApp(this IApplicationBuilder app)
    {
        app.UseResponseCompression();
        if (!app.ApplicationServices.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            app.UseWhen(context => context.Request.Path.StartsWithSegments("/local/ui", StringComparison.OrdinalIgnoreCase), gallery => gallery.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }));
        }

        app.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            // Scripts, JSON and the circuit need the status, not a page. The page for a POST would be executed as a POST, which antiforgery refuses.
            if ((!HttpMethods.IsGet(context.Request.Method) || !context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
                && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            {
                pages.Enabled = false;
            }

            return next(context);
        });
        return app.UseLanguages().UseUnreachable();
    }

    /// <summary>Maps static files and the pages.</summary>
    public static void MapApp(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapLanguages();
        var pages = app.MapRazorComponents<AppRoot>().AddInteractiveServerRenderMode(options =>
        {
            // A list opens in a tenth of the bytes. Each message by itself, so that nothing is held between two and nothing said before stands
            // beside what is said now: docs/decisions/0013-the-circuit-is-compressed.md.
            options.ConfigureWebSocketAcceptContext = static (_, socket) =>
            {
                socket.DisableServerContextTakeover = true;
                return Task.CompletedTask;
            };
            options.ContentSecurityFrameAncestorsPolicy = null; // SecurityHeaders sends 'none'
        });
        pages.Add(CircuitGuard.Guard);
        if (app.Environment.IsDevelopment())
            pages.Add(OpenCircuitsToTheGallery);
    }

    /// <summary>The gallery of controls needs a circuit without a session; other pages check theirs inside the circuit as well.</summary>
    private static void OpenCircuitsToTheGallery(EndpointBuilder endpoint)
    {
        if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } path } && path.TrimStart('/').StartsWith("_blazor", StringComparison.Ordinal))
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
    }
}
