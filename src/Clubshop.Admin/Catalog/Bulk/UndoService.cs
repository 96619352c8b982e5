using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Catalog.Bulk;

/// <summary>
/// Undoes a bulk change or an import, for half an hour after it ended: every record that is still as the job left it becomes what it was before. Each is
/// written by its kind's service, which asks again whether the person may.
/// </summary>
public sealed class UndoService
{
    /// <summary>How long after its end a job can be undone. What it replaced is kept longer (<see cref="Storage.SubmitMark"/>).</summary>
    public static readonly TimeSpan Open = TimeSpan.FromMinutes(30);

    private readonly JobService _jobs;
    private readonly TimeProvider _time;

    internal UndoService(JobService jobs, TimeProvider time) => (_jobs, _time) = (jobs, time);

    /// <summary>Until when a job can be undone (UTC); null when it cannot: it runs, it wrote nothing, or the time is over.</summary>
    public DateTimeOffset? OpenUntil(JobInfo job) =>
        job is { State: not JobState.Open, EndedAt: { } ended } && Written(job) > 0 && ended + Open is var until && until > _time.GetUtcNow() ? until : null;

    /// <summary>How many records a job wrote.</summary>
    public static long Written(JobInfo job) => job.Counts.Where(pair => RowOutcomes.IsWritten(pair.Key)).Sum(pair => pair.Value);

    /// <summary>The job that undoes another one; null where nobody asked for it, or the person may not see it.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="of">Id of the job that is undone.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<JobInfo?> FindAsync(Actor actor, string of, CancellationToken cancellationToken) => _jobs.FindAsync(actor, IdOf(of), cancellationToken);

    /// <summary>Starts to undo a job. A second start is the same one.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="of">Id of the job.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The job that undoes it; or why it cannot be undone.</returns>
    public async Task<Result<JobInfo>> StartAsync(Actor actor, string of, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.EditCatalog) is { } refused)
            return refused;
        if (!Ids.IsValid(of) || await _jobs.FindAsync(actor, of, cancellationToken) is not { } job || !job.Settings.ContainsKey(JobRequest.RecordKind) || job.Kind == UndoJob.JobKind)
            return new Problem(Problem.NotFound, L["This change does not exist, or somebody else made it."]);
        if (job.ActorId != actor.Id && actor.Refuse(Permission.EditWholeCatalog) is { } notTheirs)
            return notTheirs;
        if (await FindAsync(actor, of, cancellationToken) is { } begun)
            return begun;
        if (job.State == JobState.Open)
            return new Problem("open", L["This is still running. Stop it first, then undo what it has done."]);
        if (OpenUntil(job) is null)
        {
            return new Problem("too-late", Written(job) == 0
                ? L["Nothing was written, so there is nothing to undo."]
                : L[$"A change can be undone for {Open.TotalMinutes:0} minutes after it ended; this one ended earlier. Each record’s history shows what it was."]);
        }

        List<UndoTarget> targets = [];
        await foreach (var item in _jobs.ItemsAsync(actor, of, cancellationToken))
        {
            if (RowOutcomes.IsWritten(item.Outcome) && item.EntityId is { } id)
                targets.Add(new(id, item.Name ?? "", item.TokenNumber));
        }

        targets.Reverse();
        return await _jobs.StartAsync(
            new JobRequest
            {
                Actor = actor,
                Token = IdOf(of),
                Kind = UndoJob.JobKind,
                Title = $"Undo “{job.Title}”",
                Total = targets.Count,
                Payload = new UndoPlan(of, job.Title, targets).ToBytes(),
                Clubs = [.. actor.Clubs],
                Settings = new Dictionary<string, string>(StringComparer.Ordinal) { [JobRequest.RecordKind] = job.Settings[JobRequest.RecordKind] },
            },
            cancellationToken);
    }

    // The same for everybody who asks: a job is undone once.
    private static string IdOf(string of) => JobPack.Token(of, "undo");
}
