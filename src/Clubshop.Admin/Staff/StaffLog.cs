namespace Clubshop.Admin.Staff;

/// <summary>What the staff pages log.</summary>
internal static partial class StaffLog
{
    /// <summary>A page could not read; <paramref name="reference"/> stands on it.</summary>
    [LoggerMessage(EventId = 1201, Level = LogLevel.Error, Message = "Staff could not be read ({Reference})")]
    public static partial void NotRead(ILogger logger, string reference, Exception exception);

    /// <summary>A page could not do what was asked; <paramref name="reference"/> stands on it.</summary>
    [LoggerMessage(EventId = 1202, Level = LogLevel.Error, Message = "Staff could not be changed ({Reference})")]
    public static partial void NotChanged(ILogger logger, string reference, Exception exception);
}
