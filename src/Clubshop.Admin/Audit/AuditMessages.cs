namespace Clubshop.Admin.Audit;

/// <summary>Log messages of the audit pages. In its own file, because the source generator does not see components.</summary>
internal static partial class AuditMessages
{
    [LoggerMessage(EventId = 2201, Level = LogLevel.Error, Message = "The audit log could not be read.")]
    public static partial void LogNotRead(this ILogger logger, Exception cause);

    [LoggerMessage(EventId = 2203, Level = LogLevel.Warning, Message = "The names of the staff could not be read; the audit log is filtered by those on the page.")]
    public static partial void LogNoNames(this ILogger logger, Exception cause);

    [LoggerMessage(EventId = 2202, Level = LogLevel.Error, Message = "The history of {Kind} {Id} could not be read.")]
    public static partial void HistoryNotRead(this ILogger logger, Exception cause, string kind, string id);

    [LoggerMessage(EventId = 2204, Level = LogLevel.Error, Message = "An export of the audit log could not be started or shown.")]
    public static partial void ExportNotShown(this ILogger logger, Exception cause);
}
