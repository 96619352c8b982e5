using System.Runtime.CompilerServices;
using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Jobs;

/// <summary>
/// Work that outlives a page and the process: stored in the system table, run by one instance at a time, resumed after a crash. A person sees and
/// cancels the jobs they started. Those who may read the whole audit log see all; those who may edit the whole catalog cancel all.
/// </summary>
public sealed class JobService
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MinInterval = TimeSpan.FromMilliseconds(100);
    private const int MaxPayload = 100 * 1024 * 1024;

    private readonly WriteUnit _writes;
    private readonly TableReader _reader;
    private readonly UnauditedWriter _unaudited;
    private readonly JobHub _hub;
    private readonly TimeProvider _time;

    internal JobService(WriteUnit writes, TableReader reader, UnauditedWriter unaudited, JobHub hub, TimeProvider time) =>
        (_writes, _reader, _unaudited, _hub, _time) = (writes, reader, unaudited, hub, time);

    /// <summary>Stores and starts a job, and records the start in the audit log. The caller checks the permission.</summary>
    /// <exception cref="ArgumentException">The payload is larger than 100 MB.</exception>
    public async Task<JobInfo> StartAsync(JobRequest request, CancellationToken cancellationToken)
    {
        if (request.Payload.Length > MaxPayload)
            throw new ArgumentException("A job's payload can have up to 100 MB.", nameof(request));

        var now = _time.GetUtcNow();
        var meta = JobRecord.Meta(request, now);
        if (!request.Payload.IsEmpty)
            await _unaudited.PutManyAsync(Table.System, JobPack.Payload(meta.Pk, request.Payload, now + JobRecord.Retention), cancellationToken);

        var outcome = await _writes.CommitAsync(
            new Change
            {
                Actor = request.Actor,
                Token = request.Token,
                Audit = new(AuditActions.Start, "job", request.Token, request.Title) { Clubs = request.Clubs, Note = request.Note },
                Entity = new(Table.System, null, meta),
            },
            cancellationToken);
        var stored = outcome switch
        {
            CommitOutcome.Saved saved => saved.Item,
            CommitOutcome.Conflicted { Current: { } current } => current,
            _ => throw new InvalidOperationException("A job could not be stored: " + outcome.GetType().Name),
        };
        _hub.Enqueue(request.Token);
        return JobRecord.InfoOf(stored, null, cancelRequested: false);
    }

    /// <summary>A job; null if it does not exist or the person may not see it.</summary>
    public async Task<JobInfo?> FindAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (_hub.Find(id) is { } feed)
            return MaySee(actor, feed.Info) ? feed.Info : null;

        var items = await _reader.ReadManyAsync([JobRecord.MetaKey(id), JobRecord.RunKey(id), JobRecord.CancelKey(id)], cancellationToken);
        if (!items.TryGetValue(JobRecord.MetaKey(id), out var meta))
            return null;

        var info = JobRecord.InfoOf(meta, items.GetValueOrDefault(JobRecord.RunKey(id)), items.ContainsKey(JobRecord.CancelKey(id)));
        return MaySee(actor, info) ? info : null;
    }

    /// <summary>The person's open jobs of a kind, newest first, so that a page can show them again.</summary>
    public async Task<IReadOnlyList<JobInfo>> OpenAsync(Actor actor, string kind, CancellationToken cancellationToken)
    {
        var jobs = new List<JobInfo>();
        await foreach (var meta in _reader.QueryAllAsync(JobRunner.OpenJobs with { Descending = true }, cancellationToken))
        {
            // The index may be behind and has no progress.
            if (meta.GetString(JobRecord.Kind) == kind && meta.GetString(Attributes.CreatedBy) == actor.Id
                && await FindAsync(actor, meta.Id, cancellationToken) is { State: JobState.Open } job)
                jobs.Add(job);
        }

        return jobs;
    }

    /// <summary>The stored outcomes of a job's items, in order; empty if the person may not see it.</summary>
    public async IAsyncEnumerable<JobItem> ItemsAsync(Actor actor, string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await FindAsync(actor, id, cancellationToken) is null)
            yield break;

        var query = new ItemQuery(Table.System, JobRecord.Pk(id)) { Prefix = "OUT#", Consistent = true };
        await foreach (var chunk in _reader.QueryAllAsync(query, cancellationToken))
        {
            foreach (var item in JobPack.ReadOutcomes(chunk))
                yield return item;
        }
    }

    /// <summary>Cancels a job; it stops within seconds, wherever it runs. A problem if it does not exist or the person may not cancel it.</summary>
    public async Task<Result<JobInfo>> CancelAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(actor, id, cancellationToken) is not { } job)
            return new Problem(Problem.NotFound, "This job does not exist, or somebody else started it.");
        if (job.ActorId != actor.Id && actor.Refuse(Permission.EditWholeCatalog) is { } refused)
            return refused;
        if (job.State != JobState.Open)
            return job;

        var key = JobRecord.CancelKey(id);
        var mark = new Item(key.Pk, key.Sk).Set("by", actor.Id).Set("at", _time.GetUtcNow())
            .Set(Attributes.PurgeAt, (_time.GetUtcNow() + JobRecord.Retention).ToUnixTimeSeconds());
        await _unaudited.PutAsync(Table.System, mark, null, cancellationToken);
        if (_hub.Find(id) is { } feed)
            feed.Cancel();
        else
            _hub.Enqueue(id);

        return job with { CancelRequested = true };
    }

    /// <summary>
    /// Follows a job: returns the current state at once, then each change (up to ten a second), until it has ended or the caller stops. Needs no reads
    /// while the job runs on this instance; polls once a second while another instance runs it.
    /// </summary>
    public async IAsyncEnumerable<JobInfo> WatchAsync(Actor actor, string id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        JobInfo? shown = null;
        while (true)
        {
            var opened = _hub.Opened;
            if (_hub.Find(id) is { } feed)
            {
                var (info, ended, next) = feed.Current();
                if (!MaySee(actor, info))
                    yield break;
                if (info != shown)
                    yield return shown = info;
                if (info.State != JobState.Open)
                    yield break;

                await Task.Delay(MinInterval, _time, cancellationToken);
                if (!ended)
                    await next.WaitAsync(cancellationToken);
                continue;
            }

            if (await FindAsync(actor, id, cancellationToken) is not { } job)
                yield break;
            if (job != shown)
                yield return shown = job;
            if (job.State != JobState.Open)
                yield break;

            using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.WhenAny(Task.Delay(PollInterval, _time, pause.Token), opened);
            await pause.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static bool MaySee(Actor actor, JobInfo job) =>
        (actor.Role is not null || actor.Program is not null) && (job.ActorId == actor.Id || actor.ReachOf(Permission.SeeAudit) == Reach.All);
}
