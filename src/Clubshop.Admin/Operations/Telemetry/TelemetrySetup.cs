using Clubshop.Admin.Common;
using Clubshop.Admin.Offers.Calendar.Sharing;
using Clubshop.Aws.Watching;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Clubshop.Admin.Operations.Telemetry;

/// <summary>Sends traces, metrics and logs by OTLP where an endpoint is set; otherwise OpenTelemetry is not even registered.</summary>
internal static class TelemetrySetup
{
    private const string Service = "clubshop-admin";

    // Blazor's own sources name components, routes and handlers, no texts.
    private static readonly string[] Sources = [PortalMeter.Name, "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Server.Circuits"];

    private static readonly string[] Meters =
    [
        PortalMeter.Name, AwsMeters.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components",
        "Microsoft.AspNetCore.Components.Lifecycle", "Microsoft.AspNetCore.Components.Server.Circuits", "System.Net.Http", "System.Runtime",
    ];

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OtlpOptions>().BindConfiguration(OtlpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        var options = configuration.GetSection(OtlpOptions.Section).Get<OtlpOptions>() ?? new();
        var address = options.Endpoint is { Length: > 0 } own ? own : configuration[OtlpOptions.Variable];
        if (!Uri.TryCreate(address, UriKind.Absolute, out var endpoint))
            return services; // none, or one that the check of the options refuses

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource
                .AddService(Service, serviceVersion: BuildInfo.Current.Version, serviceInstanceId: FormattableString.Invariant($"{Environment.MachineName}/{Environment.ProcessId}"))
                .AddAttributes([new("service.commit", BuildInfo.Current.Commit ?? "unknown")]))
            .WithTracing(traces => traces
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TraceShare)))
                .AddSource(Sources)
                // The values of queries are left out by the instrumentation. Files and health checks would be most of all traces.
                .AddAspNetCoreInstrumentation(requests => requests.Filter = IsWorthATrace)
                .AddHttpClientInstrumentation()
                .AddOtlpExporter(exporter => Set(exporter, endpoint, options, "v1/traces")))
            .WithMetrics(metrics => metrics
                .AddMeter(Meters)
                .AddOtlpExporter((exporter, reader) =>
                {
                    Set(exporter, endpoint, options, "v1/metrics");
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = options.MetricSeconds * 1000;
                }))
            .WithLogging(
                logs => logs.AddOtlpExporter(exporter => Set(exporter, endpoint, options, "v1/logs")),
                records => (records.IncludeFormattedMessage, records.IncludeScopes) = (true, false));
        return services;
    }

    private static bool IsWorthATrace(HttpContext http) =>
        !http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
        && !http.Request.Path.StartsWithSegments(CalendarFeedEndpoint.Prefix, StringComparison.OrdinalIgnoreCase) // the path is a secret
        && http.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null;

    // With http/protobuf an address that is set in code is taken as it is, so the signal's path is added here.
    private static void Set(OtlpExporterOptions exporter, Uri endpoint, OtlpOptions options, string path)
    {
        var http = options.Protocol != "grpc";
        exporter.Protocol = http ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = http ? new Uri(new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/"), path) : endpoint;
    }
}
