using Clubshop.Admin.Common;

namespace Clubshop.Admin.Offers.Calendar;

/// <summary>Where offers leave a gap, where they overlap, and how a week is drawn. Pure.</summary>
public static class CalendarMath
{
    /// <summary>Lanes of each week of a month that are drawn; what does not fit is counted.</summary>
    public const int LanesOfMonth = 5;

    /// <summary>Lanes of a week by itself.</summary>
    public const int LanesOfWeek = 16;

    private const int Named = 3;

    /// <summary>The gaps of one shop that reach into a span: nothing is live, and something was before and will be after.</summary>
    /// <param name="shopId">The shop.</param>
    /// <param name="offers">Its published offers.</param>
    /// <param name="from">The span's first instant.</param>
    /// <param name="to">The first instant after it.</param>
    public static IEnumerable<CalendarGap> Gaps(string shopId, IEnumerable<OfferRow> offers, DateTimeOffset from, DateTimeOffset to)
    {
        DateTimeOffset? covered = null;
        foreach (var (starts, ends, _) in InOrder(offers))
        {
            if (covered is { } until && starts > until && until < to && starts > from)
                yield return new(shopId, until, starts);
            if (ends is not { } end)
                yield break; // open: from here on there is always one
            if (covered is null || end > covered)
                covered = end;
        }
    }

    /// <summary>The times within a span at which one shop has two offers or more at once.</summary>
    /// <param name="shopId">The shop.</param>
    /// <param name="offers">Its published offers.</param>
    /// <param name="from">The span's first instant.</param>
    /// <param name="to">The first instant after it.</param>
    public static IEnumerable<CalendarOverlap> Overlaps(string shopId, IEnumerable<OfferRow> offers, DateTimeOffset from, DateTimeOffset to)
    {
        var live = new PriorityQueue<string, DateTimeOffset>();
        var titles = new List<string>();
        DateTimeOffset? since = null;
        var most = 0;
        foreach (var (starts, ends, title) in InOrder(offers).Append((DateTimeOffset.MaxValue, null, "")))
        {
            // Those that end before the next one starts, one by one: when fewer than two are left, the overlap is over. An open end is MaxValue.
            while (live.TryPeek(out _, out var end) && end <= starts && end < DateTimeOffset.MaxValue)
            {
                live.Dequeue();
                if (live.Count == 1 && since is { } began)
                {
                    if (end > from && began < to)
                        yield return new(shopId, began, end, most, [.. titles.Take(Named)]);
                    (since, most) = (null, 0);
                }
            }

            if (starts == DateTimeOffset.MaxValue)
                break;

            if (live.Count == 1)
                (since, titles) = (starts, [live.Peek()]);
            if (live.Count > 0)
                titles.Add(title);
            live.Enqueue(title, ends ?? DateTimeOffset.MaxValue);
            if (since is not null)
                most = Math.Max(most, live.Count);
        }

        if (since is { } open && open < to)
            yield return new(shopId, open, null, most, [.. titles.Take(Named)]);
    }

    /// <summary>The weeks of a span, with what fits into their lanes: first what begins, ends or happens there, then what lasts through them.</summary>
    /// <param name="things">The things.</param>
    /// <param name="monday">The first day.</param>
    /// <param name="weeks">Number of weeks.</param>
    /// <param name="lanes">Lanes of each.</param>
    public static IReadOnlyList<CalendarWeek> Weeks(IReadOnlyList<CalendarThing> things, DateOnly monday, int weeks, int lanes) =>
        [.. Enumerable.Range(0, weeks).Select(week => Week(things, monday.AddDays(7 * week), lanes))];

    private static CalendarWeek Week(IReadOnlyList<CalendarThing> things, DateOnly monday, int lanes)
    {
        var sunday = monday.AddDays(6);
        var bars = new List<CalendarBar>();
        var hidden = new int[7];
        var taken = new bool[lanes, 7];
        var here = things.Where(thing => thing.FirstDay <= sunday && thing.LastDay >= monday)
            .OrderBy(thing => !thing.IsMoment).ThenBy(thing => thing.FirstDay < monday && thing.LastDay > sunday).ThenBy(thing => thing.From).ThenBy(thing => thing.Href, StringComparer.Ordinal);
        foreach (var thing in here)
        {
            var first = Math.Max(0, thing.FirstDay.DayNumber - monday.DayNumber);
            var last = Math.Min(6, thing.LastDay.DayNumber - monday.DayNumber);
            var lane = Enumerable.Range(0, lanes).FirstOrDefault(lane => Enumerable.Range(first, last - first + 1).All(day => !taken[lane, day]), -1);
            for (var day = first; day <= last; day++)
            {
                if (lane < 0)
                    hidden[day]++;
                else
                    taken[lane, day] = true;
            }

            if (lane >= 0)
                bars.Add(new(thing, lane + 1, first + 1, last - first + 1, thing.FirstDay >= monday, thing.LastDay <= sunday));
        }

        return new(monday, [.. bars.OrderBy(bar => bar.Column).ThenBy(bar => bar.Lane)], hidden);
    }

    // What has no start never begins; one that is over before it starts is none.
    private static IEnumerable<(DateTimeOffset Starts, DateTimeOffset? Ends, string Title)> InOrder(IEnumerable<OfferRow> offers) =>
        from offer in offers
        where offer.Starts is { } && !(offer.Ends <= offer.Starts)
        orderby offer.Starts, offer.Ends ?? DateTimeOffset.MaxValue, offer.Id
        select (offer.Starts!.Value, offer.Ends, offer.Title);
}
