namespace Clubshop.Admin.Staff;

/// <summary>Log messages of the staff and account pages.</summary>
internal static partial class StaffLog
{
    /// <summary>A page could not load; it shows <paramref name="reference"/>.</summary>
    [LoggerMessage(EventId = 1201, Level = LogLevel.Error, Message = "Staff could not be read ({Reference})")]
    public static partial void NotRead(ILogger logger, string reference, Exception exception);

    /// <summary>A page could not make a change; it shows <paramref name="reference"/>.</summary>
    [LoggerMessage(EventId = 1202, Level = LogLevel.Error, Message = "Staff could not be changed ({Reference})")]
    public static partial void NotChanged(ILogger logger, string reference, Exception exception);
}
