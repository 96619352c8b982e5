using System.Text.Json;
using Clubshop.Api.Http;

namespace Clubshop.Api.Health;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can answer requests.</summary>
internal static class HealthEndpoints
{
    /// <summary>Maps them.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", static (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return http.Response.WriteAsync("live", http.RequestAborted);
        });
        endpoints.MapGet("/health/ready", static async (HttpContext http) =>
        {
            var now = http.RequestServices.GetRequiredService<HealthState>().Now;
            http.Response.StatusCode = now.Status == "ready" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.CacheControl = "no-store";
            http.Response.ContentType = "application/json";
            await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(now, ApiJson.Relaxed.ReadyAnswer), http.RequestAborted);
        });
    }
}
