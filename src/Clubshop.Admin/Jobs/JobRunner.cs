using System.Collections.Concurrent;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Jobs;

/// <summary>Runs open jobs: those started on this instance at once, those that other instances left behind within seconds.</summary>
internal sealed partial class JobRunner(
    IEnumerable<IJobHandler> handlers, TableReader reader, UnauditedWriter unaudited, WriteUnit writes,
    JobHub hub, TimeProvider time, ILogger<JobRunner> logger) : BackgroundService, IHandsOver
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);
    private const int MaxRuns = 2;
    private const int MaxAttempts = 3;
    private const int MaxCrashes = 12; // includes outages, each of which is waited out, in the end for a minute

    private readonly Dictionary<string, IJobHandler> _handlers = handlers.ToDictionary(handler => handler.Kind, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly string _owner = JobOwner.New(time);

    /// <summary>The open jobs, oldest first, from the index.</summary>
    public static ItemQuery OpenJobs => new(Table.System, "open") { Index = TableSchemas.ByState };

    /// <summary>Stores the checkpoints of the jobs that run here, releases their leases and begins no more.</summary>
    public Task HandOverAsync(CancellationToken cancellationToken) => StopAsync(cancellationToken);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var waiting = new Queue<string>();
        var looked = default(long?);
        try
        {
            while (true)
            {
                while (hub.Waiting.TryRead(out var id))
                    waiting.Enqueue(id);
                if (looked is not { } last || time.GetElapsedTime(last) >= PollInterval)
                {
                    await PollAsync(waiting, stoppingToken);
                    looked = time.GetTimestamp();
                }

                while (waiting.TryPeek(out var id) && _running.Count < MaxRuns)
                {
                    waiting.Dequeue();
                    Begin(id, stoppingToken);
                }

                await PauseAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(_running.Values);
        }
    }

    // Until a job is enqueued, one ends, or it is time to poll again.
    private async Task PauseAsync(CancellationToken stopping)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        List<Task> events = [Task.Delay(PollInterval, time, pause.Token), hub.Waiting.WaitToReadAsync(pause.Token).AsTask(), .. _running.Values];
        await Task.WhenAny(events);
        await pause.CancelAsync();
        stopping.ThrowIfCancellationRequested();
    }

    private async Task PollAsync(Queue<string> waiting, CancellationToken stopping)
    {
        try
        {
            var open = new List<DateTimeOffset>();
            await foreach (var meta in reader.QueryAllAsync(OpenJobs, stopping))
            {
                open.Add(meta.GetTime(Attributes.CreatedAt) ?? time.GetUtcNow());
                if (!waiting.Contains(meta.Id))
                    waiting.Enqueue(meta.Id);
            }

            hub.SetOpen(open.Count, open.Count == 0 ? null : open.Min());
        }
#pragma warning disable CA1031 // Polled again in five seconds.
        catch (Exception cause) when (cause is not OperationCanceledException || !stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogPollFailed(logger, cause);
        }
    }

    private void Begin(string id, CancellationToken stopping)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_running.TryAdd(id, started.Task))
            return;

        _ = Task.Run(
            async () =>
            {
                try
                {
                    await RunAsync(id, stopping);
                }
#pragma warning disable CA1031 // The job stays open and is taken up again when its lease ends.
                catch (Exception cause)
#pragma warning restore CA1031
                {
                    if (!stopping.IsCancellationRequested)
                        LogBroken(logger, cause, id);
                }
                finally
                {
                    _running.TryRemove(id, out _);
                    started.SetResult();
                }
            },
            CancellationToken.None);
    }

    private async Task RunAsync(string id, CancellationToken stopping)
    {
        var meta = await reader.ReadAsync(JobRecord.MetaKey(id), stopping);
        if (meta is null || meta.GetEnum<JobState>(JobRecord.State) != JobState.Open || !_handlers.TryGetValue(meta.GetString(JobRecord.Kind), out var handler))
            return;

        Languages.Use(JobRecord.LanguageOf(meta));
        using var run = await JobRun.AcquireAsync(meta, _owner, reader, unaudited, time, stopping);
        if (run is null)
            return;

        var feed = run.Feed = hub.Open(run.Info(), run.Cancel);
        using var renewing = new CancellationTokenSource();
        var renewal = RenewAsync(run, renewing.Token);
        var info = run.Info();
        using var activity = PortalMeter.Activities.StartActivity("run job");
        activity?.SetTag("job.id", id).SetTag("job.kind", handler.Kind);
        try
        {
            LogRunning(logger, id, handler.Kind, run.ResumeAfter, run.Total);
            info = await HandleAsync(handler, run, stopping);
        }
        finally
        {
            await renewing.CancelAsync();
            await renewal;
            hub.Close(feed);
            feed.End(info);
        }
    }

    private async Task<JobInfo> HandleAsync(IJobHandler handler, JobRun run, CancellationToken stopping)
    {
        if (run.Attempts > MaxCrashes)
            return await EndAsync(run, JobState.Failed, L["The portal was stopped many times during this job without making progress. Items with an outcome are done."]);

        try
        {
            await run.StoreAsync(stopping); // checks whether it was cancelled while nobody ran it
            run.Stopped.ThrowIfCancellationRequested();
            await handler.RunAsync(run, run.Stopped);
            await run.StoreAsync(CancellationToken.None);
            return run.Lost ? run.Info() : await EndAsync(run, JobState.Finished, null);
        }
        catch (OperationCanceledException) when (run.Lost)
        {
            return run.Info();
        }
        catch (OperationCanceledException) when (run.CancelRequested)
        {
            await run.StoreAsync(CancellationToken.None);
            return await EndAsync(run, JobState.Cancelled, null);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await run.StoreAsync(CancellationToken.None);
            await run.ReleaseAsync(TimeSpan.Zero, CancellationToken.None);
            return run.Info();
        }
#pragma warning disable CA1031 // Whatever the handler threw is logged, tried again, and finally shown to the person.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            LogFailed(logger, cause, run.Id, run.Attempts);
            if (run.Attempts >= MaxAttempts && !Outages.IsAway(cause))
                return await EndAsync(run, JobState.Failed, L["The portal failed three times at the same item. Items with an outcome are done; the log says what happened."]);

            await run.StoreAsync(CancellationToken.None);
            await run.ReleaseAsync(TimeSpan.FromSeconds(Math.Min(60, 1 << (int)run.Attempts)), CancellationToken.None);
            return run.Info();
        }
    }

    private async Task<JobInfo> EndAsync(JobRun run, JobState state, string? problem)
    {
        var info = run.Info();
        var after = run.Meta.Copy().SetEnum<JobState>(JobRecord.State, state).Set(JobRecord.Done, info.Done)
            .Set(JobRecord.Counts, JobRecord.CountsText(info.Counts)).Set(JobRecord.EndedAt, time.GetUtcNow()).Set(JobRecord.Problem, problem);
        var outcome = await writes.CommitAsync(
            new Change
            {
                Actor = run.Actor,
                Token = JobPack.Token(run.Id, "end"),
                Audit = new(AuditActions.Finish, "job", run.Id, run.Title)
                {
                    Clubs = [.. run.Meta.GetSet(JobRecord.Clubs)],
                    Run = run.Settings.ContainsKey(JobRequest.RecordKind) ? run.Id : null,
                },
                Entity = new(Table.System, run.Meta, after),
            },
            CancellationToken.None);
        var stored = outcome switch
        {
            CommitOutcome.Saved saved => saved.Item,
            CommitOutcome.Conflicted { Current: { } current } => current,
            _ => after,
        };
        JobMeter.CountEnd(run.Meta.GetString(JobRecord.Kind), state);
        LogEnded(logger, run.Id, state, info.Done);
        return JobRecord.InfoOf(stored, null, run.CancelRequested);
    }

    private async Task RenewAsync(JobRun run, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(RenewEvery, time, ended);
                await run.StoreAsync(ended);
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The lease outlasts three renewals. If it ends, another instance takes the job, and this one notices.
            catch (Exception cause)
#pragma warning restore CA1031
            {
                LogNotRenewed(logger, cause, run.Id);
            }
        }
    }

    [LoggerMessage(EventId = 2301, Level = LogLevel.Information, Message = "Job {Id} ({Kind}) runs here, from item {From} of {Total}.")]
    private static partial void LogRunning(ILogger logger, string id, string kind, long from, long total);

    [LoggerMessage(EventId = 2302, Level = LogLevel.Information, Message = "Job {Id} ended: {State}, {Done} items.")]
    private static partial void LogEnded(ILogger logger, string id, JobState state, long done);

    [LoggerMessage(EventId = 2303, Level = LogLevel.Error, Message = "Job {Id} failed, attempt {Attempt}.")]
    private static partial void LogFailed(ILogger logger, Exception cause, string id, long attempt);

    [LoggerMessage(EventId = 2304, Level = LogLevel.Error, Message = "Job {Id} could not be run; it will be tried again.")]
    private static partial void LogBroken(ILogger logger, Exception cause, string id);

    [LoggerMessage(EventId = 2305, Level = LogLevel.Warning, Message = "The lease of job {Id} could not be renewed.")]
    private static partial void LogNotRenewed(ILogger logger, Exception cause, string id);

    [LoggerMessage(EventId = 2306, Level = LogLevel.Warning, Message = "Polling for open jobs failed.")]
    private static partial void LogPollFailed(ILogger logger, Exception cause);
}
