using Clubshop.Admin.Notifications.Sending;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Notifications.Audiences;

/// <summary>
/// Finds the notifications around the time of another one, and about how many people get both. Compares with the recipients that were frozen for them,
/// where those are few enough to read.
/// </summary>
internal sealed class OverlapReader(NotificationStore store, RecipientLists lists, IOptions<NotificationOptions> options, TimeProvider time)
{
    // The lists that are read: a few hundred kilobytes each.
    private const int MaxMessages = 20_000;

    // Of what has ended, the newest are looked at.
    private const int MaxEnded = 100;

    // The nearest ones are compared.
    private const int MaxNeighbours = 8;

    /// <summary>The neighbours in order of time: those with people in common, and those of which that is unknown.</summary>
    /// <param name="author">Whose notifications to look at; null for all.</param>
    /// <param name="it">The notification.</param>
    /// <param name="except">Ids of the notifications that it is sent again of: its people did not get them.</param>
    /// <param name="people">Some of its people: subs, and pasted numbers.</param>
    /// <param name="total">How many people it has, to reckon with; null where that is unknown.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<Neighbour>> FindAsync(
        string? author, Notification it, IReadOnlyCollection<string> except, IReadOnlySet<string> people, int? total, CancellationToken cancellationToken)
    {
        if (people.Count == 0)
            return [];

        var now = time.GetUtcNow();
        var at = it.When is { } when && when > now ? when : now;
        var open = await store.OpenAsync(author, cancellationToken);
        var (newest, _) = await store.PageAsync(author, MaxEnded, null, cancellationToken);
        var near = open.Concat(newest).Where(other => other.Id != it.Id && !except.Contains(other.Id) && other.Frozen is not null).DistinctBy(other => other.Id)
            .Select(other => (Other: other, At: TimeOf(other, now))).Where(one => one.At is { } their && (their - at).Duration() <= Neighbour.Around)
            .OrderBy(one => (one.At!.Value - at).Duration()).Take(MaxNeighbours);

        List<Neighbour> found = [];
        foreach (var (other, their) in near)
        {
            var common = await CommonAsync(other.Frozen!, people, cancellationToken);
            if (common is not 0)
                found.Add(new(other, their!.Value, Scaled(common), total ?? people.Count, total is not null));
        }

        return [.. found.OrderBy(one => one.At)];

        int? Scaled(int? common) => total is null || common is null ? common : (int)Math.Max(1, Math.Round((double)common.Value * total.Value / people.Count));
    }

    private DateTimeOffset? TimeOf(Notification it, DateTimeOffset now) => it switch
    {
        { StartedAt: { } started } => started,
        { State: NotificationState.Scheduled } => NotificationRules.BeginsAt(it, options.Value, now),
        { State: NotificationState.AwaitingApproval } => it.When is { } when && when > now ? when : now,
        _ => null,
    };

    private async Task<int?> CommonAsync(Frozen frozen, IReadOnlySet<string> people, CancellationToken cancellationToken)
    {
        if (frozen.Messages > MaxMessages)
            return null;

        HashSet<string> both = new(StringComparer.Ordinal);
        try
        {
            await foreach (var chunk in lists.ReadAsync(frozen.ListId, cancellationToken))
                both.UnionWith(chunk.Select(recipient => recipient.Sub ?? recipient.Phone!).Where(people.Contains));
        }
        catch (InvalidDataException)
        {
            return null; // it can no longer be read
        }

        return both.Count;
    }
}
