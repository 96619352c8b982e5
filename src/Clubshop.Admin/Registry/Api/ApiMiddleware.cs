using Clubshop.Admin.Storage;
using Clubshop.Aws.Cognito;

namespace Clubshop.Admin.Registry.Api;

/// <summary>A part of the API that exists before any client does, because people call it as well.</summary>
/// <param name="Path">What its addresses begin with, below the API's prefix: <c>/offers</c>.</param>
internal sealed record ApiArea(string Path);

/// <summary>
/// Wraps the endpoints of the API: answers 404 without a body until a client exists, but for the areas that staff call too, and problem documents
/// instead of pages for unknown addresses and failures.
/// </summary>
internal sealed partial class ApiMiddleware(ApiClients clients, IEnumerable<ApiArea> areas, ILogger<ApiMiddleware> logger)
{
    public async Task RunAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            if (!areas.Any(area => http.Request.Path.StartsWithSegments(RegistryApi.Prefix + area.Path, StringComparison.OrdinalIgnoreCase))
                && !await clients.AnyAsync(http.RequestAborted))
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            await AnswerAsync(http, next);
        }
        catch (BadHttpRequestException wrong) when (!http.Response.HasStarted)
        {
            await ApiProblems.WriteAsync(http, wrong.StatusCode, "bad-request", "The request could not be read.");
        }
        catch (Exception passing) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested
            && (Outages.IsAway(passing) || passing is CognitoUnavailableException))
        {
            LogPassing(logger, passing);
            await ApiProblems.WriteAsync(
                http, StatusCodes.Status503ServiceUnavailable, "unavailable", "The portal's data is unreachable or too busy at the moment. Send the same call again.");
        }
#pragma warning disable CA1031 // The last handler: a bug is logged and answered as JSON, not as a page.
        catch (Exception bug) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogBug(logger, bug);
            await ApiProblems.WriteAsync(http, StatusCodes.Status500InternalServerError, "internal", "The server failed; the call is not at fault.");
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

        // Routing's own answers (wrong method, wrong content type) are endpoints without a route that only set the status.
        if (endpoint?.RequestDelegate is { } answer)
            await answer(http);
        else
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        var status = http.Response.StatusCode;
        await ApiProblems.WriteAsync(http, status, status switch { 405 => "method-not-allowed", 415 => "not-json", _ => "not-found" }, status switch
        {
            405 => "This address does not support this method. See the header Allow.",
            415 => "Send the body as application/json.",
            _ => "There is nothing at this address. The documentation is at /api/v1/openapi.json.",
        });
    }

    [LoggerMessage(2601, LogLevel.Warning, "An API call failed temporarily")]
    private static partial void LogPassing(ILogger logger, Exception exception);

    [LoggerMessage(2602, LogLevel.Error, "An API call failed")]
    private static partial void LogBug(ILogger logger, Exception exception);
}
