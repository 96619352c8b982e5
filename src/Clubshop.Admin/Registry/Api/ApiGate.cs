using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Registry.Api;

/// <summary>
/// What the API's addresses answer before any endpoint does: nothing at all until a client exists, and problems instead of pages where
/// nothing is, or where something breaks.
/// </summary>
internal sealed partial class ApiGate(ApiClients clients, ILogger<ApiGate> logger)
{
    public async Task RunAsync(HttpContext http, RequestDelegate next)
    {
        if (!await clients.AnyAsync(http.RequestAborted))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        try
        {
            await AnswerAsync(http, next);
        }
        catch (BadHttpRequestException wrong) when (!http.Response.HasStarted)
        {
            await ApiProblems.WriteAsync(http, wrong.StatusCode, "bad-request", "The request could not be read.");
        }
        catch (Exception passing) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested && Outages.MayPass(passing))
        {
            LogPassing(logger, passing);
            await ApiProblems.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "unavailable", "The registry cannot be reached at the moment, or is too busy. Send the same call again.");
        }
#pragma warning disable CA1031 // The last word of the API: a bug is logged, and answered as JSON rather than as a page.
        catch (Exception bug) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogBug(logger, bug);
            await ApiProblems.WriteAsync(http, StatusCodes.Status500InternalServerError, "internal", "Something is wrong here, not with the call.");
        }
    }

    private static async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        var endpoint = http.GetEndpoint();
        if (endpoint is RouteEndpoint)
        {
            await next(http);
            return;
        }

        // Routing's own answers (another method, another kind of body) are endpoints without a route; they set the status alone.
        if (endpoint?.RequestDelegate is { } answer)
            await answer(http);
        else
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        var status = http.Response.StatusCode;
        await ApiProblems.WriteAsync(http, status, status switch { 405 => "method-not-allowed", 415 => "not-json", _ => "not-found" }, status switch
        {
            405 => "This address takes other methods: see the header Allow.",
            415 => "Send the body as application/json.",
            _ => "There is nothing at this address. The documentation is at /api/v1/openapi.json.",
        });
    }

    [LoggerMessage(2601, LogLevel.Warning, "A call of the API could not be answered now")]
    private static partial void LogPassing(ILogger logger, Exception exception);

    [LoggerMessage(2602, LogLevel.Error, "A call of the API failed")]
    private static partial void LogBug(ILogger logger, Exception exception);
}
