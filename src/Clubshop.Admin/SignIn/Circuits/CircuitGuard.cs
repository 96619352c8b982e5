using Clubshop.Admin.SignIn.Requests;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn.Circuits;

/// <summary>
/// Protects the circuits: refuses other origins, limits how many a session opens, and disconnects those whose session has ended.
/// </summary>
internal sealed partial class CircuitGuard(
    SessionService sessions, CircuitCount count, IOptions<CircuitLimitOptions> options, TimeProvider time, ILogger<CircuitGuard> logger) : IHubFilter
{
    private const string Start = "StartCircuit";
    private static readonly object Watching = new();

    /// <summary>Refuses what another origin's page asks of <c>_blazor</c>; a browser names the origin with every socket and post.</summary>
    public static void Guard(EndpointBuilder endpoint)
    {
        if (endpoint is not RouteEndpointBuilder { RoutePattern.RawText: { } path, RequestDelegate: { } inner }
            || !path.TrimStart('/').StartsWith("_blazor", StringComparison.Ordinal))
        {
            return;
        }

        endpoint.RequestDelegate = http =>
        {
            if (IsOwnOrigin(http.Request))
                return inner(http);

            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return http.Response.WriteAsync("Only pages of the portal may connect here.", http.RequestAborted);
        };
    }

    /// <summary>Answers a page with status 429 and an explanation when the session has too many pages open.</summary>
    public static Task LimitPages(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null || ForbiddenResultHandler.RenderModeOf(http) is null
            || ActorClaims.SessionOf(http.User) is not { } session || http.RequestServices.GetRequiredService<CircuitCount>().RefusalFor(session) is null)
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = "60";
        return Task.CompletedTask; // the status page shows why
    }

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        if (ActorClaims.SessionOf(context.Context.User) is { } session)
            context.Context.Items[Watching] = sessions.Watch(session, _ => DisconnectSoon(context.Context));

        await next(context);
    }

    public async Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        if (context.Context.Items.TryGetValue(Watching, out var watch))
            (watch as IDisposable)?.Dispose();

        await next(context, exception);
    }

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext context, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (context.HubMethodName == Start && ActorClaims.SessionOf(context.Context.User) is { } session && count.RefusalFor(session) is { } reason)
        {
            LogRefused(logger, count.Of(session), count.All);
            throw new HubException(reason);
        }

        return next(context);
    }

    // The page itself redirects to sign-in; a browser that does not follow is disconnected after a while.
    private void DisconnectSoon(HubCallerContext connection)
    {
        var timer = time.CreateTimer(static state => ((HubCallerContext)state!).Abort(), connection, TimeSpan.FromSeconds(options.Value.LeaveSeconds), Timeout.InfiniteTimeSpan);
        connection.ConnectionAborted.Register(static state => ((IDisposable)state!).Dispose(), timer);
    }

    private static bool IsOwnOrigin(HttpRequest request)
    {
        if (request.Headers.Origin.Count == 0)
            return true;

        // A proxy may use HTTPS to the browser and HTTP to us; host and port are the same.
        return request.Headers.Origin is [{ } origin] && Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Scheme is "http" or "https"
            && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    [LoggerMessage(EventId = 1116, Level = LogLevel.Warning, Message = "A circuit was refused: its session has {Own} open, the instance {All}")]
    private static partial void LogRefused(ILogger logger, int own, int all);
}
