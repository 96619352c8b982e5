using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.App;

/// <summary>What a load balancer asks; no session needed, nothing told but the state.</summary>
public static class HealthEndpoints
{
    /// <summary>
    /// Maps <c>/health/live</c>: the process answers; and <c>/health/ready</c>: 200 once the catalog's indexes have been read, 503 before, or
    /// while one of them cannot be read. <c>/health</c> answers as <c>/health/ready</c>.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var health = endpoints.MapGroup("/health").AllowAnonymous();
        health.MapGet("/live", () => Results.Text("live"));
        foreach (var path in (string[])["", "/ready"])
        {
            health.MapGet(path, (IEnumerable<IRecordIndex> indexes) =>
                indexes.All(index => index.State == IndexState.Ready) ? Results.Text("ready") : Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable));
        }
    }
}
