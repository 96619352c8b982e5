using System.Security.Cryptography;
using System.Text.Json;
using Clubshop.Admin.Notifications.SmsTemplates;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Notifications;

/// <summary>The hash of everything that a person approves: content, settings, time and recipients. Pure.</summary>
internal static class Snapshot
{
    /// <summary>SHA-256 in hexadecimal. Changes with the text, the time, the rate and the recipients.</summary>
    public static string HashOf(Notification it, string listHash, SmsTemplate? template) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            it.Id,
            it.Channel,
            it.Title,
            it.Message,
            it.Picture,
            it.Link,
            it.TemplateValues,
            Defaults = it.Defaults.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new[] { pair.Key, pair.Value }),
            Template = template is null ? null : new { template.Id, template.Sender, template.EntityId, template.DltId, template.Text, template.Kind },
            it.Audience,
            When = it.When is { } when ? Times.ToText(when) : null, // as it is stored: to the millisecond
            it.PerMinute,
            LiftQuietHours = it.IgnoreQuietHours, // the name that stored hashes were computed with
            listHash,
        })));
}
