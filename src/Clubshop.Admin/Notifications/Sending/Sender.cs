using System.Collections.Concurrent;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>
/// Looks for notifications whose time has come and sends those that no other instance sends; goes on with what an instance that is gone left
/// behind. On stopping it finishes the batches under way and gives the rest back.
/// </summary>
internal sealed partial class Sender(
    NotificationStore store, TableReader reader, UnauditedWriter rows, DeliveryLedger ledger, RecipientLists lists, BeginCheck check, RegistryReader registry, RegistryService care, IMessageGateway gateway,
    SendSignals signals, IOptions<NotificationOptions> options, TimeProvider time, ILogger<Sender> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);
    private const int RunsAtOnce = 4;

    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _abandoned = new();
    private readonly string _owner = JobOwner.New(time);

    /// <summary>How long a lease lasts without being renewed.</summary>
    internal TimeSpan LeaseLife { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Between two renewals.</summary>
    internal TimeSpan RenewEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>As a kill, for tests: nothing under way is finished, no lease given back.</summary>
    internal void Abandon() => _abandoned.Cancel();

    /// <summary>One look, and what it began to its end; for tests, of one that was not started.</summary>
    internal async Task LookOnceAsync()
    {
        await LookAsync(CancellationToken.None);
        await Task.WhenAll(_running.Values);
    }

    /// <summary>Completes when nothing of it runs any more, after <see cref="Abandon"/>.</summary>
    internal Task GoneAsync() => Task.WhenAll(_running.Values);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _abandoned.Token);
        try
        {
            while (true)
            {
                await LookAsync(ending.Token);
                await PauseAsync(ending.Token);
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            if (!_abandoned.IsCancellationRequested)
                await Task.WhenAll(_running.Values);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _abandoned.Dispose();
        base.Dispose();
    }

    private async Task PauseAsync(CancellationToken ending)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(ending);
        await Task.WhenAny([Task.Delay(LookEvery, time, pause.Token), signals.WaitAsync(pause.Token), .. _running.Values]);
        await pause.CancelAsync();
        ending.ThrowIfCancellationRequested();
    }

    private async Task LookAsync(CancellationToken ending)
    {
        try
        {
            foreach (var state in (NotificationState[])[NotificationState.Stopping, NotificationState.Sending, NotificationState.Scheduled])
            {
                await foreach (var id in store.InStateAsync(state, ending))
                {
                    if (_running.Count < RunsAtOnce && !_running.ContainsKey(id))
                        Begin(id, ending);
                }
            }
        }
#pragma warning disable CA1031 // Looked for again in a moment.
        catch (Exception cause) when (cause is not OperationCanceledException || !ending.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogNotLooked(logger, cause);
        }
    }

    private void Begin(string id, CancellationToken ending)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_running.TryAdd(id, ended.Task))
            return;

        _ = Task.Run(
            async () =>
            {
                try
                {
                    await RunAsync(id, ending);
                }
#pragma warning disable CA1031 // It stays as it is and is taken again when its lease ends.
                catch (Exception cause)
#pragma warning restore CA1031
                {
                    if (!ending.IsCancellationRequested)
                        LogBroken(logger, cause, id);
                }
                finally
                {
                    _running.TryRemove(id, out _);
                    ended.SetResult();
                }
            },
            CancellationToken.None);
    }

    private async Task RunAsync(string id, CancellationToken ending)
    {
        var stored = await store.FindAsync(id, ending);
        if (stored is null || !IsDue(stored.Record))
            return;
        if (stored.Record.State != NotificationState.Stopping
            && await SendLease.ReadAsync(id, reader, ending) is { WaitsUntil: { } waits } && waits > time.GetUtcNow())
            return;

        var lease = await SendLease.TakeAsync(id, _owner, LeaseLife, reader, rows, time, ending);
        if (lease is null)
            return;

        var tally = new SendTally();
        if (stored.Record.State == NotificationState.Scheduled)
        {
            stored = await ClaimAsync(stored, ending);
            if (stored is null)
            {
                await lease.GiveBackAsync(tally, null, CancellationToken.None);
                return;
            }
        }

        var it = stored.Record;
        LogRunning(logger, id, it.Frozen!.Messages);
        var batches = new BatchSender(it, lease.Epoch, ledger, registry, care, gateway, tally, options.Value, time, logger);
        using var run = new SendRun(it, lease, batches, ledger, lists, tally, options.Value, time);
        if (it.State == NotificationState.Stopping)
            run.Stop();

        signals.Follow(id, run.Stop);
        using var ended = new CancellationTokenSource();
        var renewal = RenewAsync(run, lease, tally, id, ended.Token);
        RunEnd end;
        var shutDown = false;
        await using var shutting = ending.Register(() =>
        {
            shutDown = true;
            run.Lose();
        });
        try
        {
            end = await run.RunAsync(_abandoned.Token);
        }
        finally
        {
            signals.Forget(id);
            await ended.CancelAsync();
            await renewal;
        }

        _abandoned.Token.ThrowIfCancellationRequested();
        if (end == RunEnd.Closed)
            await lease.GiveBackAsync(tally, Rules.SendWindow.NextOpen(NotificationRules.HoursOf(it, it.Frozen.Template, options.Value, it.Approval is not null), time.GetUtcNow()), CancellationToken.None);
        else if (end == RunEnd.Lost && shutDown)
            await lease.GiveBackAsync(tally, null, CancellationToken.None);
        else if (end is RunEnd.Done or RunEnd.Stopped)
            await EndAsync(id, lease, end);
    }

    private bool IsDue(Notification it) => it.State switch
    {
        NotificationState.Sending or NotificationState.Stopping => true,
        // Outside its hours it is not begun: until then it can be changed and taken back.
        NotificationState.Scheduled => NotificationRules.BeginsAt(it, options.Value, time.GetUtcNow()) <= time.GetUtcNow(),
        _ => false,
    };

    // The snapshot that was sent off, or approved, is the one that goes out, or none is: its mark is a condition of the transaction.
    private async Task<StoredNotification?> ClaimAsync(StoredNotification stored, CancellationToken ending)
    {
        var it = stored.Record;
        var frozen = it.Frozen!;
        var same = await lists.HashAsync(frozen.ListId, ending) == frozen.ListHash && Snapshot.HashOf(it, frozen.ListHash, frozen.Template) == frozen.Hash;
        var approved = it.ApprovalReasons.Count == 0 || (it.Approval is { } approval && approval.Hash == frozen.Hash && !it.Editors.Contains(approval.ById) && it.AuthorId != approval.ById);
        var why = !same ? "Its recipients are not those that were frozen."
            : !approved ? "It was not approved by another person."
            : await check.RefusalAsync(it, ending);
        if (why is not null)
        {
            await store.CommitAsync(
                Actor.System, Ids.New(time), NotificationActions.Fail, stored, it with { State = NotificationState.Failed, StatusReason = why + " Nothing was sent; review it and send it again." }, [], why, ending);
            LogRefused(logger, it.Id, why);
            return null;
        }

        var begun = it with { State = NotificationState.Sending, StartedAt = time.GetUtcNow() };
        var outcome = await store.CommitAsync(
            Actor.System, Ids.New(time), NotificationActions.Begin, stored, begun, [new ChangeStep.Exists(NotificationStore.GoKey(it.Id, frozen.Hash))], null, ending);
        return outcome is CommitOutcome.Saved saved ? new(NotificationStore.Read(saved.Item), saved.Item) : null;
    }

    private async Task RenewAsync(SendRun run, SendLease lease, SendTally tally, string id, CancellationToken ended)
    {
        try
        {
            while (true)
            {
                await Task.Delay(RenewEvery, time, ended);
                try
                {
                    if (!await lease.SayAsync(tally, CancellationToken.None))
                    {
                        run.Lose();
                        return;
                    }

                    if ((await store.FindAsync(id, CancellationToken.None))?.Record.State == NotificationState.Stopping)
                        run.Stop();
                }
                catch (Exception cause) when (Outages.MayPass(cause) || cause is Amazon.Runtime.AmazonServiceException)
                {
                    LogNotRenewed(logger, cause, id); // rows are fenced by themselves; the next renewal tells
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    // The ledger has the last word: what the report says is counted from it.
    private async Task EndAsync(string id, SendLease lease, RunEnd end)
    {
        var final = new SendTally();
        List<(DeliveryKey, string, Delivery)> open = [];
        var (there, waiting) = (0, 0);
        await foreach (var (key, row) in ledger.AllAsync(id, CancellationToken.None))
        {
            there++;
            waiting += row.Outcome == Outcome.Waiting ? 1 : 0;
            var now = row.Outcome switch
            {
                Outcome.Sending => row with { Outcome = Outcome.Unknown, Reason = "CUT_OFF", At = time.GetUtcNow(), Stamp = FormattableString.Invariant($"{lease.Epoch}.{row.Tries}.u") },
                Outcome.Waiting => row with { Outcome = Outcome.NotSent, Reason = "STOPPED", At = time.GetUtcNow(), Stamp = FormattableString.Invariant($"{lease.Epoch}.{row.Tries}.n") },
                _ => row,
            };
            if (now.Stamp != row.Stamp)
                open.Add((key, row.Stamp, now));
            final.Count(null, now);
        }

        if (end == RunEnd.Done && waiting > 0)
        {
            // Settled so by a holder before this one, after this one had looked: the next run tries them again.
            await lease.GiveBackAsync(final, null, CancellationToken.None);
            signals.Wake();
            return;
        }

        await ledger.SettleAsync(id, open, options.Value.KeptDays, CancellationToken.None);
        if (!await lease.GiveBackAsync(final, null, CancellationToken.None))
            return; // another instance has it, and ends it

        var stored = await store.FindAsync(id, CancellationToken.None);
        if (stored is null || stored.Record.State is not (NotificationState.Sending or NotificationState.Stopping))
            return;

        var counts = final.Look().Counts.ToDictionary(pair => pair.Key.ToString().ToLowerInvariant(), pair => pair.Value, StringComparer.Ordinal);
        var never = stored.Record.Frozen!.Messages - there;
        if (never > 0)
            counts["notsent"] = counts.GetValueOrDefault("notsent") + never;
        var after = stored.Record with
        {
            State = end == RunEnd.Stopped && counts.ContainsKey("notsent") ? NotificationState.Stopped : NotificationState.Finished,
            EndedAt = time.GetUtcNow(),
            Counts = counts,
        };
        var note = NotificationLabels.Counts(counts);
        await store.CommitAsync(Actor.System, Ids.New(time), AuditActions.Finish, stored, after, [], note, CancellationToken.None);
        LogEnded(logger, id, note);
        signals.Wake();
    }

    [LoggerMessage(EventId = 2704, Level = LogLevel.Information, Message = "Notification {Id}: sending to {Messages} devices and phones.")]
    private static partial void LogRunning(ILogger logger, string id, int messages);

    [LoggerMessage(EventId = 2705, Level = LogLevel.Information, Message = "Notification {Id} ended: {Counts}.")]
    private static partial void LogEnded(ILogger logger, string id, string counts);

    [LoggerMessage(EventId = 2706, Level = LogLevel.Warning, Message = "Notification {Id} was not begun: {Why}")]
    private static partial void LogRefused(ILogger logger, string id, string why);

    [LoggerMessage(EventId = 2707, Level = LogLevel.Warning, Message = "Notifications could not be looked for.")]
    private static partial void LogNotLooked(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 2708, Level = LogLevel.Warning, Message = "Notification {Id}: the lease could not be renewed.")]
    private static partial void LogNotRenewed(ILogger logger, Exception cause, string id);

    [LoggerMessage(EventId = 2709, Level = LogLevel.Error, Message = "Notification {Id}: sending broke off; it is taken up again.")]
    private static partial void LogBroken(ILogger logger, Exception cause, string id);
}
