namespace Clubshop.Admin.Jobs;

/// <summary>
/// Runs the jobs of one kind; registered as a singleton <see cref="IJobHandler"/>. After a crash it is called again, on this instance or
/// another, and goes on from the last checkpoint: items after it may have been done already, and are done again without harm
/// (<see cref="JobRun.TokenFor"/>).
/// </summary>
public interface IJobHandler
{
    /// <summary>The kind of job, as <see cref="JobRequest.Kind"/> has it.</summary>
    string Kind { get; }

    /// <summary>
    /// Does the work, reporting each item through <see cref="JobRun.ReportAsync"/>. Returns when all is done; throws to be tried again, three
    /// times without progress at most (an outage of DynamoDB is waited out longer); on cancellation throws <see cref="OperationCanceledException"/>.
    /// </summary>
    Task RunAsync(JobRun run, CancellationToken cancellationToken);
}
