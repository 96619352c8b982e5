using Clubshop.Admin.Notifications.Audiences;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>
/// Sends one batch: checks who still gets it, writes a row for each recipient, makes the call, and writes each outcome. The row is the fence: an
/// instance that could not write it does not send, so it does no harm if two instances believe that they hold the lease.
/// </summary>
internal sealed partial class BatchSender(
    Notification notification, long epoch, DeliveryLedger ledger, WeekLedger week, RegistryReader registry, RegistryService registrations, IMessageGateway gateway,
    SendTally tally, NotificationOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Messages in a batch: the limit of SendMessages, and of the transaction that writes their rows.</summary>
    public const int Size = 100;

    // Those who were not reached before are not charged for it; those who may have been are.
    private readonly IReadOnlyList<string> _replaced = notification.Audience.WithUnknown ? [] : notification.Frozen?.Earlier ?? [];

    private readonly DltTemplate? _template = notification.Frozen?.Template is { } template ? DltTemplate.Parse(template.Text).Value : null;

    /// <summary>Sends a batch.</summary>
    /// <param name="batch">Up to <see cref="Size"/> attempts: all new, or all tried before.</param>
    /// <param name="abandoned">For tests: simulates a killed process; nothing more is done.</param>
    /// <returns>The attempts to try again.</returns>
    public async Task<IReadOnlyList<Attempt>> SendAsync(IReadOnlyList<Attempt> batch, CancellationToken abandoned)
    {
        var plans = await LimitAsync(await PlanAsync(batch, abandoned), abandoned);
        var claimed = await PersistAsync(() => ClaimAsync(plans, abandoned), abandoned);
        foreach (var plan in claimed)
        {
            tally.Count(plan.Attempt.Stamp is null ? null : Outcome.Waiting, plan.Row);
            if (plan.Message is null)
                SendMeter.Count(notification.Channel, plan.Row.Outcome);
        }

        var going = claimed.Where(plan => plan.Message is not null).ToList();
        if (going.Count == 0)
            return [];

        abandoned.ThrowIfCancellationRequested();
        var answer = await gateway.SendAsync(notification, [.. going.Select(plan => plan.Message!)], abandoned);
        abandoned.ThrowIfCancellationRequested();

        var settled = going.Select(plan => (Plan: plan, Row: Settled(plan, answer))).ToList();
        var lost = await PersistAsync(
            () => ledger.SettleAsync(notification.Id, [.. settled.Select(one => (one.Plan.Attempt.Key, one.Plan.Row.Stamp, one.Row))], options.KeptDays, abandoned), abandoned);
        List<Attempt> again = [];
        foreach (var (plan, row) in settled.Where(one => !lost.Contains(one.Plan.Attempt.Key)))
        {
            tally.Count(Outcome.Sending, row);
            SendMeter.Count(notification.Channel, row.Outcome);
            if (row.Outcome == Outcome.Waiting)
                again.Add(plan.Attempt with { Tries = row.Tries, Stamp = row.Stamp, Due = DueAfter(row.Tries) });
        }

        await UpdateDevicesAsync(going, answer, abandoned);
        return again;
    }

    private async Task<List<Planned>> PlanAsync(IReadOnlyList<Attempt> batch, CancellationToken abandoned)
    {
        Dictionary<string, Registration> known = new(StringComparer.Ordinal);
        await PersistAsync(
            async () =>
            {
                await foreach (var registration in registry.ReadAsync(batch.Where(one => one.Recipient.Sub is not null).Select(one => one.Recipient.Sub!), abandoned))
                    known[registration.Sub] = registration;
                return known;
            },
            abandoned);

        HashSet<string> addresses = new(StringComparer.Ordinal);
        List<Planned> plans = new(batch.Count);
        foreach (var attempt in batch)
        {
            var (message, shown, reason) = MessageFor(attempt.Recipient, attempt.Recipient.Sub is { } sub ? known.GetValueOrDefault(sub) : null);
            if (message is not null && !addresses.Add(message.Address))
                (message, reason) = (null, LeftOut.Duplicate);

            plans.Add(new(attempt, message, new()
            {
                Number = attempt.Number,
                Sub = attempt.Recipient.Sub,
                Device = attempt.Recipient.Device ?? "sms",
                To = shown,
                Outcome = message is null ? Outcome.LeftOut : Outcome.Sending,
                Reason = reason,
                Tries = message is null ? attempt.Tries : attempt.Tries + 1,
                At = time.GetUtcNow(),
                Stamp = FormattableString.Invariant($"{epoch}.{attempt.Tries}.{(message is null ? 'o' : 'c')}"),
            }));
        }

        return plans;
    }

    // Frozen recipients can only be left out later: an opt-out, a dead or removed device, an erased account.
    private (OutgoingMessage? Message, string Shown, string? Reason) MessageFor(Recipient recipient, Registration? registration)
    {
        var sms = notification.Channel == Channel.Sms;
        if (recipient.Sub is not null && registration is null)
            return (null, sms ? "SMS" : "Push", LeftOut.Erased);

        var device = registration?.Devices.FirstOrDefault(one => one.Id == recipient.Device);
        var phone = recipient.Phone ?? registration?.Phone;
        var shown = sms ? "SMS " + Tail(phone) : device is null ? "Push" : NotificationLabels.Of(device.Platform);
        if (registration is not null)
        {
            var (_, _, reason) = AudienceReader.TargetsOf(registration, notification.Channel, notification.Audience.Platform);
            if (reason is not null)
                return (null, shown, reason);
            if (!sms && device is not { Dead: null })
                return (null, shown, LeftOut.DeadDevice);
        }

        var (text, missing) = MessageText.For(notification, _template, MessageText.ValuesOf(registration, recipient.Values));
        return text is null ? (null, shown, missing) : (new(sms ? phone! : device!.Token, sms ? null : device!.Platform, text), shown, null);
    }

    private async Task<List<Planned>> ClaimAsync(List<Planned> plans, CancellationToken abandoned)
    {
        if (plans.Count == 0)
            return [];
        if (plans[0].Attempt.Stamp is not null)
        {
            var lost = await ledger.SettleAsync(notification.Id, [.. plans.Select(plan => (plan.Attempt.Key, plan.Attempt.Stamp!, plan.Row))], options.KeptDays, abandoned);
            return [.. plans.Where(plan => !lost.Contains(plan.Attempt.Key))];
        }

        var left = plans;
        List<Planned> mine = [];
        while (left.Count > 0)
        {
            if (await ledger.ClaimAsync(notification.Id, [.. left.Select(plan => (plan.Attempt.Key, plan.Row))], options.KeptDays, abandoned))
            {
                mine.AddRange(left);
                break;
            }

            // Existing rows belong to another holder, or to a write of ours whose answer was lost.
            var there = await ledger.FindManyAsync(left.Select(plan => plan.Attempt.Key), abandoned);
            mine.AddRange(left.Where(plan => there.GetValueOrDefault(plan.Attempt.Key)?.Stamp == plan.Row.Stamp));
            left = [.. left.Where(plan => !there.ContainsKey(plan.Attempt.Key))];
        }

        return mine;
    }

    private Delivery Settled(Planned plan, SendAnswer answer)
    {
        var row = plan.Row with { At = time.GetUtcNow(), Stamp = FormattableString.Invariant($"{epoch}.{plan.Attempt.Tries}.s") };
        switch (answer)
        {
            case SendAnswer.NoAnswer none:
                return row with { Outcome = Outcome.Unknown, Reason = "NO_ANSWER", Detail = none.Reason };
            case SendAnswer.Refused refused:
                return row with { Outcome = Outcome.Refused, Reason = "REFUSED_WHOLE", Detail = refused.Reason };
            case SendAnswer.NotSent not:
                return row with { Outcome = row.Tries < options.Tries ? Outcome.Waiting : Outcome.Refused, Reason = not.Reason };
            case SendAnswer.Answered answered when answered.Addresses.TryGetValue(plan.Message!.Address, out var one):
                var outcome = one.Status switch
                {
                    "SUCCESSFUL" => Outcome.Accepted,
                    "THROTTLED" or "TEMPORARY_FAILURE" when row.Tries < options.Tries => Outcome.Waiting,
                    _ => Outcome.Refused,
                };
                return row with { Outcome = outcome, Reason = one.Status, Detail = outcome == Outcome.Accepted ? null : one.Detail };
            default:
                return row with { Outcome = Outcome.Unknown, Reason = "NO_ANSWER", Detail = "The answer does not name this address." };
        }
    }

    private async Task UpdateDevicesAsync(List<Planned> going, SendAnswer answer, CancellationToken abandoned)
    {
        if (answer is not SendAnswer.Answered answered)
            return;

        foreach (var plan in going.Where(plan => plan.Row.Sub is not null && plan.Attempt.Recipient.Device is not null))
        {
            if (!answered.Addresses.TryGetValue(plan.Message!.Address, out var one))
                continue;

            try
            {
                var (sub, device, token) = (plan.Row.Sub!, plan.Attempt.Recipient.Device!, plan.Message.Address);
                if (one.UpdatedToken is { Length: > 0 } renewed)
                    await registrations.ReplaceTokenAsync(sub, device, token, renewed, abandoned);

                // 413 concerns the message, not the device.
                if (one.Status == "PERMANENT_FAILURE" && one.Code != 413)
                    await registrations.RetireDeviceAsync(sub, device, token, one.Status, abandoned);
            }
#pragma warning disable CA1031 // The message has its outcome; the device will be found dead again next time.
            catch (Exception cause) when (cause is not OperationCanceledException || !abandoned.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogDeviceNotUpdated(logger, cause, notification.Id);
            }
        }
    }

    // Waits out an outage of DynamoDB, because recording what happened is worth the wait.
    private async Task<T> PersistAsync<T>(Func<Task<T>> write, CancellationToken abandoned)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await write();
            }
            catch (Exception cause) when (attempt < 60 && !abandoned.IsCancellationRequested
                && (Outages.IsLost(cause) || cause is CommitBusyException or Amazon.Runtime.AmazonServiceException))
            {
                LogWaiting(logger, cause, notification.Id);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(5_000, 50 << Math.Min(attempt, 8))), time, abandoned);
            }
        }
    }

    private long DueAfter(int tries)
    {
        var wait = TimeSpan.FromMilliseconds(Math.Min(60_000.0, options.RetryMilliseconds * Math.Pow(2, tries - 1)));
        var jitter = 0.5 + (System.Security.Cryptography.RandomNumberGenerator.GetInt32(1_000) / 1_000.0);
        return time.GetTimestamp() + (long)(wait.TotalSeconds * jitter * time.TimestampFrequency);
    }

    private static string Tail(string? phone) => phone is { Length: > 4 } ? "•••• " + phone[^4..] : "";

    private sealed record Planned(Attempt Attempt, OutgoingMessage? Message, Delivery Row);

    [LoggerMessage(EventId = 2702, Level = LogLevel.Warning, Message = "Notification {Id}: a device could not be updated with the push service's answer.")]
    private static partial void LogDeviceNotUpdated(ILogger logger, Exception cause, string id);

    [LoggerMessage(EventId = 2703, Level = LogLevel.Warning, Message = "Notification {Id}: the delivery ledger cannot be reached; waiting.")]
    private static partial void LogWaiting(ILogger logger, Exception cause, string id);
}
