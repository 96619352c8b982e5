using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.App;

/// <summary>Health checks for load balancers: they need no session and reveal only the state.</summary>
public static class HealthEndpoints
{
    /// <summary>
    /// Maps <c>/health/live</c> (the process answers) and <c>/health/ready</c> (200 once the catalog's indexes are loaded; 503 before that, and
    /// while one of them cannot be read). <c>/health</c> answers like <c>/health/ready</c>.
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
