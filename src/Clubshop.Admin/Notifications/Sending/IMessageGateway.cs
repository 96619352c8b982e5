using Clubshop.Admin.Registry;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>A message to one address.</summary>
/// <param name="Address">Device token, or phone number (E.164). Personal.</param>
/// <param name="Platform">The device's platform; null for SMS.</param>
/// <param name="Text">The text.</param>
public sealed record OutgoingMessage(string Address, Platform? Platform, MessageText Text)
{
    // The generated text would expose the address in any log that prints it.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append("Platform = ").Append(Platform);
        return true;
    }
}

/// <summary>The result for one address of a call.</summary>
/// <param name="Status">The delivery status, verbatim.</param>
/// <param name="Code">The code of the push service or carrier.</param>
/// <param name="Detail">Its text.</param>
/// <param name="UpdatedToken">The token that replaces the address; Android only.</param>
public sealed record AddressAnswer(string Status, int Code, string? Detail, string? UpdatedToken);

/// <summary>The result of a call; one of the nested types.</summary>
public abstract record SendAnswer
{
    private SendAnswer()
    {
    }

    /// <summary>Answered: a status for each address.</summary>
    public sealed record Answered(IReadOnlyDictionary<string, AddressAnswer> Addresses) : SendAnswer;

    /// <summary>Nothing was sent, and the call may be repeated: it was throttled, or the service was not reached.</summary>
    /// <param name="Reason"><c>THROTTLED</c> or <c>NOT_REACHED</c>.</param>
    public sealed record NotSent(string Reason) : SendAnswer;

    /// <summary>The whole call was refused for another reason; nothing was sent.</summary>
    public sealed record Refused(string Reason) : SendAnswer;

    /// <summary>No readable answer (5xx, time-out, reset): it may or may not have been sent.</summary>
    public sealed record NoAnswer(string Reason) : SendAnswer;
}

/// <summary>Sends a message to up to 100 addresses in one call, which it never repeats by itself. An interface so that SMS can use another service.</summary>
public interface IMessageGateway
{
    /// <summary>Sends once to each address. Not cancelled once the call has started.</summary>
    Task<SendAnswer> SendAsync(Notification notification, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellationToken);
}
