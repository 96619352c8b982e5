using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>The progress of a send, as last written by the holder of its lease.</summary>
public sealed record SendProgress
{
    /// <summary>Number of messages by outcome.</summary>
    public IReadOnlyDictionary<Outcome, long> Counts { get; init; } = new Dictionary<Outcome, long>();

    /// <summary>Number of messages by the hour (IST) in which they got their outcome.</summary>
    public IReadOnlyList<TimeCount> Hours { get; init; } = [];

    /// <summary>The same by the minute; empty for a send of more than <see cref="SendTally.MaxMinutes"/> minutes.</summary>
    public IReadOnlyList<TimeCount> Minutes { get; init; } = [];

    /// <summary>Number of messages by outcome and reason.</summary>
    public IReadOnlyList<ReasonCount> Reasons { get; init; } = [];

    /// <summary>When it continues (UTC); null while it runs.</summary>
    public DateTimeOffset? WaitsUntil { get; init; }

    /// <summary>When this was written (UTC).</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>Number of messages that got an outcome in an hour or a minute.</summary>
/// <param name="From">Its start (UTC); an hour is a full hour in India.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Count">Messages.</param>
public sealed record TimeCount(DateTimeOffset From, Outcome Outcome, long Count);

/// <summary>Number of messages that got an outcome for a reason.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reason">A delivery status of the service, or one of <see cref="LeftOut"/>; empty if there is none.</param>
/// <param name="Count">Messages.</param>
public sealed record ReasonCount(Outcome Outcome, string Reason, long Count);

/// <summary>The lease on sending one notification. One instance holds it at a time and stores the progress in it.</summary>
internal sealed class SendLease
{
    private readonly UnauditedWriter _unaudited;
    private readonly TimeProvider _time;
    private readonly TimeSpan _life;
    private Item _run;

    private SendLease(Item run, UnauditedWriter unaudited, TimeProvider time, TimeSpan life) => (_run, _unaudited, _time, _life) = (run, unaudited, time, life);

    /// <summary>Number of times that the lease was acquired; differs for every holder.</summary>
    public long Epoch => _run.GetLong("epoch");

    /// <summary>Acquires the lease; null if another instance holds it.</summary>
    public static async Task<SendLease?> AcquireAsync(
        string notificationId, string owner, TimeSpan life, TableReader reader, UnauditedWriter unaudited, TimeProvider time, CancellationToken cancellationToken)
    {
        var key = KeyOf(notificationId);
        var now = time.GetUtcNow();
        var run = await reader.ReadAsync(key, cancellationToken);
        if (run is not null && run.GetTime("until") > now && run.GetString("holder") != owner && !JobOwner.IsGone(run.GetString("holder")))
            return null;

        var taken = (run?.Copy() ?? new Item(key.Pk, key.Sk))
            .Set(Attributes.Version, (run?.Version ?? 0) + 1).Set("epoch", (run?.GetLong("epoch") ?? 0) + 1).Set("holder", owner).Set("until", now + life).Remove("waits");
        return await unaudited.PutAsync(key.Table, taken, new RowCondition.AtVersion(run?.Version ?? 0), cancellationToken) ? new(taken, unaudited, time, life) : null;
    }

