using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Clubshop.LocalAws.Wire;

namespace Clubshop.LocalAws.Pinpoint;

/// <summary>What one address gets: title and text for the outbox, and the size of what would go over the wire.</summary>
/// <param name="Title">Null where the channel or the message has none.</param>
/// <param name="Body">The text; raw content unchanged when it has no text.</param>
/// <param name="Bytes">Size of the push payload in UTF-8.</param>
internal sealed partial record MessageText(string? Title, string Body, int Bytes)
{
    /// <summary>Puts together what an address gets. Overrides beat the message, raw content beats both (API reference).</summary>
    /// <returns>Null when a variable has no value: such a message is not sent.</returns>
    public static MessageText? For(string channel, JsonElement address, JsonElement configuration)
    {
        var push = channel != "SMS";
        var own = Member(configuration, channel switch { "SMS" => "SMSMessage", "GCM" => "GCMMessage", "ADM" => "ADMMessage", "BAIDU" => "BaiduMessage", _ => "APNSMessage" });
        var common = push ? Member(configuration, "DefaultPushNotificationMessage") : default;
        var fallback = Member(configuration, "DefaultMessage");
        var raw = push ? Text(address, "RawContent") ?? Text(own, "RawContent") : null;
        if (raw is not null)
        {
            var (title, body) = FromRaw(raw);
            return new MessageText(title, body ?? raw, Encoding.UTF8.GetByteCount(raw));
        }

        JsonElement[] maps = [Member(address, "Substitutions"), Member(own, "Substitutions"), Member(common, "Substitutions"), Member(fallback, "Substitutions")];
        var text = Fill(Text(address, "BodyOverride") ?? Text(own, "Body") ?? Text(common, "Body") ?? Text(fallback, "Body") ?? "", maps);
        var heading = push ? Text(address, "TitleOverride") ?? Text(own, "Title") ?? Text(common, "Title") : null;
        var filled = heading is null ? "" : Fill(heading, maps);
        if (text is null || filled is null) return null;
        var rest = push ? Size(own) + Size(common) : 0;
        return new MessageText(heading is null ? null : filled, text, Encoding.UTF8.GetByteCount(text) + Encoding.UTF8.GetByteCount(filled) + rest);
    }

    /// <summary>Whether the configuration has a message for this channel at all.</summary>
    public static bool Exists(string channel, JsonElement address, JsonElement configuration)
    {
        string[] names = channel switch
        {
            "SMS" => ["SMSMessage", "DefaultMessage"],
            "GCM" => ["GCMMessage", "DefaultPushNotificationMessage", "DefaultMessage"],
            "ADM" => ["ADMMessage", "DefaultPushNotificationMessage", "DefaultMessage"],
            "BAIDU" => ["BaiduMessage", "DefaultPushNotificationMessage", "DefaultMessage"],
            _ => ["APNSMessage", "DefaultPushNotificationMessage", "DefaultMessage"],
        };
        return Text(address, "RawContent") is not null || Text(address, "BodyOverride") is not null || names.Any(name => Member(configuration, name).ValueKind == JsonValueKind.Object);
    }

    /// <summary>The member, or an undefined element.</summary>
    public static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) ? found : default;

    /// <summary>The member's text, or null.</summary>
    public static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;

    private static string? Fill(string text, JsonElement[] maps)
    {
        var missing = false;
        var filled = Variable().Replace(text, match =>
        {
            foreach (var map in maps)
            {
                if (Member(map, match.Groups["name"].Value) is { ValueKind: JsonValueKind.Array } values && values.GetArrayLength() > 0
                    && values[0].ValueKind == JsonValueKind.String)
                    return values[0].GetString()!;
            }
            missing = true;
            return "";
        });
        return missing ? null : filled;
    }

    /// <summary>Bytes of what else a push message carries: links, sounds, data.</summary>
    private static int Size(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object) return 0;
        return message.EnumerateObject().Where(member => member.Name is not ("Title" or "Body" or "Substitutions" or "RawContent"))
            .Sum(member => member.Name.Length + Encoding.UTF8.GetByteCount(member.Value.GetRawText()));
    }

    /// <summary>Title and text out of the forms that FCM (legacy and v1) and APNs take.</summary>
    private static (string? Title, string? Body) FromRaw(string raw)
    {
        if (JsonBody.Parse(Encoding.UTF8.GetBytes(raw)) is not { } root) return (null, null);
        var versioned = Member(Member(root, "fcmV1Message"), "message");
        if (versioned.ValueKind == JsonValueKind.Object) root = versioned;
        var alert = Member(Member(root, "aps"), "alert");
        if (alert.ValueKind == JsonValueKind.String) return (null, alert.GetString());
        var shown = alert.ValueKind == JsonValueKind.Object ? alert : Member(root, "notification");
        return (Text(shown, "title"), Text(shown, "body"));
    }

    [GeneratedRegex(@"\{\{\s*(?<name>[^{}\s]+)\s*\}\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
