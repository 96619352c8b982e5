using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Notifications.Compose;
using Clubshop.Admin.Notifications.Rules;
using Clubshop.Admin.Notifications.SmsTemplates;
using Clubshop.Admin.Registry;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Notifications;

/// <summary>The rules of notifications. Pure: everything that must be looked up is passed in.</summary>
public static class NotificationRules
{
    /// <summary>Maximum length of a title.</summary>
    public const int TitleLength = 120;

    /// <summary>Maximum length of a push message; its bytes are limited too (<see cref="PushPayload"/>).</summary>
    public const int MessageLength = 1_000;

    /// <summary>Maximum length of the reason for sending a notification back.</summary>
    public const int ReasonLength = 500;

    /// <summary>How far ahead a notification may be scheduled.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(90);

    // A time that was "now" when it was typed has passed when it arrives.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(2);

    /// <summary>Normalises a notification for saving: plain text, trimmed, without the values of another channel.</summary>
    public static Notification Clean(Notification given)
    {
        var sms = given.Channel == Channel.Sms;
        return given with
        {
            Title = PlainText.Line(given.Title),
            Message = sms ? given.Message : PlainText.Lines(given.Message),
            Picture = sms ? "" : given.Picture.Trim(),
            Link = sms ? "" : given.Link.Trim(),
            TemplateId = sms ? given.TemplateId : "",
            TemplateValues = sms ? given.TemplateValues : [],
            IgnoreQuietHours = !sms && given.IgnoreQuietHours,
            Defaults = given.Defaults.Where(pair => !string.IsNullOrWhiteSpace(pair.Value))
                .ToDictionary(pair => pair.Key, pair => PlainText.Line(pair.Value), StringComparer.Ordinal),
            Audience = given.Audience with
            {
                City = PlainText.Line(given.Audience.City),
                Customer = given.Audience.Customer.Trim(),
                Platform = sms ? null : given.Audience.Platform,
                Earlier = given.Audience.Kind == AudienceKind.Unreached && Ids.IsValid(given.Audience.Earlier) ? given.Audience.Earlier : null,
                WithUnknown = given.Audience.Kind == AudienceKind.Unreached && given.Audience.WithUnknown,
            },
        };
    }

    /// <summary>Checks that apply even to a draft: sizes, so that it can be saved.</summary>
    public static IReadOnlyList<Problem> CheckDraft(Notification it) =>
    [
        .. TextRules.AtMost(it.Title, TitleLength, L["The title"], nameof(Notification.Title)),
        .. it.Channel == Channel.Push ? TextRules.AtMost(it.Message, MessageLength, L["The message"], nameof(Notification.Message)) : [],
        .. TextRules.AtMost(it.Picture, WebAddress.MaxLength, L["The picture's address"], nameof(Notification.Picture)),
        .. TextRules.AtMost(it.Link, WebAddress.MaxLength, L["The link"], nameof(Notification.Link)),
        .. TextRules.AtMost(it.Audience.City, TextRules.CityLength, L["The city"], "Audience.City"),
        .. it.Defaults.Where(pair => VisibleText.Wrong(pair.Value) is not null)
            .Select(pair => new Problem("invisible", L[$"The default of {{{{{pair.Key}}}}} {VisibleText.Wrong(pair.Value)}"], nameof(Notification.Defaults))),
        .. it.Defaults.Values.Any(value => value.Length > MessageVariables.MaxValue) || it.Defaults.Count > 30 || it.TemplateValues.Count > 40 || it.Audience.Ids.Count > 100
            ? new Problem[] { new("too-long", L["This is more than a notification can hold. Shorten the defaults, or choose fewer clubs, shops or categories."]) } : [],
    ];

