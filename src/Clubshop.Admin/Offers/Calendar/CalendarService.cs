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
        List<CalendarThing> things = [.. rows.Where(row => row.Starts < to && !(row.Ends <= from) && !(row.Ends <= row.Starts)).Select(Thing), .. PlansOf(actor, query)];
        var (toSend, unknown) = await SendsAsync(actor, query, cancellationToken);
        things.AddRange(toSend);

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

    /// <summary>The present day in India.</summary>
    public DateOnly Today => Ist.DayOf(time.GetUtcNow());

    private bool Fits(OfferRow row, CalendarQuery query) =>
        (query.Shop is null || row.ShopId == query.Shop)
        && (query.Club is null || (query.Club == OfferList.None ? sight.ClubsOf(row).Count == 0 : sight.ClubsOf(row).Contains(query.Club)));

    private CalendarThing Thing(OfferRow row) => new(CalendarKind.Offer, row.Title, texts.Shop(row.ShopId), row.Starts!.Value, row.Ends, OfferUrls.Edit(row.Id))
    {
        Detail = Benefits.Text(row.Benefit, row.Value),
    };

    private IEnumerable<CalendarThing> PlansOf(Actor actor, CalendarQuery query)
    {
        foreach (var plan in plans.Between(actor, query.From, query.To))
        {
            if (offers.Find(plan.OfferId) is not { } row || !Fits(row, query))
                continue;

            if (plan.State != PlanState.Refused && Shown(plan.At))
                yield return Thing(CalendarKind.Change, plan.At);
            if (plan.BackAt is { } back && Shown(back) && plan.State is not (PlanState.Refused or PlanState.Stayed))
                yield return Thing(CalendarKind.Back, back);

            bool Shown(DateTimeOffset at) => at >= query.From && at < query.To;

            CalendarThing Thing(CalendarKind kind, DateTimeOffset at) => new(kind, row.Title, texts.Shop(row.ShopId), at, at, OfferUrls.Edit(row.Id)) { Detail = plan.Says };
        }
    }

    private async Task<(IReadOnlyList<CalendarThing> Things, bool Unknown)> SendsAsync(Actor actor, CalendarQuery query, CancellationToken cancellationToken)
    {
        var found = new List<CalendarThing>();
        foreach (var source in sends)
        {
            try
            {
                found.AddRange(
                    from send in await source.BetweenAsync(actor, query.From, query.To, cancellationToken)
                    where (query.Shop is null || send.About.Contains(query.Shop)) && (query.Club is null || send.About.Contains(query.Club))
                    select new CalendarThing(CalendarKind.Send, send.Title, "", send.At, send.At, send.Href));
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
            yield return new(to.AddTicks(-1), "Ends", thing); // midnight belongs to the day before
    }

    private static bool Happens(CalendarThing thing, DateTimeOffset from, DateTimeOffset to) => (thing.From >= from && thing.From < to) || (thing.To > from && thing.To <= to);
}
