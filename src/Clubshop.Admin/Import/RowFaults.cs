using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui.Feedback;

namespace Clubshop.Admin.Import;

/// <summary>
/// Handles a row at which the portal itself fails: only that row is refused, with a reference, and the failure is logged.
/// </summary>
internal sealed partial class RowFaults(ILogger<RowFaults> logger)
{
    /// <summary>Whether the failure is the row's own: the rest of the file goes on without it.</summary>
    public static bool IsOfRow(Exception cause) => !Outages.IsOfAll(cause);

    /// <summary>Logs the failure; returns what the person is told.</summary>
    /// <param name="cause">What was thrown.</param>
    /// <param name="file">The id of the file.</param>
    /// <param name="line">The line in which the row begins.</param>
    public string Tell(Exception cause, string file, long line)
    {
        var reference = SupportReference.New();
        LogFault(logger, cause, line, file, reference);
        return Sentence(reference);
    }

    /// <summary>What the person is told.</summary>
    internal static string Sentence(string reference) =>
        $"The portal failed at this row and left it out; the other rows are imported. Write its cells another way, or give support the reference {reference}.";

    [LoggerMessage(EventId = 2502, Level = LogLevel.Error, Message = "The row in line {Line} of the import {File} failed; the person has the reference {Reference}.")]
    private static partial void LogFault(ILogger logger, Exception cause, long line, string file, string reference);
}