    /// <summary>Checks that apply before sending.</summary>
    /// <param name="it">The notification, cleaned.</param>
    /// <param name="template">The registered text of an SMS; null if there is none.</param>
    /// <param name="link">What the link leads to, or why it is refused.</param>
    /// <param name="list">The pasted list; null if there is none.</param>
    /// <param name="options">The settings.</param>
    /// <param name="now">The current time.</param>
    public static IReadOnlyList<Problem> Check(
        Notification it, SmsTemplate? template, Result<LinkTarget> link, PastedSummary? list, NotificationOptions options, DateTimeOffset now)
    {
        List<Problem> problems = [.. CheckDraft(it)];
        HashSet<string> filled = [];
        if (it.Channel == Channel.Push)
            problems.AddRange(CheckPush(it, link, filled));
        else
            problems.AddRange(CheckSms(it, template, filled));

        problems.AddRange(CheckAudience(it, list));
        if (it.When is { } when && when < now - Slack)
            problems.Add(new("past", L["This time has passed. Choose a later time, or leave it empty to send at once."], nameof(Notification.When)));
        if (it.When > now + Ahead)
            problems.Add(new("too-far", L[$"Choose a time within the next {Ahead.Days} days."], nameof(Notification.When)));
        if (it.PerMinute < 1 || it.PerMinute > options.MaxPerMinute)
            problems.Add(new("rate", L[$"Enter a rate from 1 to {Money.Grouped(options.MaxPerMinute)} messages a minute."], nameof(Notification.PerMinute)));
        return problems;
    }

    /// <summary>Why another person has to approve it; empty if it needs no approval.</summary>
    public static IReadOnlyList<string> ApprovalReasons(Notification it, SmsTemplate? template, int messages, DateTimeOffset begins, NotificationOptions options)
    {
        List<string> reasons = [];
        if (messages > options.ApprovalAbove)
            reasons.Add($"It goes to more than {Money.Grouped(options.ApprovalAbove)} devices or phones.");
        if (template?.InLegalHours == true)
            reasons.Add(template.Kind == SmsKind.Promotional ? L.Later("It is a promotional SMS.") : L.Later("It is an SMS with offers, registered as service, explicit."));
        if (it.IgnoreQuietHours && !SendWindow.IsOpen(options.PushHours, begins))
            reasons.Add(L.Later("It goes out in quiet hours."));
        else if (it.IgnoreQuietHours)
            reasons.Add(L.Later("It may run into quiet hours."));
        return reasons;
    }

    /// <summary>The hours in which it may be sent; null for any time. Those of promotional SMS always apply.</summary>
    /// <param name="it">The notification.</param>
    /// <param name="template">The registered text of an SMS.</param>
    /// <param name="options">The settings.</param>
    /// <param name="approved">Whether another person has approved it or will have to.</param>
    public static SendHours? HoursOf(Notification it, SmsTemplate? template, NotificationOptions options, bool approved) => it.Channel switch
    {
        Channel.Push => (it.IgnoreQuietHours && approved) || options.PushHours.WholeDay ? null : options.PushHours,
        _ => template?.InLegalHours == true ? options.SmsHours : null,
    };

    /// <summary>Whether it counts for the weekly limit: push and SMS with offers do, SMS that result from something the customer did do not.</summary>
    public static bool IsLimited(Notification it, SmsTemplate? template, NotificationOptions options) =>
        options.MaxPerWeek > 0 && (it.Channel == Channel.Push || template?.InLegalHours == true);

    /// <summary>When a scheduled notification is due (UTC), regardless of the permitted hours: its time, but not before it can no longer be undone.</summary>
    public static DateTimeOffset DueAt(Notification it, NotificationOptions options)
    {
        var undoable = UndoableUntil(it, options);
        return it.When is { } when && when > undoable ? when : undoable;
    }

    /// <summary>
    /// Until when the last person's press on Send or Approve can be undone before the first message leaves (UTC). It follows from what is stored, so
    /// it holds on every instance and after a crash.
    /// </summary>
    public static DateTimeOffset UndoableUntil(Notification it, NotificationOptions options) =>
        (it.Approval?.At ?? it.Frozen?.At ?? default) + TimeSpan.FromSeconds(options.UndoSeconds);

    /// <summary>When sending will start (UTC): when it is due, or when the permitted hours begin next.</summary>
    public static DateTimeOffset BeginsAt(Notification it, NotificationOptions options, DateTimeOffset now)
    {
        var due = DueAt(it, options);
        return SendWindow.NextOpen(HoursOf(it, it.Frozen?.Template, options, it.Approval is not null || it.State == NotificationState.AwaitingApproval), due > now ? due : now);
    }

