using System.Collections;
using Clubshop.Admin.Notifications.Rules;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>How a run of a send ended on this instance.</summary>
internal enum RunEnd
{
    /// <summary>Every recipient has an outcome.</summary>
    Done,

    /// <summary>A person stopped it.</summary>
    Stopped,

    /// <summary>The permitted hours ended; it continues when they begin again.</summary>
    Closed,

    /// <summary>Another instance holds the lease.</summary>
    Lost,
}

/// <summary>
/// Sends one notification on this instance, continuing where an earlier holder stopped: recipients without a row in the delivery ledger are left.
/// Memory: one bit per recipient, one chunk of the list, and the attempts that wait for another try.
/// </summary>
internal sealed class SendRun : IDisposable
{
    private readonly Notification _it;
    private readonly SendLease _lease;
    private readonly BatchSender _batches;
    private readonly DeliveryLedger _ledger;
    private readonly RecipientLists _lists;
    private readonly SendTally _tally;
    private readonly NotificationOptions _options;
    private readonly TimeProvider _time;
    private readonly SendHours? _hours;
    private readonly CancellationTokenSource _halt = new();
    private readonly List<Task<IReadOnlyList<Attempt>>> _underWay = [];
    private readonly PriorityQueue<Attempt, long> _again = new();
    private long _nextAt;

    public SendRun(
        Notification it, SendLease lease, BatchSender batches, DeliveryLedger ledger, RecipientLists lists, SendTally tally, NotificationOptions options, TimeProvider time)
    {
        (_it, _lease, _batches, _ledger, _lists, _tally, _options, _time) = (it, lease, batches, ledger, lists, tally, options, time);
        _hours = NotificationRules.HoursOf(it, it.Frozen!.Template, options, it.Approval is not null);
        _nextAt = time.GetTimestamp();
    }

    /// <summary>Whether a person stopped it.</summary>
    public bool StopRequested { get; private set; }

    /// <summary>Whether another instance holds the lease.</summary>
    public bool Lost { get; private set; }

    /// <summary>Stops sending; batches in progress are finished.</summary>
    public void Stop()
    {
        StopRequested = true;
        _halt.Cancel();
    }

