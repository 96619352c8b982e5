namespace Clubshop.Admin.Dashboard;

internal static partial class DashboardMessages
{
    [LoggerMessage(EventId = 2901, Level = LogLevel.Error, Message = "The dashboard could not read the last changes.")]
    public static partial void LastChangesNotRead(this ILogger logger, Exception cause);

    [LoggerMessage(EventId = 2902, Level = LogLevel.Warning, Message = "The notifications that wait for an approval could not be read; retrying.")]
    public static partial void ApprovalsNotRead(this ILogger logger, Exception cause);

    [LoggerMessage(EventId = 2903, Level = LogLevel.Error, Message = "The dashboard could not read the {Things}.")]
    public static partial void WaitingNotRead(this ILogger logger, Exception cause, string things);

    [LoggerMessage(EventId = 2904, Level = LogLevel.Error, Message = "The dashboard could not read the notifications.")]
    public static partial void NotificationsNotRead(this ILogger logger, Exception cause);

    [LoggerMessage(EventId = 2905, Level = LogLevel.Error, Message = "The dashboard could not read the customers helped lately.")]
    public static partial void CustomersNotRead(this ILogger logger, Exception cause);
}
