namespace Clubshop.Admin.Dashboard;

internal static partial class DashboardMessages
{
    [LoggerMessage(EventId = 2901, Level = LogLevel.Error, Message = "The last changes could not be read for the dashboard.")]
    public static partial void LastChangesNotRead(this ILogger logger, Exception cause);
}
