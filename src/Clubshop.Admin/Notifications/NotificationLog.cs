namespace Clubshop.Admin.Notifications;

/// <summary>Log messages of the notification pages.</summary>
internal static partial class NotificationLog
{
    [LoggerMessage(EventId = 2701, Level = LogLevel.Error, Message = "A notification page failed; reference {Reference}.")]
    public static partial void NotDone(ILogger logger, string reference, Exception cause);

    [LoggerMessage(EventId = 2710, Level = LogLevel.Warning, Message = "The people of an audience could not be estimated.")]
    public static partial void NotEstimated(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 2711, Level = LogLevel.Warning, Message = "What is being written of a notification could not be kept as a draft, or read; it is tried again.")]
    public static partial void DraftNotKept(ILogger logger, Exception cause);
}
