namespace Clubshop.Admin.App;

/// <summary>The box in the header that finds pages and records by name.</summary>
public sealed partial class GoTo
{
    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "Go to: the source {Source} failed.")]
    private static partial void LogSource(ILogger logger, Exception exception, string source);
}
