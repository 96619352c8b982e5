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

// Sending what was reviewed.
public sealed partial class NotificationService
{
    /// <summary>
    /// Freezes content, settings, time and recipients. The notification is then sent at its time, or first waits for another person's approval.
    /// </summary>
    /// <param name="actor">Who sends it.</param>
    /// <param name="id">The notification; must be saved.</param>
    /// <param name="version">The version that the person saw.</param>
    /// <param name="reviewed">What they confirmed: <see cref="Review.Seal"/>.</param>
    /// <param name="token">The token of this submit.</param>
    /// <param name="cancellationToken">Cancels reading the audience; then nothing is sent.</param>
    public async Task<Result<Notification>> SendAsync(Actor actor, string id, long version, ReviewSeal reviewed, string token, CancellationToken cancellationToken)
    {
        var found = await LoadAsync(actor, id, cancellationToken);
        if (!found.Ok)
            return found.Problems[0];

        var before = found.Value;
        if (before.Item.GetString(Attributes.Token) == token)
            return before.Record; // the same submit, sent twice
        if (before.Record.State is not (NotificationState.Draft or NotificationState.Failed))
            return Result<Notification>.Conflicted(before.Record, L["It has already been sent."]);
        if (before.Record.Stamp.Version != version)
            return Result<Notification>.Conflicted(before.Record, L["Somebody else has changed this notification. Review it again."]);

        var prepared = await PrepareAsync(actor, before.Record, cancellationToken);
        if (!prepared.Ok)
            return Result<Notification>.Refused(prepared.Problems);

        var (it, template, text, link, earlier) = prepared.Value;
        AudienceTally tally = new();
        var listId = Ids.New(_time);
        var (count, listHash) = await _lists.WriteAsync(listId, _audience.ReadAsync(actor, it, text, tally, cancellationToken), _options.KeptDays, cancellationToken);
        if (CheckCount(tally) is { } wrong)
            return wrong;
        if (CheckAgainstReview(SealOf(it, template, tally), reviewed) is { } differs)
            return differs;

        var now = _time.GetUtcNow();
        var reasons = Plan(it, template, count, now).Reasons;
        var frozen = new Frozen
        {
            ListId = listId,
            Messages = count,
            People = tally.People,
            Parts = tally.Parts,
            LeftOut = tally.LeftOut,
            ListHash = listHash,
            At = now,
            ById = actor.Id,
            ByName = actor.Name,
            Clubs = SeesAll(actor) ? null : [.. actor.Clubs],
            Shops = SeesAll(actor) ? null : [.. actor.Shops],
            LinkPage = link.Page,
            Template = template,
            Earlier = [.. earlier.Select(one => one.Id)],
            Hash = Snapshot.HashOf(it, listHash, template),
        };
        var after = it with
        {
            Frozen = frozen,
            ApprovalReasons = reasons,
            Approval = null,
            StatusReason = "",
            Editors = [.. it.Editors.Append(actor.Id).Distinct(StringComparer.Ordinal)],
            State = reasons.Count > 0 ? NotificationState.AwaitingApproval : NotificationState.Scheduled,
        };
        var sent = await CommitAsync(
            actor, token, reasons.Count > 0 ? NotificationActions.Ask : NotificationActions.Schedule, before, after,
            [.. reasons.Count > 0 ? Array.Empty<ChangeStep>() : [GrantClearance(after)], .. ClaimAgain(after)],
            $"{Money.Grouped(tally.People)} people, {Money.Grouped(count)} messages{AgainNote(earlier)}", cancellationToken);
        if (sent.Ok)
            _signals.Wake();
        return sent;
    }

