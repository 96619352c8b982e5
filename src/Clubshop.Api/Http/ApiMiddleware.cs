using Clubshop.Api.Tables;

namespace Clubshop.Api.Http;

/// <summary>Around every endpoint: the limit of addresses, and a problem document for whatever goes wrong.</summary>
internal sealed partial class ApiMiddleware(Callers callers, Health.StartHelp help, ILogger<ApiMiddleware> logger)
{
    /// <summary>Has the request answered.</summary>
    public Task RunAsync(HttpContext http, RequestDelegate next)
    {
        var path = http.Request.Path;
        if (!path.StartsWithSegments("/health", StringComparison.Ordinal) && Callers.IsTooMany(http, callers.Addresses.Take(Callers.AddressOf(http)), out var answered))
            return answered;
        Task running;
        try
        {
            running = http.GetEndpoint() is RouteEndpoint ? next(http) : NoEndpointAsync(http);
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            return AnswerAsync(http, failure);
        }

        return running.IsCompletedSuccessfully ? Task.CompletedTask : AwaitAsync(http, running);
    }

    private async Task AwaitAsync(HttpContext http, Task running)
    {
        try
        {
            await running;
        }
        catch (Exception failure) when (!http.Response.HasStarted)
        {
            await AnswerAsync(http, failure);
        }
    }

    private Task AnswerAsync(HttpContext http, Exception failure)
    {
        if (http.RequestAborted.IsCancellationRequested)
            return Task.CompletedTask;
        switch (failure)
        {
            case BadHttpRequestException wrong:
                return wrong.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? Problems.WriteAsync(http, wrong.StatusCode, "body-too-large", "The body is larger than 16 KB.")
                    : Problems.WriteAsync(http, wrong.StatusCode, "bad-request", "The request could not be read.");
            case BusyException busy:
                LogBusy(logger, busy.Message, busy.InnerException?.Message);
                return Problems.WriteBusyAsync(http, help.Hint ?? "This cannot be answered at the moment. Send the same request again.", seconds: 1);
            default:
                LogBug(logger, failure);
                return Problems.WriteAsync(http, StatusCodes.Status500InternalServerError, "internal", "The server failed; the request is not at fault.");
        }
    }

    // Routing's own answers (wrong method, wrong content type) are endpoints without a route that only set the status.
    private static async Task NoEndpointAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.RequestDelegate is { } answer)
            await answer(http);
        else
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        var status = http.Response.StatusCode;
        await Problems.WriteAsync(http, status, status is StatusCodes.Status405MethodNotAllowed ? "method-not-allowed" : "not-found", status is StatusCodes.Status405MethodNotAllowed
            ? "This address does not support this method. See the header Allow."
            : "There is nothing at this address. The documentation is at /v1/openapi.json.");
    }

    [LoggerMessage(5001, LogLevel.Warning, "A request could not be answered now: {Reason} {Cause}")]
    private static partial void LogBusy(ILogger logger, string reason, string? cause);

    [LoggerMessage(5002, LogLevel.Error, "A request failed")]
    private static partial void LogBug(ILogger logger, Exception exception);
}
