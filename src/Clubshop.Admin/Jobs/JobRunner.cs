using System.Collections.Concurrent;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Jobs;

/// <summary>Takes open jobs and runs them: those started here at once, those that others left behind within seconds.</summary>
internal sealed partial class JobRunner(
    IEnumerable<IJobHandler> handlers, TableReader reader, UnauditedWriter unaudited, WriteUnit writes, JobHub hub, TimeProvider time, ILogger<JobRunner> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);
    private const int AtOnce = 2;
    private const int MaxAttempts = 3;
    private const int MaxCrashes = 12; // and outages, which are waited out for a minute each in the end

    private readonly Dictionary<string, IJobHandler> _handlers = handlers.ToDictionary(handler => handler.Kind, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly string _owner = JobOwner.New(time);

    /// <summary>The open jobs, oldest first, as the index has them.</summary>
    public static ItemQuery OpenJobs => new(Table.System, "open") { Index = TableSchemas.ByState };

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
                if (looked is not { } last || time.GetElapsedTime(last) >= LookEvery)
                {
                    await LookAsync(waiting, stoppingToken);
                    looked = time.GetTimestamp();
                }

                while (waiting.TryPeek(out var id) && _running.Count < AtOnce)
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

    // Until a job is called, one ends, or it is time to look again.
    private async Task PauseAsync(CancellationToken stopping)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        List<Task> events = [Task.Delay(LookEvery, time, pause.Token), hub.Waiting.WaitToReadAsync(pause.Token).AsTask(), .. _running.Values];
        await Task.WhenAny(events);
        await pause.CancelAsync();
        stopping.ThrowIfCancellationRequested();
    }

    private async Task LookAsync(Queue<string> waiting, CancellationToken stopping)
    {
        try
        {
            await foreach (var meta in reader.QueryAllAsync(OpenJobs, stopping))
            {
                if (!waiting.Contains(meta.Id))
                    waiting.Enqueue(meta.Id);
            }
        }
#pragma warning disable CA1031 // Looked for again in five seconds.
        catch (Exception cause) when (cause is not OperationCanceledException || !stopping.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotLooked(logger, cause);
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
#pragma warning disable CA1031 // The job stays open and is taken again when its lease ends.
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

        using var run = await JobRun.TakeAsync(meta, _owner, reader, unaudited, time, stopping);
        if (run is null)
            return;

        var feed = run.Feed = hub.Open(run.Info(), run.Cancel);
        using var renewing = new CancellationTokenSource();
        var renewal = RenewAsync(run, renewing.Token);
        var info = run.Info();
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
            return await EndAsync(run, JobState.Failed, "The portal was stopped or cut off many times while it was at this job, without getting further. Items with an outcome are done.");

        try
        {
            await run.StoreAsync(stopping); // hears whether it was cancelled while nobody ran it
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
#pragma warning disable CA1031 // Whatever the handler threw: it is logged, tried again, and in the end told to the person.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            LogFailed(logger, cause, run.Id, run.Attempts);
            if (run.Attempts >= MaxAttempts && !Outages.MayPass(cause))
                return await EndAsync(run, JobState.Failed, "It stopped at an error of the portal, three times at the same place. Items with an outcome are done; the log says what happened.");

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
                Audit = new(AuditActions.Finish, "job", run.Id, run.Title) { Clubs = [.. run.Meta.GetSet(JobRecord.Clubs)] },
                Entity = new(Table.System, run.Meta, after),
            },
            CancellationToken.None);
        var stored = outcome switch
        {
            CommitOutcome.Saved saved => saved.Item,
            CommitOutcome.Conflicted { Current: { } current } => current,
            _ => after,
        };
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
#pragma warning disable CA1031 // The lease lasts three renewals; when it ends, another instance takes the job and this one is told so.
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

    [LoggerMessage(EventId = 2304, Level = LogLevel.Error, Message = "Job {Id} could not be run; it is taken again later.")]
    private static partial void LogBroken(ILogger logger, Exception cause, string id);

    [LoggerMessage(EventId = 2305, Level = LogLevel.Warning, Message = "The lease of job {Id} could not be renewed.")]
    private static partial void LogNotRenewed(ILogger logger, Exception cause, string id);

    [LoggerMessage(EventId = 2306, Level = LogLevel.Warning, Message = "Open jobs could not be looked for.")]
    private static partial void LogNotLooked(ILogger logger, Exception cause);
}
