using System.Text;
using System.Text.Json;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Notifications.Rules;

/// <summary>The size of a push message on its way to a phone. Pure.</summary>
public static class PushPayload
{
    /// <summary>Maximum payload size of APNs and FCM in bytes (AWS End User Messaging Push, quotas).</summary>
    public const int MaxBytes = 4_096;

    /// <summary>Size in bytes (UTF-8) of the larger payload of APNs and FCM.</summary>
    public static int Bytes(string title, string body, string? url, string? picture)
    {
        var apns = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                aps = new Dictionary<string, object> { ["alert"] = new { title, body }, ["mutable-content"] = 1 },
                data = new { pinpoint = new { deeplink = url, media_url = picture } },
            },
            Json);
        var fcm = JsonSerializer.SerializeToUtf8Bytes(
            new Dictionary<string, string?>
            {
                ["pinpoint.notification.title"] = title,
                ["pinpoint.notification.body"] = body,
                ["pinpoint.url"] = url,
                ["pinpoint.notification.imageUrl"] = picture,
                ["pinpoint.notification.silentPush"] = "0",
            },
            Json);
        return Math.Max(apns.Length, fcm.Length);
    }

    /// <summary>Refuses a message that is too large; null if it fits.</summary>
    public static Problem? Check(string title, string body, string? url, string? picture)
    {
        var bytes = Bytes(title, body, url, picture);
        return bytes <= MaxBytes
            ? null
            : new(
                "too-long",
                L[$"In total the message has {Money.Grouped(bytes)} bytes; a phone accepts {Money.Grouped(MaxBytes)}. Shorten it by about {Money.Grouped(Shorten(body, bytes - MaxBytes))} characters."],
                "Message");
    }

    private static int Shorten(string body, int bytes)
    {
        var each = body.Length == 0 ? 1 : Math.Max(1.0, (double)Encoding.UTF8.GetByteCount(body) / body.Length);
        return (int)Math.Ceiling(bytes / each);
    }

    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