    /// <summary>Checks and prepares a draft for a test, as it would be sent, but without its audience.</summary>
    internal async Task<Result<Notification>> PrepareTestAsync(Actor actor, Notification given, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SendNotifications) is { } refused)
            return refused;

        var it = NotificationRules.Clean(given) with { When = null, PerMinute = 1, Audience = new() { Kind = AudienceKind.Everyone } };
        var prepared = await PrepareAsync(actor, it, cancellationToken);
        if (!prepared.Ok)
            return Result<Notification>.Refused(prepared.Problems);

        return prepared.Value.It with
        {
            Frozen = new()
            {
                ListId = "",
                Messages = 0,
                People = 0,
                LeftOut = new Dictionary<string, int>(StringComparer.Ordinal),
                Hash = "",
                ListHash = "",
                At = default,
                ById = actor.Id,
                ByName = actor.Name,
                Template = prepared.Value.Template,
            },
        };
    }

    /// <summary>The texts of the first recipients, for those who approve or check it.</summary>
    public async Task<Result<ItemList<MessageText>>> SamplesAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        var found = await LoadAsync(actor, id, cancellationToken);
        if (!found.Ok)
            return found.Problems[0];

        var it = found.Value.Record;
        var text = it.Frozen?.Template is { } template ? DltTemplate.Parse(template.Text).Value : null;
        await foreach (var chunk in it.Frozen is { } frozen ? _lists.ReadAsync(frozen.ListId, cancellationToken) : AsyncEnumerable.Empty<IReadOnlyList<Recipient>>())
            return new ItemList<MessageText>(await _audience.SamplesAsync(it, text, chunk, cancellationToken));

        return new ItemList<MessageText>([]);
    }

    /// <summary>The cost of a number of SMS parts in rupees; null for push, or if the price is unknown.</summary>
    public decimal? CostOf(int parts) => parts > 0 && _options.SmsPartPrice is { } price ? price * parts : null;

    /// <summary>When sending will start (UTC): at its time, or when the permitted hours begin next.</summary>
    public DateTimeOffset BeginsAt(Notification it) => NotificationRules.BeginsAt(it, _options, _time.GetUtcNow());

    private async Task<Result<Prepared>> PrepareAsync(Actor actor, Notification it, CancellationToken cancellationToken)
    {
        var template = it.Channel == Channel.Sms ? await _templates.FindAsync(it.TemplateId, cancellationToken) : null;
        var link = await _links.FindAsync(actor, it.Link, it.When ?? _time.GetUtcNow(), cancellationToken);
        var list = it.Audience.Kind == AudienceKind.List ? await _pasted.FindAsync(actor, it.Audience.ListId, cancellationToken) : null;
        var earlier = await _unreached.ChainAsync(it.Audience, cancellationToken);
        List<Problem> problems =
        [
            .. NotificationRules.Check(it, template, link, list, _options, _time.GetUtcNow()), .. CheckAudience(actor, it.Audience),
            .. await CheckEarlierAsync(actor, it, earlier, cancellationToken),
        ];
        if (problems.Count > 0)
            return Result<Prepared>.Refused(problems);

        var text = template is null ? null : DltTemplate.Parse(template.Text).Value;
        var message = it.Channel == Channel.Push ? it.Message : Filled(it, text!);
        return new Prepared(it with { Link = link.Value?.Url ?? "", Message = message }, template, text, link.Value!, earlier);
    }

    private (SendPlan Plan, SendHours? Hours, IReadOnlyList<string> Reasons) Plan(Notification it, SmsTemplate? template, int messages, DateTimeOffset now)
    {
        var begins = it.When is { } when && when > now ? when : now;
        var hours = NotificationRules.HoursOf(it, template, _options, approved: true);
        var plan = SendWindow.Plan(begins, messages, it.PerMinute, hours);
        return (plan, hours, NotificationRules.ApprovalReasons(it, template, messages, begins, _options));
    }

    private Problem? CheckCount(AudienceTally tally)
    {
        if (tally.Messages > _options.MaxMessages)
        {
            return new(
                "too-many",
                L[$"This reaches {Money.Grouped(tally.Messages)} devices and phones. A notification can have up to {Money.Grouped(_options.MaxMessages)} messages. Narrow the audience."],
                "Audience");
        }

        if (tally.Messages > 0)
            return null;

        var why = string.Join("; ", tally.LeftOut.OrderByDescending(pair => pair.Value).Select(pair => $"{NotificationLabels.Reason(pair.Key)}: {Money.Grouped(pair.Value)}"));
        return new("nobody", why.Length == 0 ? L["Nobody gets this: the audience is empty."] : L[$"Nobody gets this. Left out: {why}."], "Audience");
    }

    // Clubs and shops must be assigned to a service provider. Categories belong to nobody; their followers are limited to the provider's own.
    private static IEnumerable<Problem> CheckAudience(Actor actor, Audience audience)
    {
        if (Permissions.ReachOf(actor.Role, Permission.SendNotifications) == Staff.Reach.All)
            yield break;

        var foreign = audience.Kind switch
        {
            AudienceKind.Club => audience.Ids.Any(id => !actor.Clubs.Contains(id)),
            AudienceKind.Shop => audience.Ids.Any(id => !actor.Shops.Contains(id)),
            _ => false,
        };
        if (foreign)
            yield return new(Problem.Forbidden, L["Choose among the clubs and shops that are assigned to you."], "Audience.Ids");
    }

    private static ReviewSeal SealOf(Notification it, SmsTemplate? template, AudienceTally tally) => new(Snapshot.HashOf(it, "", template), tally.People);

    // In a large audience a few people come and go every minute, so a difference of up to 1 % is accepted.
    private static Problem? CheckAgainstReview(ReviewSeal now, ReviewSeal reviewed)
    {
        if (now.Content != reviewed.Content)
            return new("not-reviewed", L["It has changed since you reviewed it. Nothing was sent; review it again."]);

        return Math.Abs(now.People - reviewed.People) <= reviewed.People / 100
            ? null
            : new(
                "audience-changed", L[$"It would go to {Money.Grouped(now.People)} people now; you reviewed {Money.Grouped(reviewed.People)}. Nothing was sent; review it again."],
                "Audience");
    }

    private static string Filled(Notification it, DltTemplate text) =>
        MessageText.For(it, text, new Dictionary<string, string>(StringComparer.Ordinal)).Text?.Body ?? it.Message;

    private sealed record Prepared(Notification It, SmsTemplate? Template, DltTemplate? Text, LinkTarget Link, IReadOnlyList<Notification> Earlier);
}
