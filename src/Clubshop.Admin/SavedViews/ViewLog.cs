namespace Clubshop.Admin.SavedViews;

internal static partial class ViewLog
{
    [LoggerMessage(EventId = 1800, Level = LogLevel.Error, Message = "The saved views of the list {List} could not be read or written; the person was given the reference {Reference}.")]
    public static partial void ViewsNotDone(this ILogger logger, string list, string reference, Exception cause);

    [LoggerMessage(EventId = 1801, Level = LogLevel.Warning, Message = "The columns chosen for the list {List} could not be read or kept.")]
    public static partial void ColumnsNotDone(this ILogger logger, string list, Exception cause);
}