    /// <summary>Stops sending because another instance holds the lease.</summary>
    public void MarkLost()
    {
        Lost = true;
        _halt.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose() => _halt.Dispose();

    /// <summary>Sends until it is done, stopped, outside the hours, or lost. Finishes batches in progress before it returns.</summary>
    /// <param name="abandoned">For tests: simulates a killed process; batches in progress are left as they are.</param>
    public async Task<RunEnd> RunAsync(CancellationToken abandoned)
    {
        using var halted = CancellationTokenSource.CreateLinkedTokenSource(_halt.Token, abandoned);
        try
        {
            await _ledger.ReadyAsync(abandoned);
            var (there, waiting) = await RecoverAsync(abandoned);
            await SendListAsync(there, waiting, halted.Token, abandoned);
            while (_again.Count > 0 || _underWay.Count > 0)
            {
                if (_again.Count > 0)
                    await SendAgainAsync(all: true, halted.Token, abandoned);
                else
                    await SettleOneAsync(abandoned);
            }

            return RunEnd.Done;
        }
        catch (HoursClosedException)
        {
            return RunEnd.Closed;
        }
        catch (OperationCanceledException) when (!abandoned.IsCancellationRequested && _halt.IsCancellationRequested)
        {
            return Lost ? RunEnd.Lost : RunEnd.Stopped;
        }
        finally
        {
            if (!abandoned.IsCancellationRequested)
                await FinishUnderWayAsync();
        }
    }

    // Rows that an earlier holder claimed but did not settle may have been sent: their outcome is unknown. Waiting ones keep waiting.
    private async Task<(BitArray There, Dictionary<int, Delivery> Waiting)> RecoverAsync(CancellationToken abandoned)
    {
        var there = new BitArray(_it.Frozen!.Messages);
        Dictionary<int, Delivery> waiting = [];
        List<(DeliveryKey, string, Delivery)> cutOff = [];
        await foreach (var (key, row) in _ledger.AllAsync(_it.Id, abandoned))
        {
            there[row.Number] = true;
            if (row.Outcome == Outcome.Sending)
            {
                cutOff.Add((key, row.Stamp, CutOff(row)));
                continue;
            }

            if (row.Outcome == Outcome.Waiting)
                waiting[row.Number] = row;
            _tally.Count(null, row);
        }

        // The earlier holder may just have settled some of them; then its outcome counts.
        var lost = await _ledger.SettleAsync(_it.Id, cutOff, _options.KeptDays, abandoned);
        var theirs = lost.Count == 0 ? new Dictionary<DeliveryKey, Delivery>() : await _ledger.FindManyAsync(lost, abandoned);
        foreach (var (key, _, row) in cutOff)
        {
            var now = theirs.GetValueOrDefault(key) ?? row;
            if (now.Outcome == Outcome.Waiting)
                waiting[now.Number] = now;
            _tally.Count(null, now);
        }

        return (there, waiting);
    }

    private Delivery CutOff(Delivery row) => row with
    {
        Outcome = Outcome.Unknown,
        Reason = "CUT_OFF",
        At = _time.GetUtcNow(),
        Stamp = FormattableString.Invariant($"{_lease.Epoch}.{row.Tries}.u"),
    };

    private async Task SendListAsync(BitArray there, Dictionary<int, Delivery> waiting, CancellationToken halted, CancellationToken abandoned)
    {
        var size = Math.Clamp(_it.PerMinute / 120, 1, BatchSender.Size);
        List<Attempt> batch = new(size);
        var number = 0;
        await foreach (var chunk in _lists.ReadAsync(_it.Frozen!.ListId, halted))
        {
            foreach (var recipient in chunk)
            {
                var at = number++;
                if (there[at])
                {
                    if (waiting.Remove(at, out var row))
                        Enqueue(new(at, recipient, _ledger.KeyOf(_it.Id, recipient)) { Tries = row.Tries, Stamp = row.Stamp, Due = _time.GetTimestamp() });
                    continue;
                }

                batch.Add(new(at, recipient, _ledger.KeyOf(_it.Id, recipient)));
                if (batch.Count < size)
                    continue;

                await DispatchAsync(batch, halted, abandoned);
                batch = new(size);
                await SendAgainAsync(all: false, halted, abandoned);
            }
        }

        if (batch.Count > 0)
            await DispatchAsync(batch, halted, abandoned);
    }

    // Sends the attempts that are due; with all, waits for the earliest one.
    private async Task SendAgainAsync(bool all, CancellationToken halted, CancellationToken abandoned)
    {
        if (!_again.TryPeek(out _, out var due))
            return;

        var wait = _time.GetElapsedTime(_time.GetTimestamp(), due);
        if (wait > TimeSpan.Zero)
        {
            if (!all)
                return;
            if (_underWay.Count > 0)
            {
                await SettleOneAsync(abandoned);
                return;
            }

            await Task.Delay(wait, _time, halted);
        }

        List<Attempt> batch = [];
        while (batch.Count < BatchSender.Size && _again.TryPeek(out _, out var next) && next <= _time.GetTimestamp())
            batch.Add(_again.Dequeue());
        if (batch.Count > 0)
            await DispatchAsync(batch, halted, abandoned);
    }

    private async Task DispatchAsync(List<Attempt> batch, CancellationToken halted, CancellationToken abandoned)
    {
        halted.ThrowIfCancellationRequested();
        await PaceAsync(batch.Count, halted);
        while (_underWay.Count >= _options.AtOnce)
            await SettleOneAsync(abandoned);

        halted.ThrowIfCancellationRequested();
        if (!SendWindow.IsOpen(_hours, _time.GetUtcNow()))
            throw new HoursClosedException();

        _underWay.Add(Task.Run(() => _batches.SendAsync(batch, abandoned), CancellationToken.None));
    }

    // Keeps the rate: each batch takes its share of a minute.
    private async Task PaceAsync(int messages, CancellationToken halted)
    {
        var now = _time.GetTimestamp();
        if (_nextAt > now)
            await Task.Delay(_time.GetElapsedTime(now, _nextAt), _time, halted);

        _nextAt = Math.Max(_nextAt, now) + (long)(messages * 60.0 / _it.PerMinute * _time.TimestampFrequency);
    }

    private async Task SettleOneAsync(CancellationToken abandoned)
    {
        var done = await Task.WhenAny(_underWay);
        _underWay.Remove(done);
        foreach (var attempt in await done)
            Enqueue(attempt);
        abandoned.ThrowIfCancellationRequested();
    }

    private async Task FinishUnderWayAsync()
    {
        await Task.WhenAll(_underWay);
        _underWay.Clear();
    }

    private void Enqueue(Attempt attempt) => _again.Enqueue(attempt, attempt.Due);

    private sealed class HoursClosedException : Exception;
}
