namespace Clubshop.Admin.MasterData.Publishing.Pages;

/// <summary>Log messages of the cache's pages.</summary>
internal static partial class CacheLog
{
    [LoggerMessage(EventId = 2132, Level = LogLevel.Error, Message = "The copies of a record could not be read.")]
    public static partial void LogNotRead(this ILogger logger, Exception exception);
}
