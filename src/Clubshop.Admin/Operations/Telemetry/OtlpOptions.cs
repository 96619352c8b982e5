using System.ComponentModel.DataAnnotations;

namespace Clubshop.Admin.Operations.Telemetry;

/// <summary>Where traces, metrics and logs go; configuration section <c>Otlp</c>. Nothing is collected for it while no endpoint is set.</summary>
public sealed class OtlpOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Otlp";

    /// <summary>The standard variable that is taken where <see cref="Endpoint"/> is not set.</summary>
    public const string Variable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>The collector's address, as <c>http://127.0.0.1:4317</c>.</summary>
    [Url]
    public string? Endpoint { get; set; }

    /// <summary><c>grpc</c> (port 4317) or <c>http/protobuf</c> (port 4318).</summary>
    [RegularExpression("grpc|http/protobuf", ErrorMessage = "Otlp:Protocol must be grpc or http/protobuf.")]
    public string Protocol { get; set; } = "grpc";

    /// <summary>Share of traces that are kept, 0 to 1; a caller's decision holds. Metrics and logs are not sampled.</summary>
    [Range(0.0, 1.0)]
    public double TraceShare { get; set; } = 0.1;

    /// <summary>Seconds between two exports of metrics, 1 to 300.</summary>
    [Range(1, 300)]
    public int MetricSeconds { get; set; } = 30;
}
