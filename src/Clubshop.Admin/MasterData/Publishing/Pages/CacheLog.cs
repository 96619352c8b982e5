namespace Clubshop.Admin.MasterData.Publishing.Pages;

/// <summary>Log messages of the cache's pages.</summary>
internal static partial class CacheLog
{
    [LoggerMessage(EventId = 2132, Level = LogLevel.Error, Message = "A record's copies could not be looked at.")]
    public static partial void LogNotRead(this ILogger logger, Exception exception);
}
