using System.Text.Json;
using Clubshop.Admin.Audit;

namespace Clubshop.Admin.Notifications;

/// <summary>How notifications and registered texts read in the audit log.</summary>
internal static class NotificationLabels
{
    public static AuditKind Notifications { get; } = new()
    {
        Kind = NotificationStore.Kind,
        Label = "Notification",
        Href = NotificationUrls.Of,
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            [NotificationStore.Channel] = new("Channel"),
            [NotificationStore.Title] = new("Title"),
            [NotificationStore.Message] = new("Message"),
            [NotificationStore.Picture] = new("Picture"),
            [NotificationStore.Link] = new("Link"),
            [NotificationStore.TemplateId] = new("Registered text"),
            [NotificationStore.TemplateValues] = new("Values"),
            [NotificationStore.Defaults] = new("Defaults"),
            [NotificationStore.Who] = new("Audience"),
            [NotificationStore.AudienceIds] = new("Of"),
            [NotificationStore.City] = new("City"),
            [NotificationStore.OnPlatform] = new("Phones"),
            [NotificationStore.Customer] = new("Customer"),
            [NotificationStore.ListId] = new("List"),
            [NotificationStore.When] = new("When"),
            [NotificationStore.PerMinute] = new("Messages a minute"),
            [NotificationStore.Lift] = new("In quiet hours too"),
            [NotificationStore.State] = new("State", State),
            [NotificationStore.Author] = new("Author's id"),
            [NotificationStore.AuthorName] = new("Author"),
            [NotificationStore.Editors] = new("Changed by"),
            [NotificationStore.Hash] = new("Snapshot"),
            [NotificationStore.Reasons] = new("Why it needs approval"),
            [NotificationStore.ApprovedBy] = new("Approved by"),
            [NotificationStore.Trouble] = new("Sent back"),
            [NotificationStore.StartedAt] = new("Started"),
            [NotificationStore.EndedAt] = new("Ended"),
        },
        Actions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [NotificationActions.Ask] = "asked to approve",
            [NotificationActions.Schedule] = "scheduled",
            [NotificationActions.Approve] = "approved",
            [NotificationActions.SendBack] = "sent back",
            [NotificationActions.Begin] = "began to send",
            [NotificationActions.Stop] = "stopped",
            [NotificationActions.Fail] = "did not begin",
            [NotificationActions.Test] = "sent a test of",
            [NotificationActions.Export] = "exported the outcomes of",
        },
    };

    public static AuditKind Devices { get; } = new()
    {
        Kind = TestDevices.Kind,
        Label = "Test devices",
        Href = _ => NotificationUrls.Devices,
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal) { [TestDevices.Names] = new("Devices") },
    };

    public static AuditKind Texts { get; } = new()
    {
        Kind = SmsTemplates.Kind,
        Label = "Registered text",
        Href = _ => NotificationUrls.Texts,
        Attributes = new Dictionary<string, AuditLabel>(StringComparer.Ordinal)
        {
            [SmsTemplates.Name] = new("Name"),
            [SmsTemplates.Sender] = new("Sender"),
            [SmsTemplates.EntityId] = new("Entity"),
            [SmsTemplates.DltId] = new("Text id"),
            [SmsTemplates.Text] = new("Text"),
            [SmsTemplates.As] = new("Kind"),
            [SmsTemplates.Retired] = new("Retired"),
        },
    };

    private static string State(JsonElement value) =>
        Enum.TryParse<NotificationState>(value.GetString(), ignoreCase: true, out var state) ? NotificationWords.Of(state).Text : value.GetString() ?? "";
}
