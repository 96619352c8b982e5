using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui.Feedback;

namespace Clubshop.Admin.Catalog.Bulk;

/// <summary>
/// Handles a row at which the portal itself fails: only that row is refused, with a reference, and the failure is logged.
/// </summary>
internal sealed partial class RowFaults(ILogger<RowFaults> logger)
{
    /// <summary>Whether the failure is the row's own: the rest of the job goes on without it.</summary>
    public static bool IsOfRow(Exception cause) => !Outages.IsOfAll(cause);

    /// <summary>Logs the failure; returns what the person is told.</summary>
    /// <param name="cause">What was thrown.</param>
    /// <param name="job">The id of the job; of an import that of its file too.</param>
    /// <param name="line">The row's number, or the line in which it begins.</param>
    public string Tell(Exception cause, string job, long line)
    {
        var reference = SupportReference.New();
        LogFault(logger, cause, line, job, reference);
        return Sentence(reference);
    }

    /// <summary>What the person is told.</summary>
    internal static string Sentence(string reference) =>
        L[$"The portal failed at this row and left it out; it went on with the others. Write it another way, or give support the reference {reference}."];

    [LoggerMessage(EventId = 2410, Level = LogLevel.Error, Message = "The row {Line} of the import or bulk change {Job} failed; the person has the reference {Reference}.")]
    private static partial void LogFault(ILogger logger, Exception cause, long line, string job, string reference);
}
