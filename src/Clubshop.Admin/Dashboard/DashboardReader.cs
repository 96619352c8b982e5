using Clubshop.Admin.Catalog;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Dashboard;

/// <summary>Reads the dashboard's figures from the indexes: one pass over each, some milliseconds for two hundred thousand offers.</summary>
public sealed class DashboardReader(
    IEnumerable<CatalogIndex> indexes, RecordIndex<OfferRow> offers, RecordIndex<ClubRow> clubs, OfferSight sight, TimeProvider time)
{
    /// <summary>Days that <see cref="DashboardFigures.EndingPerDay"/> looks ahead, today among them.</summary>
    public const int Days = 14;

    private const int Shown = 6;
    private const int ClubsShown = 8; // each is one more pass
    private const int Sights = 5;

    // What an offer is now, and when it ends: it is counted under both at once, in one pass.
    private enum Sight
    {
        None,
        Live,
        Unseen,
        Scheduled,
        Draft,
    }

    // A bucket is a sight, whether it ends soon, and the day of its end; the last day stands for all later ones and for an open end.
    private const int Ends = 2 * (Days + 1);

    private readonly IReadOnlyList<CatalogIndex> _indexes = [.. indexes.OrderBy(index => index.Kind.Order)];

    /// <summary>The indexes that are read, in the order in which their kinds are shown.</summary>
    public IReadOnlyList<CatalogIndex> Indexes => _indexes;

    /// <summary>How far the slowest index is: figures are true once all are there.</summary>
    public IndexState State =>
        _indexes.Any(index => index.State == IndexState.Loading) ? IndexState.Loading
        : _indexes.Any(index => index.State == IndexState.Problem) ? IndexState.Problem
        : IndexState.Ready;

    /// <summary>The figures of now, of the offers that the person's dashboard is about.</summary>
    public DashboardFigures Read(Actor actor)
    {
        var now = time.GetUtcNow();
        var today = Ist.DayOf(now);
        var scope = DashboardScope.Of(actor);
        var page = offers.Search(new()
        {
            Filter = RowFilters.Any(RowFilters.Of<OfferRow>(EditorialStatus.Published), RowFilters.Of<OfferRow>(EditorialStatus.Draft)), // of others nothing is shown
            Where = scope.Clubs is null ? null : row => scope.Has(sight.ClubsOf(row)),
            Bucket = row => ((int)SightOf(row, now) * Ends) + EndOf(row, now, today),
            Buckets = Sights * Ends,
            Only = bucket => bucket % Ends > Days,
            Order = (left, right) => Nullable.Compare(left.Ends, right.Ends),
            Take = Shown,
        });
        return new()
        {
            At = now,
            Scope = scope,
            Kinds = scope.Clubs is null ? [.. _indexes.Select(index => new KindCounts(index.Kind, index.CountsByStatus()))] : [],
            Clubs = scope.Clubs is null ? [] : OfClubs(scope.Clubs, now),
            Live = In(Sight.Live) + In(Sight.Unseen),
            Scheduled = In(Sight.Scheduled),
            Unseen = In(Sight.Unseen),
            Drafts = In(Sight.Draft),
            EndingCount = page.Total,
            EndingToday = On(0),
            EndingPerDay = [.. Enumerable.Range(0, Days).Select(On)],
            Ending = page.Rows,
        };

        int In(Sight one) => page.Counts.Skip((int)one * Ends).Take(Ends).Sum();

        int On(int day) => page.Counts.Where((_, bucket) => bucket % Ends % (Days + 1) == day && bucket / Ends is not ((int)Sight.None or (int)Sight.Draft)).Sum();
    }

    private IReadOnlyList<ClubFigures> OfClubs(IReadOnlySet<string> ids, DateTimeOffset now) =>
    [
        .. ids.Select(clubs.Find).OfType<ClubRow>().Where(club => club.Status != EditorialStatus.Deleted).OrderBy(club => club.Folded, StringComparer.Ordinal).Take(ClubsShown)
            .Select(club => OfClub(club.Id, now)),
    ];

    private ClubFigures OfClub(string id, DateTimeOffset now)
    {
        var counts = offers.Search(new()
        {
            Where = row => sight.ClubsOf(row).Contains(id),
            Bucket = row => (row.EndsWithin(now, OfferList.Soon) ? 3 : 0) + (row.Status == EditorialStatus.Draft ? 1 : row.PhaseAt(now) == Phase.Live ? 2 : 0),
            Buckets = 6,
            Order = static (_, _) => 0,
            Take = 0,
        }).Counts;
        return new(id, Live: counts[2] + counts[5], Drafts: counts[1] + counts[4], Ending: counts[3] + counts[4] + counts[5]);
    }

    private Sight SightOf(OfferRow row, DateTimeOffset now) => row.PhaseAt(now) switch
    {
        Phase.Live => sight.WhyUnseen(row, now) is null ? Sight.Live : Sight.Unseen,
        Phase.Scheduled => Sight.Scheduled,
        _ => row.Status == EditorialStatus.Draft ? Sight.Draft : Sight.None,
    };

    private static int EndOf(OfferRow row, DateTimeOffset now, DateOnly today)
    {
        // An end at midnight belongs to the day before.
        var day = row.Status == EditorialStatus.Published && row.Ends is { } ends && ends > now ? Ist.DayOf(ends.AddTicks(-1)).DayNumber - today.DayNumber : Days;
        return Math.Min(day, Days) + (row.EndsWithin(now, OfferList.Soon) ? Days + 1 : 0);
    }
}
