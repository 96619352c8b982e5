using Clubshop.Admin.Storage;
using Microsoft.AspNetCore.Diagnostics;

namespace Clubshop.Admin.SignIn.Requests;

/// <summary>
/// Answers requests that fail because something that the portal needs does not answer: status 503, and a sentence in place of an empty page. Other
/// failures are bugs, and look like them.
/// </summary>
internal static partial class Unreachable
{
    /// <summary>What somebody reads who sent a form.</summary>
    public static string Sentence => L["The database does not answer at the moment. Everything saved is safe. Go back and try again in a minute."];

    private const string Seconds = "10";

    /// <summary>Whether this is the page for a request that failed in this way: it is made without asking anything.</summary>
    public static bool IsAnswer(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is not null && context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable;

    /// <summary>Wraps everything that may ask a service of AWS. Within the pages for error statuses.</summary>
    public static IApplicationBuilder UseUnreachable(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Unreachable).FullName!);
        return app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception away) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested && Outages.IsAway(away))
            {
                LogAway(logger, away, context.Request.Method, context.GetEndpoint()?.DisplayName);
                context.Response.Clear();
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = Seconds;
                if (context.Features.Get<IStatusCodePagesFeature>() is { Enabled: true })
                    return;

                context.Response.ContentType = "text/plain; charset=utf-8";
                await context.Response.WriteAsync(Sentence, context.RequestAborted);
            }
        });
    }

    [LoggerMessage(EventId = 1120, Level = LogLevel.Error, Message = "{Method} {Endpoint} was answered with 503: what it needs does not answer")]
    private static partial void LogAway(ILogger logger, Exception cause, string method, string? endpoint);
}
