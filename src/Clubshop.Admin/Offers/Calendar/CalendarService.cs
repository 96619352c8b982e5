using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers.Planned;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Offers.Calendar;

/// <summary>The published offers, planned changes and notifications of a time, for all who see the catalog; offers and changes from memory.</summary>
public sealed class CalendarService(
    RecordIndex<OfferRow> offers, OfferSight sight, OfferTexts texts, PlanService plans, IEnumerable<ICalendarSends> sends, TimeProvider time)
{
    /// <summary>Gaps and overlaps that are told; what lies in between has more.</summary>
    public const int MostTold = 200;

    /// <summary>What the calendar shows.</summary>
    /// <param name="actor">Who looks.</param>
    /// <param name="query">What of it.</param>
    /// <param name="cancellationToken">Ends the reading of notifications.</param>
    public async Task<Result<CalendarContent>> ReadAsync(Actor actor, CalendarQuery query, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SeeCatalog) is { } refused)
            return refused;

        var (from, to) = (query.From, query.To);
        var rows = offers.All().Where(row => row.Status == EditorialStatus.Published && row.Starts is not null && Fits(row, query)).ToList();
        List<CalendarThing> things = [.. rows.Where(row => Runs(row, from, to)).Select(Thing), .. PlansOf(actor, from, to, row => Fits(row, query))];
        var (toSend, unknown) = await SendsAsync(actor, from, to, cancellationToken);
        things.AddRange(from send in toSend where (query.Shop is null || send.About.Contains(query.Shop)) && (query.Club is null || send.About.Contains(query.Club)) select Thing(send));

        var byShop = rows.GroupBy(row => row.ShopId, StringComparer.Ordinal).ToList();
        return new CalendarContent(
            query.Span == CalendarSpan.Day ? [.. things.OrderBy(thing => !Happens(thing, from, to)).ThenBy(thing => thing.From).ThenBy(thing => thing.Href, StringComparer.Ordinal)] : things,
            [.. things.SelectMany(EventsOf).Where(one => one.At >= from && one.At < to).OrderBy(one => one.At).ThenBy(one => one.Thing.Href, StringComparer.Ordinal)],
            [.. byShop.SelectMany(shop => CalendarMath.Gaps(shop.Key, shop, from, to)).OrderBy(gap => gap.From).Take(MostTold)],
            [.. byShop.SelectMany(shop => CalendarMath.Overlaps(shop.Key, shop, from, to)).OrderBy(overlap => overlap.From).Take(MostTold)])
        {
            SendsUnknown = unknown,
        };
    }

    /// <summary>
    /// What a person's own calendar has of a time: for a club administrator what is of their clubs, for the others all of it; what happens at a moment
    /// first, then the offers that begin or began nearest to now.
    /// </summary>
    /// <param name="actor">Whose calendar.</param>
    /// <param name="from">The first instant.</param>
    /// <param name="to">The first instant after it.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading of notifications.</param>
    public async Task<Result<CalendarContent>> OwnAsync(Actor actor, DateTimeOffset from, DateTimeOffset to, int most, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SeeCatalog) is { } refused)
            return refused;

        var now = time.GetUtcNow();
        var (toSend, unknown) = await SendsAsync(actor, from, to, cancellationToken);
        var running = offers.All().Where(row => row.Status == EditorialStatus.Published && Runs(row, from, to) && IsOwn(row));
        return new CalendarContent(
            [.. PlansOf(actor, from, to, IsOwn).Concat(toSend.Select(Thing)).Concat(running.OrderBy(row => (row.Starts!.Value - now).Duration()).ThenBy(row => row.Id, StringComparer.Ordinal).Take(most).Select(Thing)).Take(most)],
            [], [], [])
        {
            SendsUnknown = unknown,
        };

        bool IsOwn(OfferRow row) => actor.ReachOf(Permission.EditCatalog) != Reach.Assigned || actor.Reaches(Permission.EditCatalog, sight.ClubsOf(row));
    }

    /// <summary>The present day in India.</summary>
    public DateOnly Today => Ist.DayOf(time.GetUtcNow());

    private bool Fits(OfferRow row, CalendarQuery query) =>
        (query.Shop is null || row.ShopId == query.Shop)
        && (query.Club is null || (query.Club == OfferList.None ? sight.ClubsOf(row).Count == 0 : sight.ClubsOf(row).Contains(query.Club)));

    private CalendarThing Thing(OfferRow row) => new(CalendarKind.Offer, row.Title, texts.Shop(row.ShopId), row.Starts!.Value, row.Ends, OfferUrls.Edit(row.Id))
    {
        Detail = Benefits.Text(row.Benefit, row.Value),
    };

    private static bool Runs(OfferRow row, DateTimeOffset from, DateTimeOffset to) => row.Starts < to && !(row.Ends <= from) && !(row.Ends <= row.Starts);

    private static CalendarThing Thing(CalendarSend send) => new(CalendarKind.Send, send.Title, "", send.At, send.At, send.Href);

    private IEnumerable<CalendarThing> PlansOf(Actor actor, DateTimeOffset from, DateTimeOffset to, Func<OfferRow, bool> fits)
    {
        foreach (var plan in plans.Between(actor, from, to))
        {
            if (offers.Find(plan.OfferId) is not { } row || !fits(row))
                continue;

            if (plan.State != PlanState.Refused && Shown(plan.At))
                yield return Thing(CalendarKind.Change, plan.At);
            if (plan.BackAt is { } back && Shown(back) && plan.State is not (PlanState.Refused or PlanState.Stayed))
                yield return Thing(CalendarKind.Back, back);

            bool Shown(DateTimeOffset at) => at >= from && at < to;

            CalendarThing Thing(CalendarKind kind, DateTimeOffset at) => new(kind, row.Title, texts.Shop(row.ShopId), at, at, OfferUrls.Edit(row.Id)) { Detail = Planned.PlanLabels.Says(plan) };
        }
    }

    private async Task<(IReadOnlyList<CalendarSend> Sends, bool Unknown)> SendsAsync(Actor actor, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var found = new List<CalendarSend>();
        foreach (var source in sends)
        {
            try
            {
                found.AddRange(await source.BetweenAsync(actor, from, to, cancellationToken));
            }
#pragma warning disable CA1031 // The offers are in memory: they are shown, and it is said what is missing.
            catch (Exception cause) when (cause is not OperationCanceledException)
#pragma warning restore CA1031
            {
                return (found, true);
            }
        }

        return (found, false);
    }

    private static IEnumerable<CalendarEvent> EventsOf(CalendarThing thing)
    {
        yield return new(thing.From, CalendarLabels.Begins(thing.Kind), thing);
        if (thing is { IsMoment: false, To: { } to })
            yield return new(to.AddTicks(-1), L.Later("Ends"), thing); // midnight belongs to the day before
    }

    private static bool Happens(CalendarThing thing, DateTimeOffset from, DateTimeOffset to) => (thing.From >= from && thing.From < to) || (thing.To > from && thing.To <= to);
}