    /// <summary>The stored progress of a notification; null if it was never sent.</summary>
    public static async Task<SendProgress?> ReadAsync(string notificationId, TableReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(KeyOf(notificationId), cancellationToken) is { } run
            ? new()
            {
                Counts = JsonSerializer.Deserialize<Dictionary<Outcome, long>>(run.GetString("counts", "{}")) ?? [],
                Reasons = JsonSerializer.Deserialize<List<ReasonCount>>(run.GetString("reasons", "[]")) ?? [],
                Hours = JsonSerializer.Deserialize<List<TimeCount>>(run.GetString("byHour", "[]")) ?? [],
                Minutes = JsonSerializer.Deserialize<List<TimeCount>>(run.GetString("byMinute", "[]")) ?? [],
                WaitsUntil = run.GetTime("waits"),
                At = run.GetTime("saidAt") ?? default,
            }
            : null;

    /// <summary>Renews the lease and stores the progress; false if another instance holds it.</summary>
    public Task<bool> RenewAsync(SendTally tally, CancellationToken cancellationToken) => PutAsync(tally, _time.GetUtcNow() + _life, null, cancellationToken);

    /// <summary>Releases the lease and stores the progress; with a time, sending continues then.</summary>
    public Task<bool> ReleaseAsync(SendTally tally, DateTimeOffset? waitsUntil, CancellationToken cancellationToken) =>
        PutAsync(tally, _time.GetUtcNow(), waitsUntil, cancellationToken);

    private async Task<bool> PutAsync(SendTally tally, DateTimeOffset until, DateTimeOffset? waits, CancellationToken cancellationToken)
    {
        var (counts, hours, minutes, reasons) = tally.Snapshot();
        var next = _run.Copy().Set(Attributes.Version, _run.Version + 1).Set("until", until).Set("waits", waits).Set("saidAt", _time.GetUtcNow())
            .Set("counts", JsonSerializer.Serialize(counts))
            .Set("byHour", JsonSerializer.Serialize(hours)).Set("byMinute", JsonSerializer.Serialize(minutes)).Set("reasons", JsonSerializer.Serialize(reasons));
        if (await _unaudited.PutAsync(Table.Deliveries, next, new RowCondition.AtVersion(_run.Version), cancellationToken))
        {
            _run = next;
            return true;
        }

        return false;
    }

    private static ItemKey KeyOf(string notificationId) => new(Table.Deliveries, "SENT#" + notificationId, "RUN");
}

/// <summary>Counts outcomes. Safe for several threads.</summary>
internal sealed class SendTally
{
    /// <summary>Minutes that are counted one by one; of a longer send only the hours are.</summary>
    public const int MaxMinutes = 120;

    // Limits the record in case a service gives a different reason for each message.
    private const int MaxReasons = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<Outcome, long> _counts = [];
    private readonly SortedDictionary<(DateTimeOffset From, Outcome Outcome), long> _hours = [];
    private readonly SortedDictionary<(DateTimeOffset From, Outcome Outcome), long> _minutes = [];
    private readonly HashSet<DateTimeOffset> _minutesSeen = [];
    private readonly Dictionary<(Outcome Outcome, string Reason), long> _reasons = [];

    /// <summary>Counts a message.</summary>
    /// <param name="before">Its outcome before: <see cref="Outcome.Sending"/>, <see cref="Outcome.Waiting"/>, or null if it had none.</param>
    /// <param name="after">Its row now.</param>
    public void Count(Outcome? before, Delivery after)
    {
        lock (_gate)
        {
            if (before is { } was)
                _counts[was] = _counts.GetValueOrDefault(was) - 1;
            _counts[after.Outcome] = _counts.GetValueOrDefault(after.Outcome) + 1;
            if (after.Outcome is Outcome.Sending or Outcome.Waiting)
                return;

            var clock = Ist.From(after.At);
            var hour = (Ist.ToUtc(clock.Date.AddHours(clock.Hour)), after.Outcome);
            _hours[hour] = _hours.GetValueOrDefault(hour) + 1;
            var minute = new DateTimeOffset(after.At.UtcTicks - (after.At.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
            _minutesSeen.Add(minute);
            if (_minutesSeen.Count <= MaxMinutes)
                _minutes[(minute, after.Outcome)] = _minutes.GetValueOrDefault((minute, after.Outcome)) + 1;
            else
                _minutes.Clear();
            var reason = (after.Outcome, after.Reason ?? "");
            if (_reasons.Count < MaxReasons || _reasons.ContainsKey(reason))
                _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
        }
    }

    /// <summary>A copy of the current counts.</summary>
    public (Dictionary<Outcome, long> Counts, List<TimeCount> Hours, List<TimeCount> Minutes, List<ReasonCount> Reasons) Snapshot()
    {
        lock (_gate)
        {
            return (
                _counts.Where(pair => pair.Value > 0).ToDictionary(),
                [.. _hours.Select(pair => new TimeCount(pair.Key.From, pair.Key.Outcome, pair.Value))],
                [.. _minutes.Select(pair => new TimeCount(pair.Key.From, pair.Key.Outcome, pair.Value))],
                [.. _reasons.OrderByDescending(pair => pair.Value).Select(pair => new ReasonCount(pair.Key.Outcome, pair.Key.Reason, pair.Value))]);
        }
    }
}
