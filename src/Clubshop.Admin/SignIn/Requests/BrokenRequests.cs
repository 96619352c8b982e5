namespace Clubshop.Admin.SignIn.Requests;

/// <summary>
/// Answers requests that fail while they are read: a body that is too large, too slow or cut off. The visitor gets a sentence and the log one
/// line without a stack trace, because nothing is wrong here: anybody can send such requests at will.
/// </summary>
internal static partial class BrokenRequests
{
    /// <summary>Wraps everything that reads a request.</summary>
    public static IApplicationBuilder UseBrokenRequests(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(BrokenRequests).FullName!);
        return app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (BadHttpRequestException broken)
            {
                LogBroken(logger, broken.StatusCode, broken.Message);
                await AnswerAsync(context, broken.StatusCode);
            }
            catch (Exception gone) when (context.RequestAborted.IsCancellationRequested && gone is (OperationCanceledException or IOException))
            {
                LogGone(logger);
            }
        });
    }

    /// <summary>The message for a status.</summary>
    public static string Sentence(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => L["This is larger than the server accepts. Send less at once."],
        StatusCodes.Status408RequestTimeout => L["The request took too long and was cancelled. Try again."],
        _ => L["The request could not be read. Try again."],
    };

    private static async Task AnswerAsync(HttpContext context, int status)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(Sentence(status), context.RequestAborted);
    }

    [LoggerMessage(EventId = 1113, Level = LogLevel.Information, Message = "A request could not be read and was answered with status {Status}: {Why}")]
    private static partial void LogBroken(ILogger logger, int status, string why);

    [LoggerMessage(EventId = 1114, Level = LogLevel.Debug, Message = "A visitor left while their request was being read")]
    private static partial void LogGone(ILogger logger);
}
