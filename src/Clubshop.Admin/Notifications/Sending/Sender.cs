using System.Collections.Concurrent;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>
/// Polls for due notifications and sends those that no other instance is sending, including those that a stopped instance left behind. On
/// shutdown it finishes the batches in progress and releases the leases.
/// </summary>
internal sealed partial class Sender(
    NotificationStore store, TableReader reader, UnauditedWriter rows, DeliveryLedger ledger, WeekLedger week,
    RecipientLists lists, BeginCheck check, RegistryReader registry, RegistryService registrations, IMessageGateway gateway,
    Offers.IOfferCoupons? coupons, SendSignals signals, IOptions<NotificationOptions> options, TimeProvider time, ILogger<Sender> logger) : BackgroundService, IHandsOver
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(3);
    private const int MaxRuns = 4;

    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _abandoned = new();
    private readonly string _owner = JobOwner.New(time);

    /// <summary>How long a lease lasts without renewal.</summary>
    internal TimeSpan LeaseLifetime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time between two renewals.</summary>
    internal TimeSpan RenewInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>For tests: simulates a killed process. Nothing in progress is finished, no lease is released.</summary>
    internal void Abandon() => _abandoned.Cancel();

    /// <summary>For tests, on a sender that was not started: polls once and completes what that started.</summary>
    internal async Task PollOnceAsync()
    {
        await PollAsync(CancellationToken.None);
        await Task.WhenAll(_running.Values);
    }

    /// <summary>Completes when nothing runs any more after <see cref="Abandon"/>.</summary>
    internal Task StoppedAsync() => Task.WhenAll(_running.Values);

    /// <summary>Finishes the batches in progress, releases the leases and begins no more.</summary>
    public Task HandOverAsync(CancellationToken cancellationToken) => StopAsync(cancellationToken);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _abandoned.Token);
        try
        {
            while (true)
            {
                await PollAsync(ending.Token);
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
        await Task.WhenAny([Task.Delay(PollInterval, time, pause.Token), signals.WaitAsync(pause.Token), .. _running.Values]);
        await pause.CancelAsync();
        ending.ThrowIfCancellationRequested();
    }

    private async Task PollAsync(CancellationToken ending)
    {
        try
        {
            foreach (var state in (NotificationState[])[NotificationState.Stopping, NotificationState.Sending, NotificationState.Scheduled])
            {
                await foreach (var id in store.InStateAsync(state, ending))
                {
                    if (_running.Count < MaxRuns && !_running.ContainsKey(id))
                        Begin(id, ending);
                }
            }
        }
#pragma warning disable CA1031 // Polled again in a moment.
        catch (Exception cause) when (cause is not OperationCanceledException || !ending.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogPollFailed(logger, cause);
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
#pragma warning disable CA1031 // It is taken up again when its lease ends.
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

        var lease = await SendLease.AcquireAsync(id, _owner, LeaseLifetime, reader, rows, time, ending);
        if (lease is null)
            return;

        var tally = new SendTally();
        if (stored.Record.State == NotificationState.Scheduled)
        {
            stored = await ClaimAsync(stored, ending);
            if (stored is null)
            {
                await lease.ReleaseAsync(tally, null, CancellationToken.None);
                return;
            }
        }

        var it = stored.Record;
        using var activity = PortalMeter.Activities.StartActivity("send notification");
        activity?.SetTag("notification.id", id).SetTag(SendMeter.Channel, PortalMeter.Tag(it.Channel));
        LogRunning(logger, id, it.Frozen!.Messages);
        var batches = new BatchSender(it, lease.Epoch, ledger, week, registry, registrations, gateway, tally, options.Value, time, logger);
        using var run = new SendRun(it, lease, batches, ledger, lists, tally, options.Value, time);
        if (it.State == NotificationState.Stopping)
            run.Stop();

        signals.Register(id, run.Stop);
        using var ended = new CancellationTokenSource();
        var renewal = KeepRenewingAsync(run, lease, tally, id, ended.Token);
        RunEnd end;
        var shutDown = false;
        await using var shutting = ending.Register(() =>
        {
            shutDown = true;
            run.MarkLost();
        });
        try
        {
            end = await run.RunAsync(_abandoned.Token);
        }
        finally
        {
            signals.Unregister(id);
            await ended.CancelAsync();
            await renewal;
        }

        _abandoned.Token.ThrowIfCancellationRequested();
        if (end == RunEnd.Closed)
        {
            var hours = NotificationRules.HoursOf(it, it.Frozen.Template, options.Value, it.Approval is not null);
            await lease.ReleaseAsync(tally, Rules.SendWindow.NextOpen(hours, time.GetUtcNow()), CancellationToken.None);
        }
        else if (end == RunEnd.Lost && shutDown)
            await lease.ReleaseAsync(tally, null, CancellationToken.None);
        else if (end is RunEnd.Done or RunEnd.Stopped)
            await EndAsync(id, lease, end);
    }

    private bool IsDue(Notification it) => it.State switch
    {
        NotificationState.Sending or NotificationState.Stopping => true,
        // Not started outside its hours, so that it can be changed or withdrawn until then.
        NotificationState.Scheduled => NotificationRules.BeginsAt(it, options.Value, time.GetUtcNow()) <= time.GetUtcNow(),
        _ => false,
    };

    // Only the frozen (and, if needed, approved) snapshot is sent: its clearance item is a condition of the transaction.
    private async Task<StoredNotification?> ClaimAsync(StoredNotification stored, CancellationToken ending)
    {
        var it = stored.Record;
        var frozen = it.Frozen!;
        var same = await lists.HashAsync(frozen.ListId, ending) == frozen.ListHash && Snapshot.HashOf(it, frozen.ListHash, frozen.Template) == frozen.Hash;
        var approved = it.ApprovalReasons.Count == 0
            || (it.Approval is { } approval && approval.Hash == frozen.Hash
            && !it.Editors.Contains(approval.ById) && it.AuthorId != approval.ById);
        var why = !same ? L.Later("Its recipients differ from those that were frozen.")
            : !approved ? L.Later("It was not approved by another person.")
            : await check.RefusalAsync(it, ending);
        if (why is not null)
        {
            await store.CommitAsync(
                Actor.System, Ids.New(time), NotificationActions.Fail, stored,
                it with { State = NotificationState.Failed, StatusReason = why + " Nothing was sent. Review it and send it again." },
                [], why, ending);
            LogRefused(logger, it.Id, why);
            return null;
        }

        var begun = it with { State = NotificationState.Sending, StartedAt = time.GetUtcNow(), CouponsBefore = await CouponsAsync(it, ending) };
        var outcome = await store.CommitAsync(
            Actor.System, Ids.New(time), NotificationActions.Begin, stored, begun, [new ChangeStep.Exists(NotificationStore.ClearanceKey(it.Id, frozen.Hash))], null, ending);
        return outcome is CommitOutcome.Saved saved ? new(NotificationStore.Read(saved.Item), saved.Item) : null;
    }

    // For the report alone: a send does not wait for it.
    private async Task<Offers.OfferCoupons?> CouponsAsync(Notification it, CancellationToken ending)
    {
        try
        {
            return coupons is not null && it.OfferId is { } offer ? await coupons.CountAsync(offer, ending) : null;
        }
        catch (Exception cause) when (Outages.MayPass(cause) || cause is Amazon.Runtime.AmazonServiceException)
        {
            LogCouponsNotCounted(logger, cause, it.Id);
            return null;
        }
    }

    private async Task KeepRenewingAsync(SendRun run, SendLease lease, SendTally tally, string id, CancellationToken ended)
    {
        try
        {
            while (true)
            {
                await Task.Delay(RenewInterval, time, ended);
                try
                {
                    if (!await lease.RenewAsync(tally, CancellationToken.None))
                    {
                        run.MarkLost();
                        return;
                    }

                    if ((await store.FindAsync(id, CancellationToken.None))?.Record.State == NotificationState.Stopping)
                        run.Stop();
                }
                catch (Exception cause) when (Outages.MayPass(cause) || cause is Amazon.Runtime.AmazonServiceException)
                {
                    LogNotRenewed(logger, cause, id); // the rows are fenced by themselves; the next renewal shows who holds the lease
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    // The report is counted from the delivery ledger, which is authoritative.
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
                Outcome.Sending => Ended(row, Outcome.Unknown, "CUT_OFF", 'u'),
                Outcome.Waiting => Ended(row, Outcome.NotSent, "STOPPED", 'n'),
                _ => row,
            };
            if (now.Stamp != row.Stamp)
                open.Add((key, row.Stamp, now));
            final.Count(null, now);
        }

        if (end == RunEnd.Done && waiting > 0)
        {
            // An earlier holder settled these after this run had read the ledger; the next run tries them again.
            await lease.ReleaseAsync(final, null, CancellationToken.None);
            signals.Wake();
            return;
        }

        await ledger.SettleAsync(id, open, options.Value.KeptDays, CancellationToken.None);
        if (!await lease.ReleaseAsync(final, null, CancellationToken.None))
            return; // another instance holds it and will end it

        var stored = await store.FindAsync(id, CancellationToken.None);
        if (stored is null || stored.Record.State is not (NotificationState.Sending or NotificationState.Stopping))
            return;

        var counts = final.Snapshot().Counts.ToDictionary(pair => pair.Key.ToString().ToLowerInvariant(), pair => pair.Value, StringComparer.Ordinal);
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

        Delivery Ended(Delivery row, Outcome outcome, string reason, char mark) => row with
        {
            Outcome = outcome,
            Reason = reason,
            At = time.GetUtcNow(),
            Stamp = FormattableString.Invariant($"{lease.Epoch}.{row.Tries}.{mark}"),
        };
    }

    [LoggerMessage(EventId = 2704, Level = LogLevel.Information, Message = "Notification {Id}: sending to {Messages} devices and phones.")]
    private static partial void LogRunning(ILogger logger, string id, int messages);

    [LoggerMessage(EventId = 2705, Level = LogLevel.Information, Message = "Notification {Id} ended: {Counts}.")]
    private static partial void LogEnded(ILogger logger, string id, string counts);

    [LoggerMessage(EventId = 2706, Level = LogLevel.Warning, Message = "Notification {Id} was not started: {Why}")]
    private static partial void LogRefused(ILogger logger, string id, string why);

    [LoggerMessage(EventId = 2707, Level = LogLevel.Warning, Message = "Polling for notifications failed.")]
    private static partial void LogPollFailed(ILogger logger, Exception cause);

    [LoggerMessage(EventId = 2708, Level = LogLevel.Warning, Message = "Notification {Id}: the lease could not be renewed.")]
    private static partial void LogNotRenewed(ILogger logger, Exception cause, string id);

    [LoggerMessage(EventId = 2712, Level = LogLevel.Warning, Message = "Notification {Id}: the coupons of its offer could not be counted.")]
    private static partial void LogCouponsNotCounted(ILogger logger, Exception cause, string id);

    [LoggerMessage(EventId = 2709, Level = LogLevel.Error, Message = "Notification {Id}: sending failed; it will be resumed.")]
    private static partial void LogBroken(ILogger logger, Exception cause, string id);
}
