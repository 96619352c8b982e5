using Clubshop.Admin.Staff;

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
    /// times without progress at most; on cancellation throws <see cref="OperationCanceledException"/>.
    /// </summary>
    Task RunAsync(JobRun run, CancellationToken cancellationToken);
}

/// <summary>A job to be done.</summary>
public sealed record JobRequest
{
    /// <summary>Who asks; the job acts in this person's name, with the role and assignments of now.</summary>
    public required Actor Actor { get; init; }

    /// <summary>Made once per submit: the same one makes one job. It becomes the job's id.</summary>
    public required string Token { get; init; }

    /// <summary>Which handler runs it.</summary>
    public required string Kind { get; init; }

    /// <summary>What a person calls it.</summary>
    public required string Title { get; init; }

    /// <summary>Items in all.</summary>
    public required long Total { get; init; }

    /// <summary>What the handler needs, kept compressed: the file. Up to 100 MB.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Small settings of the handler.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The clubs concerned, for the audit log.</summary>
    public IReadOnlyCollection<string> Clubs { get; init; } = [];

    /// <summary>More for the audit log: the file's name and hash.</summary>
    public string? Note { get; init; }
}

/// <summary>A job being run, as its handler sees it. Not for several threads at once.</summary>
public sealed class JobRun
{
    /// <summary>The job's id.</summary>
    public string Id => throw Storage.Surface.Pending();

    /// <summary>In whose name it acts; <see cref="Actor.Protocol"/> is <c>job</c>.</summary>
    public Actor Actor => throw Storage.Surface.Pending();

    /// <summary>Items in all.</summary>
    public long Total => throw Storage.Surface.Pending();

    /// <summary>The settings of the request.</summary>
    public IReadOnlyDictionary<string, string> Settings => throw Storage.Surface.Pending();

    /// <summary>Items with a stored outcome when this run began: go on behind them. 0 on the first run.</summary>
    public long ResumeAfter => throw Storage.Surface.Pending();

    /// <summary>The handler's own state as of then; null on the first run.</summary>
    public string? Checkpoint => throw Storage.Surface.Pending();

    /// <summary>The payload.</summary>
    public Task<byte[]> ReadPayloadAsync(CancellationToken cancellationToken) => throw Storage.Surface.Pending(cancellationToken);

    /// <summary>The token for the change that an item makes: the same in every run of the job.</summary>
    public string TokenFor(long number) => throw Storage.Surface.Pending(number);

    /// <summary>
    /// Reports items that are done, in order; pages see them at once. They are stored together with the checkpoint every second or 500 items,
    /// and at the end.
    /// </summary>
    /// <param name="items">The outcomes.</param>
    /// <param name="checkpoint">The handler's own state behind these items; null keeps the count alone.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="OperationCanceledException">The job was cancelled, or another instance has taken it over.</exception>
    public Task ReportAsync(IReadOnlyCollection<JobItem> items, string? checkpoint, CancellationToken cancellationToken) =>
        throw Storage.Surface.Pending(items, checkpoint, cancellationToken);
}
