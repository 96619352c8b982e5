using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications.Audiences;
using Clubshop.Admin.Notifications.Compose;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Notifications.Sending;
using Clubshop.Admin.Notifications.SmsTemplates;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Notifications;

// What would happen: the review, and what is known while it is written.
public sealed partial class NotificationService
{
    /// <summary>What would happen if it were sent now. Stores nothing.</summary>
    public async Task<Result<Review>> ReviewAsync(Actor actor, Notification given, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SendNotifications) is { } refused)
            return refused;

        var prepared = await PrepareAsync(actor, NotificationRules.Clean(given), cancellationToken);
        if (!prepared.Ok)
            return Result<Review>.Refused(prepared.Problems);

        var (it, template, text, link, earlier) = prepared.Value;
        AudienceTally tally = new();
        Dictionary<string, Recipient> first = new(StringComparer.Ordinal);
        await foreach (var recipient in _audience.ReadAsync(actor, it, text, tally, cancellationToken))
        {
            if (first.Count < LimitEstimate.MaxLookedAt)
                first.TryAdd(recipient.Sub ?? recipient.Phone!, recipient);
        }

        if (CheckCount(tally) is { } wrong)
            return wrong;

        var now = _time.GetUtcNow();
        var (plan, hours, reasons) = Plan(it, template, tally.Messages, now);
        return new Review
        {
            Notification = it,
            Tally = tally,
            Plan = plan,
            Hours = hours,
            Link = link,
            Template = template,
            ApprovalReasons = reasons,
            Seal = SealOf(it, template, tally),
            Cost = CostOf(tally.Parts),
            ComingUp = await _overlap.FindAsync(
                SeesAll(actor) ? null : actor.Id, it, [.. earlier.Select(one => one.Id)], first.Keys.ToHashSet(StringComparer.Ordinal), tally.People, cancellationToken),
            OverLimit = await EstimateLimitAsync(it, template, [.. first.Values], tally.People, plan, earlier, cancellationToken),
            ReachesAll = SeesAll(actor),
        };
    }

    /// <summary>
    /// About how many people an audience is, while it is being chosen. Null where nothing is chosen, where the person may not, and where it is
    /// not worth its cost: the review counts, and says what is wrong.
    /// </summary>
    public async Task<AudienceEstimate?> EstimateAsync(Actor actor, Audience audience, Channel channel, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SendNotifications) is not null || !IsWorthReading(actor, audience))
            return null;

        return await _audience.EstimateAsync(audience, channel, cancellationToken);
    }

    /// <summary>
    /// The notifications that go out or went out within three days of this one, in order of time, to some of the same people. While it is being
    /// written: none where <see cref="EstimateAsync"/> has no answer either.
    /// </summary>
    public async Task<Result<ItemList<Neighbour>>> ComingUpAsync(Actor actor, Notification given, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SendNotifications) is { } refused)
            return refused;

        var it = NotificationRules.Clean(given);
        if (!IsWorthReading(actor, it.Audience))
            return new ItemList<Neighbour>([]);

        var (people, whole) = await _audience.SomeAsync(it.Audience, Neighbour.MaxCompared, cancellationToken);
        return new ItemList<Neighbour>(await _overlap.FindAsync(SeesAll(actor) ? null : actor.Id, it, [], people, whole ? people.Count : null, cancellationToken));
    }

    private static bool IsWorthReading(Actor actor, Audience audience)
    {
        if (CheckAudience(actor, audience).Any())
            return false;

        // Whom a service provider reaches is known only of what is assigned to them; for another choice everybody whom they reach would have to be read.
        return audience.Kind switch
        {
            AudienceKind.Club or AudienceKind.Shop => audience.Ids.Count > 0,
            AudienceKind.Category => audience.Ids.Count > 0 && SeesAll(actor),
            AudienceKind.Everyone => SeesAll(actor),
            AudienceKind.List => audience.ListId.Length > 0 && SeesAll(actor),
            _ => false,
        };
    }

    private async Task<LimitEstimate?> EstimateLimitAsync(
        Notification it, SmsTemplate? template, List<Recipient> first, int people, SendPlan plan, IReadOnlyList<Notification> earlier, CancellationToken cancellationToken)
    {
        if (!NotificationRules.IsLimited(it, template, _options))
            return null;

        await _week.ReadyAsync(cancellationToken);
        IReadOnlyList<string> replaced = it.Audience.WithUnknown ? [] : [.. earlier.Select(one => one.Id)];
        var full = await _week.CountFullAsync(replaced, [.. first.Select(_week.PersonOf)], plan.Parts[0].Starts, _options.MaxPerWeek, cancellationToken);
        var whole = first.Count >= people;
        return new(whole ? full : (int)Math.Round((double)full * people / first.Count), whole, _options.MaxPerWeek);
    }
}
