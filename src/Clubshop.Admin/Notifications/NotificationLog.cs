namespace Clubshop.Admin.Notifications;

/// <summary>What pages of notifications log.</summary>
internal static partial class NotificationLog
{
    [LoggerMessage(EventId = 2701, Level = LogLevel.Error, Message = "A page of notifications could not do what was asked; reference {Reference}.")]
    public static partial void NotDone(ILogger logger, string reference, Exception cause);
}
