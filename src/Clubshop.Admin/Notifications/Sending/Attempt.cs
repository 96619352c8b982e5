namespace Clubshop.Admin.Notifications.Sending;

/// <summary>A message about to be tried.</summary>
/// <param name="Number">Its place among the recipients, from 0.</param>
/// <param name="Recipient">Whom it is for.</param>
/// <param name="Key">Its row.</param>
internal sealed record Attempt(int Number, Recipient Recipient, DeliveryKey Key)
{
    /// <summary>Tries before this one.</summary>
    public int Tries { get; init; }

    /// <summary>The stamp of its row; null when it has none yet.</summary>
    public string? Stamp { get; init; }

    /// <summary>When it may be tried, by the clock's timestamp; 0 for at once.</summary>
    public long Due { get; init; }
}
