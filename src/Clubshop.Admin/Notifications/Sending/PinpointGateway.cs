using Amazon.Pinpoint;
using Amazon.Pinpoint.Model;
using Clubshop.Admin.Registry;
using Clubshop.Aws.Pinpoint;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>Sends through SendMessages of Pinpoint (AWS End User Messaging).</summary>
internal sealed class PinpointGateway(PinpointSender sender) : IMessageGateway
{
    /// <inheritdoc/>
    public async Task<SendAnswer> SendAsync(Notification notification, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken) =>
        await sender.SendAsync(RequestOf(notification, messages), cancellationToken) switch
        {
            SendOutcome.Answered answered => new SendAnswer.Answered(answered.Results.ToDictionary(
                pair => pair.Key,
                pair => new AddressAnswer(pair.Value.Status, pair.Value.Code ?? 0, WithoutAddress(pair.Value.Message, pair.Key), pair.Value.UpdatedToken),
                StringComparer.Ordinal)),
            SendOutcome.Throttled => new SendAnswer.NotSent("THROTTLED"),
            SendOutcome.NotReached => new SendAnswer.NotSent("NOT_REACHED"),
            SendOutcome.Refused refused => new SendAnswer.Refused(refused.Name),
            SendOutcome.Unknown unknown => new SendAnswer.NoAnswer(unknown.Reason),
            var other => throw new InvalidOperationException($"Unknown outcome: {other.GetType().Name}."),
        };

    private static MessageRequest RequestOf(Notification notification, IReadOnlyList<OutgoingMessage> messages)
    {
        // A text that is the same for all is sent once; otherwise each address has its own.
        var first = messages[0].Text;
        var same = messages.All(message => message.Text == first);
        return new()
        {
            Addresses = messages.ToDictionary(
                message => message.Address,
                message => new AddressConfiguration
                {
                    ChannelType = message.Platform is { } platform ? ChannelType.FindValue(Platforms.ServiceOf(platform)) : ChannelType.SMS,
                    BodyOverride = same ? null : message.Text.Body,
                    TitleOverride = same ? null : message.Text.Title,
                },
                StringComparer.Ordinal),
            MessageConfiguration = notification.Channel == Channel.Sms ? Sms(notification, first) : Push(notification, first),
            TraceId = notification.Id,
        };
    }

    private static DirectMessageConfiguration Sms(Notification notification, MessageText text)
    {
        var template = notification.Frozen?.Template ?? throw new InvalidOperationException("An SMS needs its registered text.");
        return new()
        {
            SMSMessage = new()
            {
                Body = text.Body,
                MessageType = template.Kind == SmsKind.Promotional ? MessageType.PROMOTIONAL : MessageType.TRANSACTIONAL,
                SenderId = template.Sender,
                EntityId = template.EntityId,
                TemplateId = template.DltId,
            },
        };
    }

    private static DirectMessageConfiguration Push(Notification notification, MessageText text)
    {
        var (action, url) = notification.Link.Length > 0 ? (Amazon.Pinpoint.Action.URL, notification.Link) : (Amazon.Pinpoint.Action.OPEN_APP, null);
        var picture = notification.Picture.Length > 0 ? notification.Picture : null;
        return new()
        {
            GCMMessage = new() { Title = text.Title, Body = text.Body, Action = action, Url = url, ImageUrl = picture },
            APNSMessage = new() { Title = text.Title, Body = text.Body, Action = action, Url = url, MediaUrl = picture },
            DefaultPushNotificationMessage = new() { Title = text.Title, Body = text.Body, Action = action, Url = url },
        };
    }

    // The service's message may quote the address.
    private static string? WithoutAddress(string? text, string address) => text?.Replace(address, "…", StringComparison.Ordinal);
}
