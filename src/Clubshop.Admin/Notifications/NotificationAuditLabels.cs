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
        Label = L.Later("Notification"),
        Href = NotificationUrls.Of,
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            [NotificationStore.Channel] = new(L.Later("Channel"), value => Read<Channel>(value) == Channel.Sms ? "SMS" : "Push"),
            [NotificationStore.Title] = new(L.Later("Title")),
            [NotificationStore.Message] = new(L.Later("Message")),
            [NotificationStore.Picture] = new(L.Later("Picture")),
            [NotificationStore.Link] = new(L.Later("Link")),
            [NotificationStore.TemplateId] = AuditLabel.Hidden,
            [NotificationStore.TemplateValues] = new(L.Later("Values")),
            [NotificationStore.Defaults] = new(L.Later("Defaults"), Defaults),
            [NotificationStore.Who] = new(L.Later("Audience"), value => Read<AudienceKind>(value) is { } kind ? NotificationLabels.Of(kind) : value.ToString()),
            [NotificationStore.AudienceIds] = new(L.Later("Followers of")),
            [NotificationStore.City] = new(L.Later("City")),
            [NotificationStore.OnPlatform] = new(L.Later("Phones"), value => Read<Platform>(value) is { } platform ? Platforms.NameOf(platform) : value.ToString()),
            [NotificationStore.Customer] = new(L.Later("Customer"), value => CustomerLabels.NumberOf(value.GetString() ?? "")),
            [NotificationStore.ListId] = AuditLabel.Hidden,
            [NotificationStore.Earlier] = new(L.Later("Again of"), value => NotificationUrls.Of(value.GetString() ?? "")),
            [NotificationStore.WithUnknown] = new(L.Later("Also those with an unknown outcome")),
            [NotificationStore.When] = new(L.Later("When")),
            [NotificationStore.PerMinute] = new(L.Later("Messages a minute")),
            [NotificationStore.IgnoreQuietHours] = new(L.Later("In quiet hours too")),
            [NotificationStore.State] = new(L.Later("State"), State),
            [NotificationStore.Author] = AuditLabel.Hidden,
            [NotificationStore.AuthorName] = new(L.Later("Author")),
            [NotificationStore.Editors] = AuditLabel.Hidden,
            [NotificationStore.Hash] = AuditLabel.Hidden,
            [NotificationStore.Reasons] = new(L.Later("Why it needs approval")),
            [NotificationStore.ApprovedBy] = new(L.Later("Approved by")),
            [NotificationStore.StatusReason] = new(L.Later("Sent back")),
            [NotificationStore.StartedAt] = new(L.Later("Started")),
            [NotificationStore.EndedAt] = new(L.Later("Ended")),
        },
        Actions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [NotificationActions.Ask] = L.Later("asked for approval of"),
            [NotificationActions.Schedule] = L.Later("scheduled"),
            [NotificationActions.Approve] = L.Later("approved"),
            [NotificationActions.SendBack] = L.Later("sent back"),
            [NotificationActions.Begin] = L.Later("started to send"),
            [NotificationActions.Withdraw] = L.Later("withdrew"),
            [NotificationActions.Stop] = L.Later("stopped"),
            [NotificationActions.Fail] = L.Later("could not start"),
            [NotificationActions.Test] = L.Later("sent a test of"),
            [NotificationActions.AskTest] = L.Later("asked to send a test of"),
            [NotificationActions.Export] = L.Later("exported the outcomes of"),
        },
    };

    public static AuditKind Devices { get; } = new()
    {
        Kind = TestDeviceService.Kind,
        Label = L.Later("Test devices"),
        Href = _ => NotificationUrls.Devices,
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal) { [TestDeviceService.Names] = new(L.Later("Devices")) },
    };

    public static AuditKind Texts { get; } = new()
    {
        Kind = SmsTemplateService.Kind,
        Label = L.Later("Registered text"),
        Href = _ => NotificationUrls.Texts,
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            [SmsTemplateService.Name] = new(L.Later("Name")),
            [SmsTemplateService.Sender] = new(L.Later("Sender")),
            [SmsTemplateService.EntityId] = new(L.Later("Entity")),
            [SmsTemplateService.DltId] = new(L.Later("Text id")),
            [SmsTemplateService.Text] = new(L.Later("Text")),
            [SmsTemplateService.As] = new(L.Later("Kind"), value => Read<SmsKind>(value) is { } kind ? NotificationLabels.Of(kind) : value.ToString()),
            [SmsTemplateService.Retired] = new(L.Later("Retired")),
        },
    };

    public static AuditKind Lists { get; } = new()
    {
        Kind = PastedListService.Kind,
        Label = L.Later("Pasted list"),
        Actions = new Dictionary<string, string>(StringComparer.Ordinal) { [PastedListService.Paste] = L.Later("pasted") },
    };

    private static T? Read<T>(JsonElement value)
        where T : struct, Enum => Enum.TryParse<T>(value.GetString(), ignoreCase: true, out var known) ? known : null;

    private static string Defaults(JsonElement value) => string.Join(
        ", ", (JsonSerializer.Deserialize<Dictionary<string, string>>(value.GetString() ?? "{}") ?? []).Select(pair => $"{pair.Key}: {pair.Value}"));

    private static string State(JsonElement value) =>
        Read<NotificationState>(value) is { } state ? NotificationLabels.Of(state).Text : value.GetString() ?? "";
}
