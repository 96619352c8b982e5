namespace Clubshop.Admin.Jobs;

/// <summary>
/// Runs the jobs of one kind; registered as a singleton <see cref="IJobHandler"/>. After a crash it is called again, on this instance or another, and
/// continues from the last checkpoint. Items after it may already have been done; doing them again must be harmless (<see cref="JobRun.TokenFor"/>).
/// </summary>
public interface IJobHandler
{
    /// <summary>The kind of job: <see cref="JobRequest.Kind"/>.</summary>
    string Kind { get; }

    /// <summary>
    /// Does the work, and reports each item through <see cref="JobRun.ReportAsync"/>. Returns when everything is done. Throws to be tried again: up to
    /// three times without progress (longer during an outage of DynamoDB). On cancellation throws <see cref="OperationCanceledException"/>.
    /// </summary>
    Task RunAsync(JobRun run, CancellationToken cancellationToken);
}
