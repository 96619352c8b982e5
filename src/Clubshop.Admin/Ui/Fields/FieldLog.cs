namespace Clubshop.Admin.Ui.Fields;

/// <summary>What the fields write to the log.</summary>
internal static partial class FieldLog
{
    /// <summary>Reading what was typed failed in itself.</summary>
    [LoggerMessage(EventId = 1601, Level = LogLevel.Error, Message = "What was typed into {Label} could not be read")]
    public static partial void Unread(ILogger logger, Exception cause, string label);
}
