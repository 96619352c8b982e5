using System.Text.Json;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Customers;
using Clubshop.Admin.Notifications.Audiences;
using Clubshop.Admin.Notifications.SmsTemplates;
using Clubshop.Admin.Notifications.TestDevices;
using Clubshop.Admin.Registry;

namespace Clubshop.Admin.Notifications;

/// <summary>Labels of notifications, registered texts, test devices and pasted lists in the audit log.</summary>
internal static class NotificationAuditLabels
{
    public static AuditKind Notifications { get; } = new()
    {
        Kind = NotificationStore.Kind,
        Label = "Notification",
        Href = NotificationUrls.Of,
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            [NotificationStore.Channel] = new("Channel", value => Read<Channel>(value) == Channel.Sms ? "SMS" : "Push"),
            [NotificationStore.Title] = new("Title"),
            [NotificationStore.Message] = new("Message"),
            [NotificationStore.Picture] = new("Picture"),
            [NotificationStore.Link] = new("Link"),
            [NotificationStore.TemplateId] = AuditLabel.Hidden,
            [NotificationStore.TemplateValues] = new("Values"),
            [NotificationStore.Defaults] = new("Defaults", Defaults),
            [NotificationStore.Who] = new("Audience", value => Read<AudienceKind>(value) is { } kind ? NotificationLabels.Of(kind) : value.ToString()),
            [NotificationStore.AudienceIds] = new("Followers of"),
            [NotificationStore.City] = new("City"),
            [NotificationStore.OnPlatform] = new("Phones", value => Read<Platform>(value) is { } platform ? Platforms.NameOf(platform) : value.ToString()),
            [NotificationStore.Customer] = new("Customer", value => CustomerLabels.NumberOf(value.GetString() ?? "")),
            [NotificationStore.ListId] = AuditLabel.Hidden,
            [NotificationStore.Earlier] = new("Again of", value => NotificationUrls.Of(value.GetString() ?? "")),
            [NotificationStore.WithUnknown] = new("Also those with an unknown outcome"),
            [NotificationStore.When] = new("When"),
            [NotificationStore.PerMinute] = new("Messages a minute"),
            [NotificationStore.IgnoreQuietHours] = new("In quiet hours too"),
            [NotificationStore.State] = new("State", State),
            [NotificationStore.Author] = AuditLabel.Hidden,
            [NotificationStore.AuthorName] = new("Author"),
            [NotificationStore.Editors] = AuditLabel.Hidden,
            [NotificationStore.Hash] = AuditLabel.Hidden,
            [NotificationStore.Reasons] = new("Why it needs approval"),
            [NotificationStore.ApprovedBy] = new("Approved by"),
            [NotificationStore.StatusReason] = new("Sent back"),
            [NotificationStore.StartedAt] = new("Started"),
            [NotificationStore.EndedAt] = new("Ended"),
        },
        Actions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [NotificationActions.Ask] = "asked for approval of",
            [NotificationActions.Schedule] = "scheduled",
            [NotificationActions.Approve] = "approved",
            [NotificationActions.SendBack] = "sent back",
            [NotificationActions.Begin] = "started to send",
            [NotificationActions.Withdraw] = "withdrew",
            [NotificationActions.Stop] = "stopped",
            [NotificationActions.Fail] = "could not start",
            [NotificationActions.Test] = "sent a test of",
            [NotificationActions.AskTest] = "asked to send a test of",
            [NotificationActions.Export] = "exported the outcomes of",
        },
    };

    public static AuditKind Devices { get; } = new()
    {
        Kind = TestDeviceService.Kind,
        Label = "Test devices",
        Href = _ => NotificationUrls.Devices,
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal) { [TestDeviceService.Names] = new("Devices") },
    };

    public static AuditKind Texts { get; } = new()
    {
        Kind = SmsTemplateService.Kind,
        Label = "Registered text",
        Href = _ => NotificationUrls.Texts,
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            [SmsTemplateService.Name] = new("Name"),
            [SmsTemplateService.Sender] = new("Sender"),
            [SmsTemplateService.EntityId] = new("Entity"),
            [SmsTemplateService.DltId] = new("Text id"),
            [SmsTemplateService.Text] = new("Text"),
            [SmsTemplateService.As] = new("Kind", value => Read<SmsKind>(value) is { } kind ? NotificationLabels.Of(kind) : value.ToString()),
            [SmsTemplateService.Retired] = new("Retired"),
        },
    };

    public static AuditKind Lists { get; } = new()
    {
        Kind = PastedListService.Kind,
        Label = "Pasted list",
        Actions = new Dictionary<string, string>(StringComparer.Ordinal) { [PastedListService.Paste] = "pasted" },
    };

    private static T? Read<T>(JsonElement value)
        where T : struct, Enum => Enum.TryParse<T>(value.GetString(), ignoreCase: true, out var known) ? known : null;

    private static string Defaults(JsonElement value) => string.Join(
        ", ", (JsonSerializer.Deserialize<Dictionary<string, string>>(value.GetString() ?? "{}") ?? []).Select(pair => $"{pair.Key}: {pair.Value}"));

    private static string State(JsonElement value) =>
        Read<NotificationState>(value) is { } state ? NotificationLabels.Of(state).Text : value.GetString() ?? "";
}
