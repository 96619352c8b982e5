using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications.Audiences;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Notifications;

// Writing another one like it: for the same audience, or for those whom it did not reach.
public sealed partial class NotificationService
{
    private static Problem SentAgain => new(
        "sent-again", L["Those not reached are already being sent to again, by another notification. Open the earlier one to see it."], "Audience");

    /// <summary>
    /// A new draft with the content and audience of another notification, to go out at once; not saved yet. The approval, the time and the
    /// recipients do not come with it.
    /// </summary>
    public async Task<Result<Notification>> CopyAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        var found = await LoadAsync(actor, id, cancellationToken);
        if (!found.Ok)
            return found.Problems[0];

        var it = found.Value.Record;
        // Whom an earlier one did not reach is sent to once; a copy goes to everybody whom the first one was for.
        var audience = (await _unreached.ChainAsync(it.Audience, cancellationToken)) is [var first, ..] ? first.Audience : it.Audience;
        return CopyOf(actor, it) with { Audience = audience };
    }

    /// <summary>
    /// A new draft with the content of an ended notification, for those whom it did not reach; not saved yet. Those who may have got it are not
    /// in it, unless <see cref="Audience.WithUnknown"/> is set then.
    /// </summary>
    public async Task<Result<Notification>> AgainAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        var found = await LoadAsync(actor, id, cancellationToken);
        if (!found.Ok)
            return found.Problems[0];

        var it = found.Value.Record;
        if (it.EndedAt is null)
            return new Problem("not-ended", L["It has not ended yet, so nobody knows whom it does not reach."]);
        if (await _store.AgainAsync(id, cancellationToken) is not null)
            return SentAgain;
        if (it.NotReached + it.MayHaveIt == 0)
            return new Problem("all-reached", L["Everybody was reached, so there is nobody to send it to again."]);

        return CopyOf(actor, it) with { Audience = new() { Kind = AudienceKind.Unreached, Earlier = id, Platform = it.Audience.Platform } };
    }

    /// <summary>The notification that this one is sent again of, and the one that is sent again of it; null where there is none that the person may see.</summary>
    public async Task<Result<NotificationLine>> LineAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        var found = await LoadAsync(actor, id, cancellationToken);
        if (!found.Ok)
            return found.Problems[0];

        var it = found.Value.Record;
        var later = it.EndedAt is null ? null : await _store.AgainAsync(id, cancellationToken);
        return new NotificationLine(
            it.Audience.Earlier is { } earlier ? (await LoadAsync(actor, earlier, cancellationToken)).Value?.Record : null,
            later is null ? null : (await LoadAsync(actor, later, cancellationToken)).Value?.Record,
            later is not null);
    }

    private Notification CopyOf(Actor actor, Notification it) => New(actor) with
    {
        Channel = it.Channel,
        Title = it.Title,
        Message = it.Message,
        Picture = it.Picture,
        Link = it.Link,
        TemplateId = it.TemplateId,
        TemplateValues = it.TemplateValues,
        Defaults = it.Defaults,
        Audience = it.Audience,
        PerMinute = it.PerMinute,
        IgnoreQuietHours = it.IgnoreQuietHours,
    };

    private async Task<IReadOnlyList<Problem>> CheckEarlierAsync(Actor actor, Notification it, IReadOnlyList<Notification> earlier, CancellationToken cancellationToken)
    {
        if (it.Audience.Kind != AudienceKind.Unreached)
            return [];
        if (earlier is not [.., var last] || !(await LoadAsync(actor, last.Id, cancellationToken)).Ok)
            return [new("no-earlier", L["The notification that it is sent again of cannot be found. Choose another audience."], "Audience")];
        if (last.EndedAt is null)
            return [new("not-ended", L["The notification that it is sent again of has not ended yet."], "Audience")];
        if (earlier.Count > UnreachedReader.MaxTimes)
            return [new("too-often", L[$"It was sent again {UnreachedReader.MaxTimes} times already."], "Audience")];

        return await _store.AgainAsync(last.Id, cancellationToken) is { } other && other != it.Id ? [SentAgain] : [];
    }

    // Of two notifications that are sent again of the same one at once, one is refused: nobody gets it from both.
    private static IReadOnlyList<ChangeStep> ClaimAgain(Notification it) => it.Audience is { Kind: AudienceKind.Unreached, Earlier: { } earlier }
        ? [new ChangeStep.Claim(Table.Notifications, NotificationStore.AgainMarker(earlier), it.Id, nameof(Notification.Audience))]
        : [];

    // What Send put beside the record; nothing for a draft.
    private static IReadOnlyList<ChangeStep> TakeBack(Notification? before) => before is { Frozen: not null, Audience: { Kind: AudienceKind.Unreached, Earlier: { } earlier } }
        ? [.. RevokeClearance(before), new ChangeStep.Release(Table.Notifications, NotificationStore.AgainMarker(earlier), before.Id)]
        : RevokeClearance(before);

    private static string AgainNote(IReadOnlyList<Notification> earlier) => earlier is [.., var last] ? $"; those not reached by “{last.Name}”" : "";
}

/// <summary>The neighbours of a notification that was sent again.</summary>
/// <param name="Earlier">The one that it is sent again of; null if there is none, or it may not be seen.</param>
/// <param name="Later">The one that is sent again of it; null if there is none, or it may not be seen.</param>
/// <param name="WasSentAgain">Whether there is a later one, seen or not.</param>
public sealed record NotificationLine(Notification? Earlier, Notification? Later, bool WasSentAgain);
