using Clubshop.Admin.Staff;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.SignIn;

/// <summary>
/// Stands before the circuits: pages of other origins open none, a session opens so many and no more, and what is left of one whose session
/// has ended is cut off.
/// </summary>
internal sealed partial class CircuitGuard(
    Sessions sessions, CircuitCount count, IOptions<CircuitLimitOptions> options, TimeProvider time, ILogger<CircuitGuard> logger) : IHubFilter
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
            return http.Response.WriteAsync("Pages of the portal alone may connect here.", http.RequestAborted);
        };
    }

    /// <summary>Answers a page with 429 and a sentence where the session has enough of them open.</summary>
    public static Task LimitPages(HttpContext http, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null || Refusals.RenderModeOf(http) is null
            || ActorClaims.SessionOf(http.User) is not { } session || http.RequestServices.GetRequiredService<CircuitCount>().WhyNot(session) is null)
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = "60";
        return Task.CompletedTask; // the page of the status says why
    }

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        if (ActorClaims.SessionOf(context.Context.User) is { } session)
            context.Context.Items[Watching] = sessions.Watch(session, _ => CutOffSoon(context.Context));

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
        if (context.HubMethodName == Start && ActorClaims.SessionOf(context.Context.User) is { } session && count.WhyNot(session) is { } reason)
        {
            LogRefused(logger, count.Of(session), count.All);
            throw new HubException(reason);
        }

        return next(context);
    }

    // Whoever leads the way out is the page; a browser that does not follow is not waited for.
    private void CutOffSoon(HubCallerContext connection)
    {
        var timer = time.CreateTimer(static state => ((HubCallerContext)state!).Abort(), connection, TimeSpan.FromSeconds(options.Value.LeaveSeconds), Timeout.InfiniteTimeSpan);
        connection.ConnectionAborted.Register(static state => ((IDisposable)state!).Dispose(), timer);
    }

    private static bool IsOwnOrigin(HttpRequest request)
    {
        if (request.Headers.Origin.Count == 0)
            return true;

        // A proxy in front may speak https to the browser and http to us; the name and port are the same.
        return request.Headers.Origin is [{ } origin] && Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Scheme is "http" or "https"
            && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }

    [LoggerMessage(EventId = 1116, Level = LogLevel.Warning, Message = "A circuit was refused: its session has {Own} open, the instance {All}")]
    private static partial void LogRefused(ILogger logger, int own, int all);
}
