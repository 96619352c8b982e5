using System.Runtime.InteropServices;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>One message to be: to a device of a customer, to their phone, or to a number that was pasted.</summary>
/// <param name="Sub">The customer; null for a number that belongs to nobody we know.</param>
/// <param name="Device">The device's id; null for SMS.</param>
/// <param name="Phone">The number that was pasted, E.164; null for a customer's own. Personal.</param>
/// <param name="Values">Values of variables that came with the list; null without any.</param>
public sealed record Recipient(string? Sub, string? Device, string? Phone = null, IReadOnlyDictionary<string, string>? Values = null)
{
    // A record's own text would name the phone number in any log that prints it.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append("Sub = ").Append(Sub).Append(", Device = ").Append(Device);
        return true;
    }
}

/// <summary>What became of one message.</summary>
public enum Outcome
{
    /// <summary>Claimed; the call may be under way. Nobody else sends it.</summary>
    Sending,

    /// <summary>Not taken for the moment (throttled, or a temporary failure); tried again later.</summary>
    Waiting,

    /// <summary>Accepted by the push service or handed to the carrier; not: seen.</summary>
    Accepted,

    /// <summary>Refused, and not tried again.</summary>
    Refused,

    /// <summary>Dropped out after the audience was frozen, or has no value for a variable.</summary>
    LeftOut,

    /// <summary>The call had no readable answer: it may have been sent. Never sent again.</summary>
    Unknown,

    /// <summary>Stopped before it was tried, or tried again.</summary>
    NotSent,
}

/// <summary>A row of the ledger: one message and its outcome.</summary>
public sealed record Delivery
{
    /// <summary>Its place among the recipients, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>The customer's sub; null for a pasted number.</summary>
    public string? Sub { get; init; }

    /// <summary>The device's id, or <c>sms</c>.</summary>
    public required string Device { get; init; }

    /// <summary>How it reads without telling the address: "Android", "•••• 8840".</summary>
    public required string To { get; init; }

    /// <summary>What became of it.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>Why: a delivery status as the service named it, or one of <see cref="Notifications.LeftOut"/>; null while under way.</summary>
    public string? Reason { get; init; }

    /// <summary>What the service said about it, cut to 200 characters.</summary>
    public string? Detail { get; init; }

    /// <summary>Tries so far.</summary>
    public int Tries { get; init; }

    /// <summary>When it came to this (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who claimed it and for which try: a write of a later holder makes an earlier one's fail.</summary>
    public required string Stamp { get; init; }
}

/// <summary>A page of the log per recipient.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Next">Token of the page after; null on the last.</param>
public sealed record DeliveryPage(IReadOnlyList<Delivery> Rows, string? Next);

/// <summary>Where a row is.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DeliveryKey(string Pk, string Sk);
