namespace Clubshop.Admin.Dashboard;

internal static partial class DashboardMessages
{
    [LoggerMessage(EventId = 2901, Level = LogLevel.Error, Message = "The dashboard could not read the last changes.")]
    public static partial void LastChangesNotRead(this ILogger logger, Exception cause);
}
