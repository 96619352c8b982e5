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

/// <summary>A page of notifications.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">Token of the page after; null on the last.</param>
/// <param name="Counts">How many there are in each view that has an end; the views of everything and of what ended grow for ever, and are not counted.</param>
public sealed record NotificationSlice(IReadOnlyList<Notification> Items, string? Next, IReadOnlyDictionary<NotificationView, int> Counts);
