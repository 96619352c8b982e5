using Clubshop.Admin.Registry;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>A message to one address.</summary>
/// <param name="Address">Device token, or phone number (E.164). Personal.</param>
/// <param name="Platform">The device's; null for SMS.</param>
/// <param name="Text">What it reads.</param>
public sealed record OutgoingMessage(string Address, Platform? Platform, MessageText Text)
{
    // A record's own text would name the address in any log that prints it.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append("Platform = ").Append(Platform);
        return true;
    }
}

/// <summary>What one call says of one address.</summary>
/// <param name="Status">The delivery status, verbatim.</param>
/// <param name="Code">The code of the push service or carrier.</param>
/// <param name="Detail">Its text.</param>
/// <param name="UpdatedToken">The token that took the address's place; Android alone.</param>
public sealed record AddressAnswer(string Status, int Code, string? Detail, string? UpdatedToken);

/// <summary>How a call ended. The kinds are those nested here.</summary>
public abstract record SendAnswer
{
    private SendAnswer()
    {
    }

    /// <summary>Answered: a status for each address.</summary>
    public sealed record Answered(IReadOnlyDictionary<string, AddressAnswer> Addresses) : SendAnswer;

    /// <summary>Nothing was sent, and it may be sent again: too many requests, or the service was not reached at all.</summary>
    /// <param name="Reason"><c>THROTTLED</c> or <c>NOT_REACHED</c>.</param>
    public sealed record NotSent(string Reason) : SendAnswer;

    /// <summary>Refused as a whole for another reason: nothing was sent.</summary>
    public sealed record Refused(string Reason) : SendAnswer;

    /// <summary>No readable answer (5xx, time-out, reset): it may have been sent or not.</summary>
    public sealed record NoAnswer(string Reason) : SendAnswer;
}

/// <summary>Sends to at most 100 addresses, once: it never repeats a call by itself. SMS may get another service behind it one day.</summary>
public interface IMessageGateway
{
    /// <summary>Sends; each address once. Once begun it is seen through.</summary>
    Task<SendAnswer> SendAsync(Notification notification, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken);
}
