using System.Text.Json;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Operations;

/// <summary>Health checks for load balancers: they need no session and tell states and the build, no addresses and no errors.</summary>
public static class HealthEndpoints
{
    /// <summary>
    /// Maps <c>/health/live</c> (the process answers), <c>/health/ready</c> and <c>/health</c>, which answer alike: JSON with the status, the build
    /// and each dependency; 200 while people should be sent here, otherwise 503 (docs/operations.md).
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var health = endpoints.MapGroup("/health").AllowAnonymous();
        health.MapGet("/live", () => Results.Text("live"));
        foreach (var path in (string[])["", "/ready"])
            health.MapGet(path, WriteAsync);
    }

    private static async Task WriteAsync(HttpContext http, Readiness readiness)
    {
        Languages.Use(Languages.English); // read by programs
        var report = readiness.Report();
        http.Response.StatusCode = report.Serves ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", Word(report.State));
        json.WriteString("version", BuildInfo.Current.Version);
        json.WriteString("build", BuildInfo.Current.Build);
        json.WriteString("commit", BuildInfo.Current.Commit);
        json.WriteStartArray("dependencies");
        foreach (var one in report.Dependencies)
        {
            json.WriteStartObject();
            json.WriteString("name", one.Name);
            json.WriteString("state", Word(one.State));
            if (one.Since is { } since)
                json.WriteString("since", since);
            if (one.Detail is { } detail)
                json.WriteString("detail", detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(http.RequestAborted);
    }

    private static string Word(Enum state) => state.ToString().ToLowerInvariant();
}
