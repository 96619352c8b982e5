using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications.Audiences;
using Clubshop.Admin.Notifications.Compose;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Notifications.SmsTemplates;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Notifications;

/// <summary>
/// Writes, sends, approves and stops notifications. Every call checks the person's permission. A service provider sees only their own
/// notifications, and reaches only followers of what is assigned to them.
/// </summary>
public sealed partial class NotificationService
{
    private readonly NotificationStore _store;
    private readonly AudienceReader _audience;
    private readonly SmsTemplateService _templates;
    private readonly PastedLists _pasted;
    private readonly RecipientLists _lists;
    private readonly NotificationLinks _links;
    private readonly UnreachedReader _unreached;
    private readonly OverlapReader _overlap;
    private readonly WeekLedger _week;
    private readonly SendSignals _signals;
    private readonly NotificationOptions _options;
    private readonly TimeProvider _time;

    internal NotificationService(
        NotificationStore store, AudienceReader audience, SmsTemplateService templates, PastedLists pasted, RecipientLists lists, NotificationLinks links,
        UnreachedReader unreached, OverlapReader overlap, WeekLedger week, SendSignals signals, IOptions<NotificationOptions> options, TimeProvider time) =>
        (_store, _audience, _templates, _pasted, _lists, _links, _unreached, _overlap, _week, _signals, _options, _time) =
        (store, audience, templates, pasted, lists, links, unreached, overlap, week, signals, options.Value, time);

    /// <summary>A new notification by this person; not saved yet.</summary>
    public Notification New(Actor actor) => new() { Id = Ids.New(_time), AuthorId = actor.Id, AuthorName = actor.Name };

    /// <summary>One notification. For a service provider, somebody else's is not found.</summary>
    public async Task<Result<Notification>> FindAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        var found = await LoadAsync(actor, id, cancellationToken);
        return found.Ok ? found.Value.Record : found.Problems[0];
    }

    /// <summary>Saves it as a draft. A scheduled one becomes a draft again, and its approval is void.</summary>
    public async Task<Result<Notification>> SaveAsync(Actor actor, Notification given, string token, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SendNotifications) is { } refused)
            return refused;

        var it = NotificationRules.Clean(given);
        if (NotificationRules.CheckDraft(it) is { Count: > 0 } problems)
            return Result<Notification>.Refused(problems);

        StoredNotification? before = null;
        if (given.Stamp.Version > 0)
        {
            var found = await LoadAsync(actor, given.Id, cancellationToken);
            if (!found.Ok)
                return found.Problems[0];
            before = found.Value;
            if (!before.Record.MayChange)
                return new Problem("started", L["It is already being sent, so it can no longer be changed."]);
            if (before.Record.Stamp.Version != given.Stamp.Version && before.Item.GetString(Attributes.Token) != token)
            {
                return Result<Notification>.Conflicted(
                    before.Record, L["Somebody else has changed this notification. What you typed is kept here. Check their version before you save."]);
            }
        }

        var after = it with
        {
            State = NotificationState.Draft,
            AuthorId = before?.Record.AuthorId ?? actor.Id,
            AuthorName = before?.Record.AuthorName ?? actor.Name,
            Editors = [.. (before?.Record.Editors ?? []).Append(actor.Id).Distinct(StringComparer.Ordinal)],
            Frozen = null,
            Approval = null,
            ApprovalReasons = [],
            StatusReason = "",
        };
        return await CommitAsync(actor, token, before is null ? AuditActions.Create : AuditActions.Change, before, after, TakeBack(before?.Record), null, cancellationToken);
    }

    private async Task<Result<StoredNotification>> LoadAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SendNotifications) is { } refused)
            return refused;

        var found = await _store.FindAsync(id, cancellationToken);
        return found is not null && (SeesAll(actor) || found.Record.AuthorId == actor.Id) ? found : new Problem(Problem.NotFound, L["This notification does not exist."]);
    }

    private async Task<Result<Notification>> CommitAsync(
        Actor actor, string token, string action, StoredNotification? before, Notification after,
        IReadOnlyList<ChangeStep> steps, string? note, CancellationToken cancellationToken) =>
        await _store.CommitAsync(actor, token, action, before, after, steps, note, cancellationToken) switch
        {
            CommitOutcome.Saved saved => NotificationStore.Read(saved.Item),
            CommitOutcome.Unchanged unchanged => NotificationStore.Read(unchanged.Item),
            CommitOutcome.Conflicted { Current: { } current } => Result<Notification>.Conflicted(
                NotificationStore.Read(current), L["Somebody else has changed this notification. Check it again."]),
            CommitOutcome.Taken => SentAgain,
            _ => new Problem(Problem.NotFound, L["This notification no longer exists."]),
        };

    private static bool SeesAll(Actor actor) => Permissions.ReachOf(actor.Role, Permission.SendNotifications) == Staff.Reach.All;

    private static ChangeStep.Put GrantClearance(Notification it)
    {
        var key = NotificationStore.ClearanceKey(it.Id, it.Frozen!.Hash);
        return new(Table.Notifications, new Item(key.Pk, key.Sk));
    }

    private static IReadOnlyList<ChangeStep> RevokeClearance(Notification? before) =>
        before?.Frozen is { } frozen ? [new ChangeStep.Remove(NotificationStore.ClearanceKey(before.Id, frozen.Hash))] : [];
}
