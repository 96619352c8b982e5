using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing.Outbox;
using Clubshop.Admin.Operations.Draining;
using Clubshop.Admin.Operations.Figures;
using Clubshop.Admin.Operations.Telemetry;
using Clubshop.Admin.SignIn.Circuits;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Operations;

/// <summary>Registers how the portal is observed and stopped (docs/operations.md).</summary>
public static class OperationsSetup
{
    /// <summary>Logs as lines of JSON outside Development, unless <c>Logging:Console:FormatterName</c> says otherwise.</summary>
    public static WebApplicationBuilder AddJsonLogs(this WebApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Logging.AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>();
        if (!builder.Environment.IsDevelopment() && builder.Configuration["Logging:Console:FormatterName"] is null)
            builder.Logging.AddConsole(console => console.FormatterName = JsonLines.FormatterName);
        return builder;
    }

    /// <summary>Adds figures, readiness, draining, telemetry and the page. Call it after everything that it observes.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics();
        services.AddSingleton<FigureBook>();
        services.AddHostedService<MeterRecorder>();
        services.AddHostedService<PortalGauges>();
        services.AddScoped<CircuitHandler, InteractionMeter>();
        services.AddSingleton<Readiness>();
        services.AddOptions<HealthOptions>().BindConfiguration(HealthOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHostedService<DependencyProbe>();
        services.AddSingleton(provider => new OperationsService(
            provider.GetRequiredService<Readiness>(), provider.GetRequiredService<FigureBook>(), provider.GetRequiredService<CircuitCount>(),
            provider.GetRequiredService<PublishingStatus>(), provider.GetServices<IRecordIndex>(), provider.GetRequiredService<JobHub>(), provider.GetRequiredService<TimeProvider>()));
        services.AddDraining();
        services.AddTelemetry(configuration);
        return services;
    }

    private static void AddDraining(this IServiceCollection services)
    {
        // Before the configuration, which wins: nobody waits for a portal that is tried on a desk.
        services.AddOptions<DrainOptions>()
            .Configure<IServiceProvider>(static (drain, provider) =>
            {
                if (provider.GetService<IHostEnvironment>()?.IsDevelopment() == true)
                    (drain.AnnounceSeconds, drain.Seconds) = (0, 0);
            })
            .BindConfiguration(DrainOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Drain>();
        services.AddSingleton<IHostLifetime, DrainLifetime>();
        services.AddOptions<HostOptions>().Configure<IOptions<DrainOptions>>(static (host, drain) => host.ShutdownTimeout = TimeSpan.FromSeconds(drain.Value.StopSeconds));
    }
}
