using System.Text.Json;
using System.Text.RegularExpressions;

namespace Clubshop.LocalAws.Pinpoint;

/// <summary>What a SendMessages request has to be. The limits are those of the API reference and of the quotas page.</summary>
internal static partial class MessageRules
{
    /// <summary>Most addresses of a request.</summary>
    public const int MaxAddresses = 100;

    /// <summary>Longest SMS, in characters.</summary>
    public const int MaxSmsLength = 1_600;

    /// <summary>Largest payload of APNs, FCM and Baidu, in bytes; ADM takes 6 KB.</summary>
    public const int MaxPushBytes = 4 << 10;

    private static readonly HashSet<string> Channels = new(StringComparer.Ordinal)
    {
        "GCM", "APNS", "APNS_SANDBOX", "APNS_VOIP", "APNS_VOIP_SANDBOX", "ADM", "BAIDU", "SMS",
    };

    // Known to the API, but discontinued or not implemented here.
    private static readonly HashSet<string> OtherChannels = new(StringComparer.Ordinal) { "PUSH", "VOICE", "EMAIL", "CUSTOM", "IN_APP" };

    private static readonly (string Message, string Member, string[] Values)[] Enums =
    [
        ("SMSMessage", "MessageType", ["TRANSACTIONAL", "PROMOTIONAL"]),
        ("GCMMessage", "Action", ["OPEN_APP", "DEEP_LINK", "URL"]),
        ("APNSMessage", "Action", ["OPEN_APP", "DEEP_LINK", "URL"]),
        ("DefaultPushNotificationMessage", "Action", ["OPEN_APP", "DEEP_LINK", "URL"]),
        ("GCMMessage", "Priority", ["normal", "high"]),
        ("APNSMessage", "Priority", ["5", "10"]),
    ];

    /// <summary>Checks the request as a whole, and returns its addresses with their channels.</summary>
    /// <exception cref="PinpointException">BadRequestException.</exception>
    public static IReadOnlyList<(string Address, string Channel, JsonElement Settings)> Check(JsonElement request)
    {
        if (request.ValueKind != JsonValueKind.Object) throw PinpointException.BadRequest("The request body must be a MessageRequest.");
        if (MessageText.Member(request, "TemplateConfiguration").ValueKind == JsonValueKind.Object)
            throw PinpointException.BadRequest("TemplateConfiguration: the embedded AWS has no message templates.");
        var configuration = MessageText.Member(request, "MessageConfiguration");
        if (configuration.ValueKind != JsonValueKind.Object) throw PinpointException.BadRequest("MessageConfiguration must not be null.");
        if (MessageText.Member(request, "Endpoints") is { ValueKind: JsonValueKind.Object } endpoints && endpoints.EnumerateObject().Any())
            throw PinpointException.BadRequest("Endpoints ended with Amazon Pinpoint on 2026-10-30; use Addresses.");
        var addresses = MessageText.Member(request, "Addresses");
        if (addresses.ValueKind != JsonValueKind.Object || !addresses.EnumerateObject().Any())
            throw PinpointException.BadRequest("At least one address is required in Addresses.");
        if (addresses.EnumerateObject().Count() > MaxAddresses)
            throw PinpointException.BadRequest($"Addresses and Endpoints can hold {MaxAddresses} recipients at most in total.");
        CheckConfiguration(configuration);
        return [.. addresses.EnumerateObject().Select(member => (member.Name, Channel(member), member.Value))];
    }

    /// <summary>Why this address cannot be sent this message, as its own result; null when it can.</summary>
    public static DeliveryOutcome? Problem(string channel, string address, MessageText? text)
    {
        if (text is null) return DeliveryOutcome.Refused(400, "A message variable has no value");
        if (channel == "SMS")
        {
            if (!PhoneNumber().IsMatch(address)) return DeliveryOutcome.Refused(400, "Invalid phone number");
            if (text.Body.Length > MaxSmsLength) return DeliveryOutcome.Refused(400, "The message is longer than 1600 characters");
            return text.Body.Length == 0 ? DeliveryOutcome.Refused(400, "Message body is empty") : null;
        }
        var limit = channel == "ADM" ? 6 << 10 : MaxPushBytes;
        return text.Bytes > limit ? DeliveryOutcome.Refused(413, $"The payload is larger than {limit} bytes") : null;
    }

    private static string Channel(JsonProperty address)
    {
        if (address.Name.Length == 0) throw PinpointException.BadRequest("An address must not be empty.");
        var channel = MessageText.Text(address.Value, "ChannelType") ?? throw PinpointException.BadRequest("ChannelType must not be null.");
        if (Channels.Contains(channel)) return channel;
        throw PinpointException.BadRequest(OtherChannels.Contains(channel)
            ? $"ChannelType {channel}: the embedded AWS does not send on this channel."
            : $"ChannelType {channel} is not valid.");
    }

    private static void CheckConfiguration(JsonElement configuration)
    {
        foreach (var (message, member, values) in Enums)
        {
            if (MessageText.Text(MessageText.Member(configuration, message), member) is { } given && !values.Contains(given, StringComparer.Ordinal))
                throw PinpointException.BadRequest($"{message}.{member} must be one of {string.Join(", ", values)}.");
        }
        foreach (var message in (string[])["GCMMessage", "APNSMessage"])
        {
            var life = MessageText.Member(MessageText.Member(configuration, message), "TimeToLive");
            if (life.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null)
                && !(life.ValueKind == JsonValueKind.Number && life.TryGetInt32(out var seconds) && seconds >= 0))
                throw PinpointException.BadRequest($"{message}.TimeToLive must be a whole number of seconds.");
        }
        if (MessageText.Text(MessageText.Member(configuration, "APNSMessage"), "CollapseId") is { } id && System.Text.Encoding.UTF8.GetByteCount(id) > 64)
            throw PinpointException.BadRequest("APNSMessage.CollapseId must be 64 bytes at most.");
    }

    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PhoneNumber();
}