    /// <summary>Checks the reason for sending a notification back; null if it is valid.</summary>
    public static Problem? CheckReason(string? reason) =>
        PlainText.Line(reason ?? "") is var text && (text.Length > ReasonLength || !VisibleText.CanBeSeen(text) || VisibleText.Wrong(text) is not null)
        ? new("required", L[$"Give a reason of up to {ReasonLength} characters. The author reads it."], "Reason")
        : null;

    /// <summary>Why a person may not approve it; null if they may: they have the permission, and neither wrote nor changed it.</summary>
    public static Problem? RefuseApproval(Actor actor, Notification it)
    {
        if (actor.Refuse(Permission.ApproveNotifications) is { } refused)
            return refused;

        return it.AuthorId == actor.Id || it.Editors.Contains(actor.Id)
            ? new(Problem.Forbidden, L["You wrote or changed this one, so another person has to approve it."])
            : null;
    }

    private static IEnumerable<Problem> CheckPush(Notification it, Result<LinkTarget> link, HashSet<string> filled)
    {
        if (it.Title.Length == 0)
            yield return new("required", L["Give it a title: people read it first."], nameof(Notification.Title));
        if (it.Message.Length == 0)
            yield return new("required", L["Write the message."], nameof(Notification.Message));
        foreach (var problem in WebAddress.Check(it.Picture, nameof(Notification.Picture), L["The picture's address"], onlySecure: true).Concat(link.Problems)
            .Concat(MessageVariables.Check(it.Title, nameof(Notification.Title), it.Defaults, filled))
            .Concat(MessageVariables.Check(it.Message, nameof(Notification.Message), it.Defaults, filled)).Distinct())
            yield return problem;

        if (it.Message.Length <= MessageLength && PushPayload.Check(it.Title, it.Message, it.Link, it.Picture) is { } large)
            yield return large;
    }

    private static IEnumerable<Problem> CheckSms(Notification it, SmsTemplate? template, HashSet<string> filled)
    {
        if (template is null)
        {
            yield return new(
                "required", it.TemplateId.Length == 0 ? L["Choose a registered text: operators deliver no others."] : L["This registered text no longer exists. Choose another."],
                nameof(Notification.TemplateId));
            yield break;
        }

        if (template.Retired)
            yield return new("retired", L["This registered text was retired. Choose another."], nameof(Notification.TemplateId));
        if (DltTemplate.Parse(template.Text).Value is not { } text)
        {
            yield return new("template", L["This registered text cannot be read. Ask an Administrator to correct it."], nameof(Notification.TemplateId));
            yield break;
        }

        // A value that contains a variable is checked with its default here, and again for each recipient.
        var missing = it.TemplateValues.SelectMany((value, i) => MessageVariables.Check(value, $"Variable {i + 1}", it.Defaults, filled)).Distinct().ToList();
        foreach (var problem in missing)
            yield return problem;
        if (missing.Count > 0)
            yield break;

        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var problem in text.Check([.. it.TemplateValues.Select(value => MessageVariables.Fill(value, none, it.Defaults) ?? "")]))
            yield return problem;
    }

    private static IEnumerable<Problem> CheckAudience(Notification it, PastedSummary? list)
    {
        var audience = it.Audience;
        if (audience.Kind is AudienceKind.Club or AudienceKind.Shop or AudienceKind.Category && audience.Ids.Count == 0)
        {
            yield return new(
                "required",
                audience.Kind switch
                {
                    AudienceKind.Shop => L["Choose the shops whose followers get it."],
                    AudienceKind.Category => L["Choose the categories whose followers get it."],
                    _ => L["Choose the clubs whose followers get it."],
                },
                "Audience.Ids");
        }

        if (audience.Kind == AudienceKind.Customer && RegistryRules.CheckSub(audience.Customer) is not null)
            yield return new("required", L["Enter the customer number shown on the customer’s page."], "Audience.Customer");
        if (audience.Kind == AudienceKind.List && list is null)
            yield return new("required", L["Paste the list, then press Check list."], "List");
    }
}
