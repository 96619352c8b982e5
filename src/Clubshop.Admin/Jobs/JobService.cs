using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Jobs;

/// <summary>
/// Work that outlives a page and the process: kept in the system table, run by one instance at a time, taken up again after a crash.
/// A person sees the jobs they asked for; who may read the whole audit log sees all.
/// </summary>
public sealed class JobService
{
    /// <summary>Keeps a job and starts it. Its start is in the audit log.</summary>
    public Task<JobInfo> StartAsync(JobRequest request, CancellationToken cancellationToken) => throw Storage.Surface.Pending(request, cancellationToken);

    /// <summary>A job, or null when there is none or it is not the person's to see.</summary>
    public Task<JobInfo?> FindAsync(Actor actor, string id, CancellationToken cancellationToken) => throw Storage.Surface.Pending(actor, id, cancellationToken);

    /// <summary>The person's open jobs of a kind, newest first: what a page that was left picks up again.</summary>
    public Task<IReadOnlyList<JobInfo>> OpenAsync(Actor actor, string kind, CancellationToken cancellationToken) =>
        throw Storage.Surface.Pending(actor, kind, cancellationToken);

    /// <summary>The stored outcomes of a job's items, in order; empty when it is not the person's to see.</summary>
    public IAsyncEnumerable<JobItem> ItemsAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        throw Storage.Surface.Pending(actor, id, cancellationToken);

    /// <summary>Asks a job to stop; it does within seconds, wherever it runs. The problem is that there is none, or it is not the person's.</summary>
    public Task<Result<JobInfo>> CancelAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        throw Storage.Surface.Pending(actor, id, cancellationToken);

    /// <summary>
    /// Follows a job: the present state at once, then each change (at most ten a second), until it has ended or the caller stops.
    /// Costs no reads while the job runs here; read once a second while another instance runs it.
    /// </summary>
    public IAsyncEnumerable<JobInfo> WatchAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        throw Storage.Surface.Pending(actor, id, cancellationToken);
}
