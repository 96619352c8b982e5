using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;

namespace Clubshop.Admin.Dashboard;

/// <summary>What the dashboard shows of the catalog at one moment.</summary>
public sealed record DashboardFigures
{
    /// <summary>The moment (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Records per kind and status, in the order shown.</summary>
    public required IReadOnlyList<KindCounts> Kinds { get; init; }

    /// <summary>Published offers that hold now.</summary>
    public required int Live { get; init; }

    /// <summary>Published offers whose start is to come.</summary>
    public required int Scheduled { get; init; }

    /// <summary>Offers being written.</summary>
    public required int Drafts { get; init; }

    /// <summary>Published offers that end within <see cref="OfferList.Soon"/>.</summary>
    public required int EndingCount { get; init; }

    /// <summary>Those of them that end today, in India.</summary>
    public required int EndingToday { get; init; }

    /// <summary>The first of them, the nearest end first.</summary>
    public required IReadOnlyList<OfferRow> Ending { get; init; }

    /// <summary>Published offers that hold now, and that no customer sees because their shop is not published.</summary>
    public required int Hidden { get; init; }
}

/// <summary>How many records of a kind have which status.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="ByStatus">Records by <see cref="EditorialStatus"/>'s number.</param>
public sealed record KindCounts(CatalogKind Kind, IReadOnlyList<int> ByStatus)
{
    /// <summary>All but the deleted.</summary>
    public int Total => ByStatus.Sum() - ByStatus[(int)EditorialStatus.Deleted];

    /// <summary>Records of one status.</summary>
    public int Of(EditorialStatus status) => ByStatus[(int)status];
}

/// <summary>Reads the dashboard's figures from the indexes: one pass over each, some milliseconds for two hundred thousand offers.</summary>
public sealed class DashboardReader(
    IEnumerable<CatalogIndex> indexes, RecordIndex<ShopRow> shops, RecordIndex<OfferRow> offers, TimeProvider time)
{
    private const int Shown = 6;
    private const int Sights = 4;
    private const int Endings = 3;

    // What customers see of an offer, and when it ends: an offer is counted under both at once, in one pass.
    private enum Sight
    {
        None,
        Live,
        Hidden,
        Scheduled,
    }

    private enum Ending
    {
        Later,
        Soon,
        Today,
    }

    private readonly IReadOnlyList<CatalogIndex> _indexes = [.. indexes.OrderBy(index => index.Kind.Order)];

    /// <summary>The indexes that are read, in the order in which their kinds are shown.</summary>
    public IReadOnlyList<CatalogIndex> Indexes => _indexes;

    /// <summary>How far the slowest index is: figures are true once all are there.</summary>
    public IndexState State =>
        _indexes.Any(index => index.State == IndexState.Loading) ? IndexState.Loading
        : _indexes.Any(index => index.State == IndexState.Problem) ? IndexState.Problem
        : IndexState.Ready;

    /// <summary>The figures of now.</summary>
    public DashboardFigures Read()
    {
        var now = time.GetUtcNow();
        var lastOfToday = Ist.StartOf(Ist.DayOf(now).AddDays(1));
        var page = offers.Search(new()
        {
            Bucket = row => (int)SightOf(row, now) + (Sights * (int)EndingOf(row, now, lastOfToday)),
            Buckets = Sights * Endings,
            Only = bucket => bucket / Sights != (int)Ending.Later,
            Order = (left, right) => Nullable.Compare(left.Ends, right.Ends),
            Take = Shown,
        });
        var kinds = _indexes.Select(index => new KindCounts(index.Kind, index.CountsByStatus())).ToList();
        return new()
        {
            At = now,
            Kinds = kinds,
            Live = In(Sight.Live) + In(Sight.Hidden),
            Scheduled = In(Sight.Scheduled),
            Hidden = In(Sight.Hidden),
            Drafts = kinds.Single(counts => counts.Kind.Name == OfferKind.Name).Of(EditorialStatus.Draft),
            EndingCount = page.Total,
            EndingToday = page.Counts.Skip(Sights * (int)Ending.Today).Take(Sights).Sum(),
            Ending = page.Rows,
        };

        int In(Sight sight) => page.Counts.Where((_, bucket) => bucket % Sights == (int)sight).Sum();
    }

    private Sight SightOf(OfferRow row, DateTimeOffset now) => row.PhaseAt(now) switch
    {
        Phase.Live => shops.Find(row.ShopId) is { Status: EditorialStatus.Published } ? Sight.Live : Sight.Hidden,
        Phase.Scheduled => Sight.Scheduled,
        _ => Sight.None,
    };

    private static Ending EndingOf(OfferRow row, DateTimeOffset now, DateTimeOffset lastOfToday) =>
        !row.EndsWithin(now, OfferList.Soon) ? Ending.Later : row.Ends <= lastOfToday ? Ending.Today : Ending.Soon;
}
