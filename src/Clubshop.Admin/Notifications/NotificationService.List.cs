using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Notifications;

// The list: by state, channel and words, in any order.
public sealed partial class NotificationService
{
    // Notifications looked through for one page of a search, and sorted by anything but the time of writing.
    private const int MaxSearched = 1_000;

    private const int MaxPage = 200; // of the index

    /// <summary>A page of notifications: of all; for a service provider, of their own.</summary>
    public async Task<Result<NotificationSlice>> ListAsync(Actor actor, NotificationQuery query, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SendNotifications) is { } refused)
            return refused;

        var terms = Fold.Terms(query.Search);
        var author = SeesAll(actor) ? null : actor.Id;
        var open = await _store.OpenAsync(author, cancellationToken);
        var counts = open.CountBy(it => ViewOf(it.State)).ToDictionary(pair => pair.Key, pair => pair.Value);
        if (query.View is not (NotificationView.All or NotificationView.Ended))
        {
            var inView = open.Where(it => ViewOf(it.State) == query.View).ToList();
            return Paged([.. inView.Where(Matches)], query) with { Counts = counts, Channels = inView.CountBy(it => it.Channel).ToDictionary(pair => pair.Key, pair => pair.Value) };
        }

        if (query is { Sort: NotificationSort.Made, Descending: true })
        {
            var (found, next) = await SearchAsync(query.Size, query.Size, query.Token);
            return new NotificationSlice(found, next, counts);
        }

        var (all, more) = await SearchAsync(int.MaxValue, MaxPage, null);
        return Paged(all, query) with { Counts = counts, NewestAlone = more is not null };

        async Task<(List<Notification> Found, string? Next)> SearchAsync(int wanted, int page, string? from)
        {
            List<Notification> found = [];
            var (next, searched) = (from, 0);
            do
            {
                var (rows, after) = await _store.PageAsync(author, page, next, cancellationToken);
                found.AddRange(rows.Where(Matches));
                (next, searched) = (after, searched + rows.Count);
            }
            while (next is not null && found.Count < wanted && searched < MaxSearched);

            return (found, next);
        }

        bool Matches(Notification it) =>
            (query.View == NotificationView.All || ViewOf(it.State) == query.View) && (query.Channel is null || it.Channel == query.Channel)
            && (terms.Length == 0 || Fold.Text(it.Title + "\n" + it.Message) is var text && terms.All(text.Contains));
    }

    // Sorted in memory, the token is the number of the first row.
    private NotificationSlice Paged(List<Notification> found, NotificationQuery query)
    {
        var now = _time.GetUtcNow();
        IOrderedEnumerable<Notification> sorted = query.Sort switch
        {
            NotificationSort.Title => By(it => Fold.Text(it.Title), StringComparer.Ordinal),
            NotificationSort.Goes => found.OrderBy(it => TimeOf(it) is null).ThenBy(it => (TimeOf(it)?.UtcTicks ?? 0) * (query.Descending ? -1 : 1)),
            NotificationSort.Recipients => By(it => it.Frozen?.Messages ?? -1, null),
            NotificationSort.Accepted => By(it => it.EndedAt is null ? -1 : it.Counts.GetValueOrDefault("accepted"), null),
            _ => By(it => it.Stamp.CreatedAt, null),
        };
        var first = int.TryParse(query.Token, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < found.Count ? at : 0;
        List<Notification> page = [.. sorted.ThenByDescending(it => it.Id, StringComparer.Ordinal).Skip(first).Take(query.Size)];
        var end = first + page.Count;
        return new(page, end < found.Count ? end.ToString(CultureInfo.InvariantCulture) : null, new Dictionary<NotificationView, int>());

        IOrderedEnumerable<Notification> By<TKey>(Func<Notification, TKey> key, IComparer<TKey>? comparer) =>
            query.Descending ? found.OrderByDescending(key, comparer) : found.OrderBy(key, comparer);

        DateTimeOffset? TimeOf(Notification it) => it switch
        {
            { StartedAt: { } started } => started,
            { State: NotificationState.Scheduled } => NotificationRules.BeginsAt(it, _options, now),
            _ => it.When,
        };
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
