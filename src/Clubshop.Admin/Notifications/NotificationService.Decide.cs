using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Notifications;

/// <summary>Approving, sending back, stopping.</summary>
public sealed partial class NotificationService
{
    /// <summary>Approves what is frozen, as this person saw it.</summary>
    /// <param name="actor">Who: with the right, and neither author nor editor.</param>
    /// <param name="id">Which.</param>
    /// <param name="hash"><see cref="Frozen.Hash"/> of what they saw.</param>
    /// <param name="token">Of this submit.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Result<Notification>> ApproveAsync(Actor actor, string id, string hash, string token, CancellationToken cancellationToken)
    {
        var found = await AwaitingAsync(actor, id, token, cancellationToken);
        if (!found.Ok)
            return found.Problems[0];
        if (found.Value.Record is var it && it.State != NotificationState.AwaitingApproval)
            return it;
        if (it.Frozen!.Hash != hash)
            return Result<Notification>.Conflicted(it, "It was changed since you looked. Look at it again before you approve it.");

        var after = it with { State = NotificationState.Scheduled, Approval = new(actor.Id, actor.Name, _time.GetUtcNow(), hash) };
        var approved = await CommitAsync(actor, token, NotificationActions.Approve, found.Value, after, [Go(after)], $"snapshot {hash[..12]}", cancellationToken);
        if (approved.Ok)
            _signals.Wake();
        return approved;
    }

    /// <summary>Sends it back to its author, who has to ask again.</summary>
    public async Task<Result<Notification>> SendBackAsync(Actor actor, string id, string reason, string token, CancellationToken cancellationToken)
    {
        if (NotificationRules.CheckReason(reason) is { } unsaid)
            return unsaid;

        var text = PlainText.Line(reason);
        var found = await AwaitingAsync(actor, id, token, cancellationToken);
        if (!found.Ok)
            return found.Problems[0];
        if (found.Value.Record is var it && it.State != NotificationState.AwaitingApproval)
            return it;

        var after = it with { State = NotificationState.Draft, Frozen = null, ApprovalReasons = [], StatusReason = $"{actor.Name} sent it back: {text}" };
        return await CommitAsync(actor, token, NotificationActions.SendBack, found.Value, after, Revoke(it), text, cancellationToken);
    }

    /// <summary>Takes one back that has not begun to go out: it is a draft again, and any approval is void.</summary>
    public async Task<Result<Notification>> WithdrawAsync(Actor actor, string id, string token, CancellationToken cancellationToken)
    {
        var found = await LoadAsync(actor, id, cancellationToken);
        if (!found.Ok)
            return found.Problems[0];

        var it = found.Value.Record;
        if (found.Value.Item.GetString(Attributes.Token) == token)
            return it; // the same submit, sent twice
        if (it.State is not (NotificationState.AwaitingApproval or NotificationState.Scheduled))
        {
            return it.State is NotificationState.Draft or NotificationState.Failed
                ? new Problem("not-started", "It was not sent off, so there is nothing to take back.")
                : new Problem("started", "It has begun to go out. Stop it instead: what has left cannot be taken back.");
        }

        var after = it with { State = NotificationState.Draft, Frozen = null, Approval = null, ApprovalReasons = [], StatusReason = "" };
        return await CommitAsync(actor, token, NotificationActions.Withdraw, found.Value, after, Revoke(it), null, cancellationToken);
    }

    /// <summary>
    /// Stops it. One that has not begun does not begin; of one that is going out, batches under way are finished, and nothing further leaves.
    /// </summary>
    public async Task<Result<Notification>> StopAsync(Actor actor, string id, string token, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            var found = await LoadAsync(actor, id, cancellationToken);
            if (!found.Ok)
                return found.Problems[0];

            var it = found.Value.Record;
            if (it.State is NotificationState.Stopping or NotificationState.Stopped or NotificationState.Finished)
                return it;
            if (it.State is NotificationState.Draft or NotificationState.Failed)
                return new Problem("not-started", "It was not sent off, so there is nothing to stop.");

            var begun = it.State == NotificationState.Sending;
            var after = begun
                ? it with { State = NotificationState.Stopping }
                : it with { State = NotificationState.Stopped, EndedAt = _time.GetUtcNow(), Counts = new Dictionary<string, long>(StringComparer.Ordinal) { ["notsent"] = it.Frozen!.Messages } };
            var stopped = await CommitAsync(actor, attempt == 0 ? token : Ids.New(_time), NotificationActions.Stop, found.Value, after, begun ? [] : Revoke(it), null, cancellationToken);

            // The sender began it in this very moment: stop that.
            if (!stopped.Ok && stopped.Problems[0].Code == Problem.Conflict && attempt < 3)
                continue;

            _signals.Stop(id);
            return stopped;
        }
    }

    private async Task<Result<StoredNotification>> AwaitingAsync(Actor actor, string id, string token, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.ApproveNotifications) is { } refused)
            return refused;

        var found = await LoadAsync(actor, id, cancellationToken);
        if (!found.Ok)
            return found;
        if (found.Value.Item.GetString(Attributes.Token) == token)
            return found; // the same submit, sent twice
        if (NotificationRules.RefuseApproval(actor, found.Value.Record) is { } own)
            return own;

        return found.Value.Record.State == NotificationState.AwaitingApproval ? found : new Problem("not-awaiting", "It is not waiting for an approval any more. Look at it again.");
    }
}
