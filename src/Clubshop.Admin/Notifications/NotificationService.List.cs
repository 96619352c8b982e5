using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Notifications;

// The list: by state, and by words of the title.
public sealed partial class NotificationService
{
    // Notifications looked through for one page of a search; a page may then be short and still have another after it.
    private const int MaxSearched = 1_000;

    /// <summary>A page of notifications, newest first: of all; for a service provider, of their own.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="view">Which of them.</param>
    /// <param name="search">Words that the title must contain, in any case; empty for any title.</param>
    /// <param name="size">Rows wanted; a search may return somewhat more.</param>
    /// <param name="token"><see cref="NotificationSlice.Next"/> of the page before; null for the first.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Result<NotificationSlice>> ListAsync(
        Actor actor, NotificationView view, string search, int size, string? token, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SendNotifications) is { } refused)
            return refused;

        var terms = Fold.Terms(search);
        var author = SeesAll(actor) ? null : actor.Id;
        var open = await _store.OpenAsync(author, cancellationToken);
        var counts = open.CountBy(it => ViewOf(it.State)).ToDictionary(pair => pair.Key, pair => pair.Value);
        if (view is not (NotificationView.All or NotificationView.Ended))
            return new NotificationSlice([.. open.Where(Matches).OrderByDescending(it => it.Stamp.CreatedAt)], null, counts);

        List<Notification> found = [];
        var (next, searched) = (token, 0);
        do
        {
            var (rows, after) = await _store.PageAsync(author, size, next, cancellationToken);
            found.AddRange(rows.Where(Matches));
            (next, searched) = (after, searched + rows.Count);
        }
        while (next is not null && found.Count < size && searched < MaxSearched);

        return new NotificationSlice(found, next, counts);

        bool Matches(Notification it) =>
            (view == NotificationView.All || ViewOf(it.State) == view) && terms.All(Fold.Text(it.Title).Contains);
    }

    private static NotificationView ViewOf(NotificationState state) => state switch
    {
        NotificationState.Draft or NotificationState.Failed => NotificationView.Drafts,
        NotificationState.AwaitingApproval => NotificationView.Approval,
        NotificationState.Scheduled => NotificationView.Scheduled,
        NotificationState.Sending or NotificationState.Stopping => NotificationView.Sending,
        _ => NotificationView.Ended,
    };
}
