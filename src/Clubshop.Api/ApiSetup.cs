using System.Net;
using Clubshop.Api.Cache;
using Clubshop.Api.Catalog;
using Clubshop.Api.Coupons;
using Clubshop.Api.Health;
using Clubshop.Api.Http;
using Clubshop.Api.Tables;
using Clubshop.Aws;
using Clubshop.Aws.Memcached;
using Microsoft.AspNetCore.HttpOverrides;

namespace Clubshop.Api;

/// <summary>Composes the end users' server.</summary>
public static class ApiSetup
{
    // A redemption is far smaller; nothing else has a body.
    private const int MaxBody = 16 * 1024;

    // What the contract gives a node for an answer.
    private const string CacheTimeout = "00:00:00.250";

    /// <summary>Adds everything.</summary>
    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        AddDefaults(builder);
        var (services, configuration) = (builder.Services, builder.Configuration);
        builder.WebHost.ConfigureKestrel(static kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            kestrel.Limits.MaxRequestLineSize = 4 * 1024;
        });
        services.AddAws(configuration, AwsMode.Aws);
        services.AddMemcached(configuration);
        services.AddSingleton(new TableNames(configuration["Aws:TablePrefix"] is { Length: > 0 } prefix ? prefix : TableNames.DefaultPrefix));
        AddForwardedHeaders(services, configuration);
        AddCatalog(services, configuration);
        services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Callers>();
        services.AddSingleton<ApiMiddleware>();
        services.AddOptions<StopOptions>().BindConfiguration(StopOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<StartHelp>();
        services.AddSingleton<HealthState>();
        services.AddHostedService<Draining>();
        services.AddHostedService<Housekeeping>();
        services.AddCoupons(configuration);
        services.Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromMinutes(3));
        return builder;
    }

    /// <summary>Adds what is around the endpoints.</summary>
    public static void UseApi(this WebApplication app)
    {
        if (Proxies(app.Configuration).Length > 0)
            app.UseForwardedHeaders();
        app.UseRouting();
        var middleware = app.Services.GetRequiredService<ApiMiddleware>();
        app.Use(next => http => middleware.RunAsync(http, next));
    }

    /// <summary>Maps the endpoints.</summary>
    public static void MapApi(this WebApplication app)
    {
        app.MapHealth();
        app.MapDocument();
        app.Services.GetRequiredService<CatalogEndpoints>().Map(app);
        app.MapCoupons();
    }

    private static void AddCatalog(IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddOptions<CatalogOptions>().BindConfiguration(CatalogOptions.Section).Configure(options =>
        {
            if (configuration["Cache:Prefix"] is { Length: > 0 } prefix)
                options.CachePrefix = prefix;
        }).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Generations>();
        services.AddSingleton<CacheReader>();
        services.AddSingleton<ReadGate>();
        services.AddSingleton<CatalogTables>();
        services.AddSingleton<TableLists>();
        services.AddSingleton<CatalogReader>();
        services.AddSingleton<CatalogLists>();
        services.AddSingleton<CatalogPages>();
        services.AddSingleton<PublicAnswers>();
        services.AddSingleton<CatalogEndpoints>();
    }

    // Under everything that is configured. In Development what the embedded AWS inside the portal has, which is fixed (docs/local-aws.md), so that nothing is copied.
    private static void AddDefaults(WebApplicationBuilder builder)
    {
        Dictionary<string, string?> defaults = new(StringComparer.OrdinalIgnoreCase) { ["Cache:Timeout"] = CacheTimeout, ["Cache:ConnectTimeout"] = CacheTimeout, ["Cache:LongestPause"] = "00:00:01", ["Cache:ConnectionsPerNode"] = "4" };
        if (builder.Environment.IsDevelopment())
        {
            defaults["Aws:Region"] = "ap-south-1";
            defaults["Aws:Endpoint"] = "http://127.0.0.1:8100";
            defaults["AWS:CustomerUserPoolId"] = "ap-south-1_ClubshopCust";
            defaults["AWS:CustomerUserPoolClientId"] = "clubshopapp000000000000001";
            if (builder.Configuration["Cache:Nodes"] is not { Length: > 0 })
                defaults["Cache:Nodes:0"] = "127.0.0.1:11411";
        }

        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource { InitialData = defaults });
    }

    private static string[] Proxies(IConfiguration configuration) =>
        (configuration["Proxies"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // Without configuration no proxy is trusted: these headers decide whose requests are counted.
    private static void AddForwardedHeaders(IServiceCollection services, IConfiguration configuration) => services.Configure<ForwardedHeadersOptions>(options =>
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.ForwardLimit = null; // CloudFront and the load balancer, both of them named
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in Proxies(configuration))
        {
            if (proxy.Contains('/', StringComparison.Ordinal))
                options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
            else
                options.KnownProxies.Add(IPAddress.Parse(proxy));
        }
    });
}
