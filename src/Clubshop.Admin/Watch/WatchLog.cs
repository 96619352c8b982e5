namespace Clubshop.Admin.Watch;

internal static partial class WatchLog
{
    [LoggerMessage(EventId = 5103, Level = LogLevel.Error, Message = "What was asked of a finding could not be done; the person was given the reference {Reference}.")]
    public static partial void NotDone(this ILogger logger, Exception cause, string reference);
}
