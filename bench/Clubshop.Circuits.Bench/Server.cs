using System.Globalization;
using Clubshop.Admin;
using Clubshop.Admin.App;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Embedded;
using Clubshop.Admin.Import;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Operations;
using Clubshop.Admin.Registry.Api;
using Clubshop.Admin.SignIn;
using Clubshop.Circuits.Bench.Bare;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Clubshop.Circuits.Bench;

/// <summary>The portal, as its Program composes it, and beside it in the same process the bare page and the figures of the heap.</summary>
internal static class Server
{
    public static async Task RunAsync(string[] args)
    {
        var bareAddress = args[0];
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args[1..], ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddAwsOrEmbedded();
        builder.Services.AddPortal(builder.Configuration);
        builder.Services.AddScoped<CircuitHandler, Components>();
        var portal = builder.Build();
        portal.UseLocalOnly();
        portal.UseApp();
        portal.UseRegistryApi();
        portal.UseSignIn();
        portal.MapApp();
        portal.MapSignIn();
        portal.MapImport();
        portal.MapNotifications();
        portal.MapCustomers();
        portal.MapRegistryApi();
        portal.MapLocal();
        portal.MapHealth();

        var bare = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Clubshop.Circuits.Bench" });
        bare.WebHost.UseUrls(bareAddress);
        bare.Logging.SetMinimumLevel(LogLevel.Warning);
        bare.Services.AddScoped<CircuitHandler, Components>();
        bare.Services.AddRazorComponents().AddInteractiveServerComponents();
        var bareApp = bare.Build();
        bareApp.UseAntiforgery();
        bareApp.MapGet("/figures", (bool collect = true) =>
        {
            // Twice, with what waits for a finalizer in between: what is left is held by somebody.
            for (var i = 0; collect && i < 3; i++)
            {
                GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
                GC.WaitForPendingFinalizers();
            }

            return Results.Text(string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(collect)} {GC.GetTotalAllocatedBytes(true)} {Environment.CpuUsage.TotalTime.TotalMilliseconds} {Environment.WorkingSet}"));
        });
        bareApp.MapGet("/components", Components.Print);
        bareApp.MapGet("/offers", () => portal.Services.GetRequiredService<RecordIndex<OfferRow>>().Count.ToString(CultureInfo.InvariantCulture));
        bareApp.MapGet("/people", (int count, CancellationToken cancellationToken) => Accounts.MakeAsync(portal.Services, count, cancellationToken));
        bareApp.MapRazorComponents<BareRoot>().AddInteractiveServerRenderMode(options => options.DisableWebSocketCompression = true);
        await Task.WhenAll(portal.RunAsync(), bareApp.RunAsync());
    }
}
