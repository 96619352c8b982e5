using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Notifications;

/// <summary>Approving, sending back, stopping.</summary>
public sealed partial class NotificationService
{
    /// <summary>Approves the frozen notification that this person saw.</summary>
    /// <param name="actor">Who approves; needs the permission, and must be neither author nor editor.</param>
    /// <param name="id">The notification.</param>
    /// <param name="hash">The <see cref="Frozen.Hash"/> of what they saw.</param>
    /// <param name="token">The token of this submit.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<Result<Notification>> ApproveAsync(Actor actor, string id, string hash, string token, CancellationToken cancellationToken)
    {
        var found = await AwaitingAsync(actor, id, token, cancellationToken);
        if (!found.Ok)
            return found.Problems[0];
        if (found.Value.Record is var it && it.State != NotificationState.AwaitingApproval)
            return it;
        if (it.Frozen!.Hash != hash)
            return Result<Notification>.Conflicted(it, L["It has changed since you opened it. Check it again before you approve it."]);

        var after = it with { State = NotificationState.Scheduled, Approval = new(actor.Id, actor.Name, _time.GetUtcNow(), hash) };
        var approved = await CommitAsync(actor, token, NotificationActions.Approve, found.Value, after, [GrantClearance(after)], null, cancellationToken);
        if (approved.Ok)
            _signals.Wake();
        return approved;
    }

    /// <summary>Sends it back to its author as a draft.</summary>
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
        return await CommitAsync(actor, token, NotificationActions.SendBack, found.Value, after, TakeBack(it), text, cancellationToken);
    }

    /// <summary>Withdraws a notification that has not started: it becomes a draft again, and any approval is void.</summary>
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
                ? new Problem("not-started", L["It has not been sent, so there is nothing to withdraw."])
                : new Problem("started", L["It is already being sent. Stop it instead; messages already sent cannot be recalled."]);
        }

        var after = it with { State = NotificationState.Draft, Frozen = null, Approval = null, ApprovalReasons = [], StatusReason = "" };
        return await CommitAsync(actor, token, NotificationActions.Withdraw, found.Value, after, TakeBack(it), null, cancellationToken);
    }

    /// <summary>
    /// Stops it. If it has not started, it never does. Otherwise batches in progress are finished, and nothing more is sent.
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
                return new Problem("not-started", L["It has not been sent, so there is nothing to stop."]);

            var begun = it.State == NotificationState.Sending;
            var after = begun
                ? it with { State = NotificationState.Stopping }
                : it with
                {
                    State = NotificationState.Stopped,
                    EndedAt = _time.GetUtcNow(),
                    Counts = new Dictionary<string, long>(StringComparer.Ordinal) { ["notsent"] = it.Frozen!.Messages }
                };
            var stopped = await CommitAsync(
                actor, attempt == 0 ? token : Ids.New(_time), NotificationActions.Stop, found.Value, after, begun ? [] : RevokeClearance(it), null, cancellationToken);

            // The sender has just started it: stop that.
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

        return found.Value.Record.State == NotificationState.AwaitingApproval ? found : new Problem("not-awaiting", L["It is no longer waiting for approval. Check it again."]);
    }
}
