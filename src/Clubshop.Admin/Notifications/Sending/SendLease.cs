using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>How far a send is, as its holder last wrote it.</summary>
public sealed record SendProgress
{
    /// <summary>Messages by outcome; empty before the first.</summary>
    public IReadOnlyDictionary<Outcome, long> Counts { get; init; } = new Dictionary<Outcome, long>();

    /// <summary>Messages by the hour (of India's clocks) in which they came to their outcome.</summary>
    public IReadOnlyList<HourCount> Hours { get; init; } = [];

    /// <summary>Messages by outcome and reason.</summary>
    public IReadOnlyList<ReasonCount> Reasons { get; init; } = [];

    /// <summary>When it goes on; null while it runs.</summary>
    public DateTimeOffset? WaitsUntil { get; init; }

    /// <summary>When this was written.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>What came to an outcome in an hour.</summary>
/// <param name="Hour">Its beginning: a full hour in India, as UTC.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Count">Messages.</param>
public sealed record HourCount(DateTimeOffset Hour, Outcome Outcome, long Count);

/// <summary>What came to an outcome for a reason.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Reason">A delivery status as the service named it, or one of <see cref="LeftOut"/>; empty without one.</param>
/// <param name="Count">Messages.</param>
public sealed record ReasonCount(Outcome Outcome, string Reason, long Count);

/// <summary>The right to send one notification: one instance has it at a time, and says by it how far it is.</summary>
internal sealed class SendLease
{
    private readonly UnauditedWriter _unaudited;
    private readonly TimeProvider _time;
    private readonly TimeSpan _life;
    private Item _run;

    private SendLease(Item run, UnauditedWriter unaudited, TimeProvider time, TimeSpan life) => (_run, _unaudited, _time, _life) = (run, unaudited, time, life);

    /// <summary>Counts the takings: no two holders have the same.</summary>
    public long Epoch => _run.GetLong("epoch");

    /// <summary>Takes it, unless another instance has it or it is to go on later.</summary>
    public static async Task<SendLease?> TakeAsync(
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

    /// <summary>Until when a notification waits for its next opening; null when it does not.</summary>
    public static async Task<SendProgress?> ReadAsync(string notificationId, TableReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(KeyOf(notificationId), cancellationToken) is { } run
            ? new()
            {
                Counts = JsonSerializer.Deserialize<Dictionary<Outcome, long>>(run.GetString("counts", "{}")) ?? [],
                Reasons = JsonSerializer.Deserialize<List<ReasonCount>>(run.GetString("reasons", "[]")) ?? [],
                Hours = JsonSerializer.Deserialize<List<HourCount>>(run.GetString("hours", "[]")) ?? [],
                WaitsUntil = run.GetTime("waits"),
                At = run.GetTime("saidAt") ?? default,
            }
            : null;

    /// <summary>Renews it and says how far things are; false when another instance has it.</summary>
    public Task<bool> SayAsync(SendTally tally, CancellationToken cancellationToken) => PutAsync(tally, _time.GetUtcNow() + _life, null, cancellationToken);

    /// <summary>Gives it back; with a time, to be gone on with then.</summary>
    public Task<bool> GiveBackAsync(SendTally tally, DateTimeOffset? waitsUntil, CancellationToken cancellationToken) =>
        PutAsync(tally, _time.GetUtcNow(), waitsUntil, cancellationToken);

    private async Task<bool> PutAsync(SendTally tally, DateTimeOffset until, DateTimeOffset? waits, CancellationToken cancellationToken)
    {
        var (counts, hours, reasons) = tally.Look();
        var next = _run.Copy().Set(Attributes.Version, _run.Version + 1).Set("until", until).Set("waits", waits).Set("saidAt", _time.GetUtcNow())
            .Set("counts", JsonSerializer.Serialize(counts)).Set("hours", JsonSerializer.Serialize(hours)).Set("reasons", JsonSerializer.Serialize(reasons));
        if (await _unaudited.PutAsync(Table.Deliveries, next, new RowCondition.AtVersion(_run.Version), cancellationToken))
        {
            _run = next;
            return true;
        }

        return false;
    }

    private static ItemKey KeyOf(string notificationId) => new(Table.Deliveries, "SENT#" + notificationId, "RUN");
}

/// <summary>Counts outcomes, from any thread.</summary>
internal sealed class SendTally
{
    // A service that names a reason of its own for each message must not fill the record.
    private const int ReasonsKept = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<Outcome, long> _counts = [];
    private readonly Dictionary<(DateTimeOffset Hour, Outcome Outcome), long> _hours = [];
    private readonly Dictionary<(Outcome Outcome, string Reason), long> _reasons = [];

    /// <summary>A message came to this outcome, from <see cref="Outcome.Sending"/> or <see cref="Outcome.Waiting"/> where it had one.</summary>
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
            var reason = (after.Outcome, after.Reason ?? "");
            if (_reasons.Count < ReasonsKept || _reasons.ContainsKey(reason))
                _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
        }
    }

    /// <summary>A copy.</summary>
    public (Dictionary<Outcome, long> Counts, List<HourCount> Hours, List<ReasonCount> Reasons) Look()
    {
        lock (_gate)
        {
            return (
                _counts.Where(pair => pair.Value > 0).ToDictionary(),
                [.. _hours.OrderBy(pair => pair.Key.Hour).ThenBy(pair => pair.Key.Outcome).Select(pair => new HourCount(pair.Key.Hour, pair.Key.Outcome, pair.Value))],
                [.. _reasons.OrderByDescending(pair => pair.Value).Select(pair => new ReasonCount(pair.Key.Outcome, pair.Key.Reason, pair.Value))]);
        }
    }
}
