using System.Net.Mime;
using System.Text.Json;
using Clubshop.LocalAws.Cognito;
using Clubshop.LocalAws.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Clubshop.LocalAws.Host;

/// <summary>
/// What the stand-alone endpoint has beside the services: accounts, outbox, faults. Only for this machine: the peer is loopback,
/// the Host names this machine, nothing was forwarded, and a page of another origin cannot change anything.
/// </summary>
internal static class LocalPages
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Adds the addresses under <c>/local</c>.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, LocalAws aws)
    {
        endpoints.MapGet("/local/accounts", (HttpContext context) => Guarded(context, () => Bytes(aws.Cognito.AccountsJson())));
        endpoints.MapGet("/local/outbox", (HttpContext context) => Guarded(context, () => Bytes(aws.Outbox.ToJson())));
        endpoints.MapPost("/local/users/{pool}", async (HttpContext context, string pool) =>
        {
            if (!IsLocal(context)) return Results.NotFound();
            try
            {
                var users = await JsonSerializer.DeserializeAsync<List<PlacedUser?>>(context.Request.Body, Json, context.RequestAborted);
                return Results.Json(new { placed = await aws.Cognito.PlaceAsync(pool, (users ?? []).OfType<PlacedUser>(), context.RequestAborted) }, Json);
            }
            catch (Exception problem) when (problem is JsonException or ArgumentException)
            {
                return Results.BadRequest(new { message = problem.Message });
            }
        });
        endpoints.MapGet("/local/deliveries", (HttpContext context) => Guarded(context, () => Results.Json(
            aws.Pinpoint.Sent.Select(sent => new { address = sent.Key, sent = sent.Value }), Json)));
        endpoints.MapGet("/local/faults", (HttpContext context) => Guarded(context, () => Bytes(FaultJson.Write(aws.Faults.Plan))));
        endpoints.MapDelete("/local/faults", (HttpContext context) => Guarded(context, () =>
        {
            aws.Faults.Clear();
            return Results.NoContent();
        }));
        endpoints.MapPut("/local/faults", async (HttpContext context) =>
        {
            if (!IsLocal(context)) return Results.NotFound();
            try
            {
                aws.Faults.Set(await FaultJson.ReadAsync(context.Request.Body, context.RequestAborted));
                return Bytes(FaultJson.Write(aws.Faults.Plan));
            }
            catch (Exception problem) when (problem is JsonException or ArgumentException or FormatException)
            {
                return Results.BadRequest(new { message = problem.Message });
            }
        });
    }

    private static IResult Bytes(byte[] json) => Results.Bytes(json, MediaTypeNames.Application.Json);

    private static IResult Guarded(HttpContext context, Func<IResult> answer) => IsLocal(context) ? answer() : Results.NotFound();

    // Whatever the endpoint's own switches allow: these pages show passwords and codes.
    private static bool IsLocal(HttpContext context) => EndpointAccess.ThisMachine.Refusal(context) is null
        && context.Request.Host.Host is "localhost" or "127.0.0.1" or "[::1]"
        && !context.Request.Headers.Keys.Any(name =>
            name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
            || name.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Via", StringComparison.OrdinalIgnoreCase));
}
