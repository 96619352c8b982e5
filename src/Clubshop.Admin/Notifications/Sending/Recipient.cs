using System.Runtime.InteropServices;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>The recipient of one message: a customer's device, a customer's phone, or a pasted number.</summary>
/// <param name="Sub">The customer; null for a number that belongs to no known customer.</param>
/// <param name="Device">The device's id; null for SMS.</param>
/// <param name="Phone">A pasted number (E.164); null for a customer's own. Personal.</param>
/// <param name="Values">Values of variables from the list; null if there are none.</param>
public sealed record Recipient(string? Sub, string? Device, string? Phone = null, IReadOnlyDictionary<string, string>? Values = null)
{
    // The generated text would expose the phone number in any log that prints it.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append("Sub = ").Append(Sub).Append(", Device = ").Append(Device);
        return true;
    }
}

/// <summary>The outcome of one message.</summary>
public enum Outcome
{
    /// <summary>Claimed; the call may be in progress. Nobody else sends it.</summary>
    Sending,

    /// <summary>Not accepted for now (throttled, or a temporary failure); tried again later.</summary>
    Waiting,

    /// <summary>Accepted by the push service or handed to the carrier. Says nothing about whether it was seen.</summary>
    Accepted,

    /// <summary>Refused, and not tried again.</summary>
    Refused,

    /// <summary>Left out after the audience was frozen, or because a variable has no value.</summary>
    LeftOut,

    /// <summary>The call had no readable answer, so the message may have been sent. Never sent again.</summary>
    Unknown,

    /// <summary>Stopped before it was tried or tried again.</summary>
    NotSent,

    /// <summary>Not sent, because the person has had as many in seven days as are allowed.</summary>
    OverLimit,
}

/// <summary>A row of the delivery ledger: one message and its outcome.</summary>
public sealed record Delivery
{
    /// <summary>Index of the recipient, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>The customer's sub; null for a pasted number.</summary>
    public string? Sub { get; init; }

    /// <summary>The device's id, or <c>sms</c>.</summary>
    public required string Device { get; init; }

    /// <summary>The address as it may be shown: "Android", "SMS •••• 8840".</summary>
    public required string To { get; init; }

    /// <summary>Its outcome.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The reason: a delivery status of the service, or one of <see cref="Notifications.LeftOut"/>; null while in progress.</summary>
    public string? Reason { get; init; }

    /// <summary>The service's message, cut to 200 characters.</summary>
    public string? Detail { get; init; }

    /// <summary>Tries so far.</summary>
    public int Tries { get; init; }

    /// <summary>When it got this outcome (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Lease epoch and try of the last write. Once a later holder has written it, an earlier holder's write fails.</summary>
    public required string Stamp { get; init; }
}

/// <summary>A page of the log per recipient.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Next">Token of the page after; null on the last.</param>
public sealed record DeliveryPage(IReadOnlyList<Delivery> Rows, string? Next);

/// <summary>The key of a row.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DeliveryKey(string Pk, string Sk);
