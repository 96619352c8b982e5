using Clubshop.Admin.Registry;

namespace Clubshop.Admin.Notifications;

/// <summary>A part of the list of notifications.</summary>
public enum NotificationView
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>Drafts, and what could not start.</summary>
    Drafts,

    /// <summary>Waiting for another person's approval.</summary>
    Approval,

    /// <summary>Waiting for their time.</summary>
    Scheduled,

    /// <summary>Being sent or stopped.</summary>
    Sending,

    /// <summary>Finished or stopped.</summary>
    Ended,
}

/// <summary>What the list of notifications is sorted by.</summary>
public enum NotificationSort
{
    /// <summary>When it was written.</summary>
    Made,

    /// <summary>Its title.</summary>
    Title,

    /// <summary>When it goes or went out; what has no time comes last.</summary>
    Goes,

    /// <summary>Number of messages.</summary>
    Recipients,

    /// <summary>Number of accepted messages.</summary>
    Accepted,
}

/// <summary>What the list of notifications shows.</summary>
public sealed record NotificationQuery
{
    /// <summary>Which of them.</summary>
    public NotificationView View { get; init; }

    /// <summary>Words that title or message must contain, in any case; empty for any.</summary>
    public string Search { get; init; } = "";

    /// <summary>Push or SMS; null for both.</summary>
    public Channel? Channel { get; init; }

    /// <summary>The order.</summary>
    public NotificationSort Sort { get; init; }

    /// <summary>Whether the highest comes first; as it is by default.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>Rows wanted; a search may return somewhat more.</summary>
    public int Size { get; init; } = 50;

    /// <summary><see cref="NotificationSlice.Next"/> of the page before; null for the first.</summary>
    public string? Token { get; init; }

    /// <summary>The saved view that was opened, whatever was changed since; null for none. It narrows nothing.</summary>
    public string? Saved { get; init; }
}

/// <summary>A page of notifications.</summary>
/// <param name="Items">In the order asked for.</param>
/// <param name="Next">Token of the page after; null on the last.</param>
/// <param name="Counts">How many there are in each view that has an end; the views of everything and of what ended grow for ever, and are not counted.</param>
public sealed record NotificationSlice(IReadOnlyList<Notification> Items, string? Next, IReadOnlyDictionary<NotificationView, int> Counts)
{
    /// <summary>How many of each channel are in the view, whatever channel is chosen; null for a view that grows for ever.</summary>
    public IReadOnlyDictionary<Channel, int>? Channels { get; init; }

    /// <summary>Whether only the newest of the view were sorted, because it has more than can be.</summary>
    public bool NewestAlone { get; init; }
}

/// <summary>A list as the value of a result.</summary>
/// <param name="Items">The items.</param>
public sealed record ItemList<T>(IReadOnlyList<T> Items);
