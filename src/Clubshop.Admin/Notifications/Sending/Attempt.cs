namespace Clubshop.Admin.Notifications.Sending;

/// <summary>An attempt to send one message.</summary>
/// <param name="Number">Index of the recipient, from 0.</param>
/// <param name="Recipient">The recipient.</param>
/// <param name="Key">Key of its row in the delivery ledger.</param>
internal sealed record Attempt(int Number, Recipient Recipient, DeliveryKey Key)
{
    /// <summary>Number of earlier tries.</summary>
    public int Tries { get; init; }

    /// <summary>The stamp of its row; null if it has no row yet.</summary>
    public string? Stamp { get; init; }

    /// <summary>When it may be tried (<see cref="TimeProvider.GetTimestamp"/>); 0 for at once.</summary>
    public long Due { get; init; }
}
