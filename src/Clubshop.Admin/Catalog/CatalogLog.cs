namespace Clubshop.Admin.Catalog;

internal static partial class CatalogLog
{
    [LoggerMessage(EventId = 2401, Level = LogLevel.Error, Message = "A {Kind} could not be read; the person was given the reference {Reference}")]
    public static partial void LogNotRead(this ILogger logger, string kind, string reference, Exception exception);

    [LoggerMessage(EventId = 2402, Level = LogLevel.Error, Message = "A {Kind} could not be saved; the person was given the reference {Reference}")]
    public static partial void LogNotSaved(this ILogger logger, string kind, string reference, Exception exception);
}
