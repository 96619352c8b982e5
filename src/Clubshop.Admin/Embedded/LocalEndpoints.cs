using System.Net;
using System.Net.Mime;
using System.Text.Json;
using Clubshop.Aws.Cognito;
using Clubshop.LocalAws.Faults;
using Clubshop.LocalAws.Memcached;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Embedded;

/// <summary>
/// <c>/local</c>: the demo accounts and the outbox, only in Embedded mode. Because they show passwords and codes, they answer only a loopback peer
/// that addressed this machine by a loopback host name, without a forwarding header.
/// </summary>
public static class LocalEndpoints
{
    /// <summary>Maps the JSON of <c>/local</c>; maps nothing in Aws mode, or when other machines may reach the portal.</summary>
    public static void MapLocal(this IEndpointRouteBuilder endpoints)
    {
        if (endpoints.ServiceProvider.GetService<EmbeddedAws>() is not { } embedded
            || !endpoints.ServiceProvider.GetRequiredService<IOptions<EmbeddedOptions>>().Value.HasLocalPages)
            return;

        var local = endpoints.MapGroup("/local").AllowAnonymous();
        // Right after the start they wait, as the rest of the portal does.
        local.MapGet("/accounts", async (HttpContext http) => await WriteAsync(http, (await embedded.WhenOpenAsync(http.RequestAborted)).Cognito.AccountsJson()));
        MapFaults(local, endpoints.ServiceProvider.GetRequiredService<MemcachedServer>().Faults);
        local.MapPost("/token", async (HttpContext http, SignInFlow flow, string email) => IsSameOrigin(http)
            ? await LocalTokens.IssueAsync((await embedded.WhenOpenAsync(http.RequestAborted)).Cognito, flow, email, http.RequestAborted)
            : Results.NotFound());
        local.MapGet("/outbox", async (HttpContext http) => await WriteAsync(http, (await embedded.WhenOpenAsync(http.RequestAborted)).Outbox.ToJson()));
        local.MapGet("/deliveries", async (HttpContext http) => await http.Response.WriteAsJsonAsync(
            (await embedded.WhenOpenAsync(http.RequestAborted)).Pinpoint.Sent.Select(sent => new { address = sent.Key, sent = sent.Value }), http.RequestAborted));
    }

    /// <summary>Answers 404 for <c>/local</c> unless the request is allowed to see it. Must run before routing.</summary>
    public static IApplicationBuilder UseLocalOnly(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/local", StringComparison.OrdinalIgnoreCase) || Answers(context))
            return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

    /// <summary>Whether <c>/local</c> exists for this request; a circuit gets the answer from the page that starts it.</summary>
    public static bool Answers(HttpContext context) => Exists(context) && IsThisMachine(context);

    // Faults can be set before the rest is open, so that a start can be tested with them.
    private static void MapFaults(RouteGroupBuilder local, FaultBoard board)
    {
        local.MapGet("/faults", (HttpContext http) => WriteAsync(http, FaultJson.Write(board.Plan)));
        local.MapDelete("/faults", (HttpContext http) =>
        {
            if (!IsSameOrigin(http))
                return Results.NotFound();
            board.Clear();
            return Results.NoContent();
        });
        local.MapPut("/faults", async (HttpContext http) =>
        {
            if (!IsSameOrigin(http))
                return Results.NotFound();
            try
            {
                board.Set(await FaultJson.ReadAsync(http.Request.Body, http.RequestAborted));
                return Results.Bytes(FaultJson.Write(board.Plan), MediaTypeNames.Application.Json);
            }
            catch (Exception problem) when (problem is JsonException or ArgumentException or FormatException)
            {
                return Results.BadRequest(new { message = problem.Message });
            }
        });
    }

    private static bool IsSameOrigin(HttpContext http) =>
        http.Request.Headers.Origin.Count == 0 || http.Request.Headers.Origin == $"{http.Request.Scheme}://{http.Request.Host}";

    private static bool Exists(HttpContext context) =>
        context.RequestServices.GetService<EmbeddedAws>() is not null
        && context.RequestServices.GetRequiredService<IOptions<EmbeddedOptions>>().Value.HasLocalPages;

    private static bool IsThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer)
        && context.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
        && !context.Request.Headers.Keys.Any(name =>
            name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
            || name.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Via", StringComparison.OrdinalIgnoreCase));

    private static async Task WriteAsync(HttpContext http, byte[] json)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.Body.WriteAsync(json, http.RequestAborted);
    }
}
