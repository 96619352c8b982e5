using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
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
/// <param name="Kind">The word for several: "offers".</param>
/// <param name="ByStatus">Records by <see cref="EditorialStatus"/>'s number.</param>
public sealed record KindCounts(string Kind, IReadOnlyList<int> ByStatus)
{
    /// <summary>All but the deleted.</summary>
    public int Total => ByStatus.Sum() - ByStatus[(int)EditorialStatus.Deleted];

    /// <summary>Records of one status.</summary>
    public int Of(EditorialStatus status) => ByStatus[(int)status];
}

/// <summary>Reads the dashboard's figures from the indexes: one pass over each, some milliseconds for two hundred thousand offers.</summary>
public sealed class DashboardReader(
    RecordIndex<ClubRow> clubs, RecordIndex<ShopRow> shops, RecordIndex<CategoryRow> categories, RecordIndex<OfferRow> offers, TimeProvider time)
{
    private const int Shown = 6;

    /// <summary>How far the slowest index is: figures are true once all are there.</summary>
    public IndexState State => new[] { clubs.State, shops.State, categories.State, offers.State } switch
    {
        var states when states.Contains(IndexState.Loading) => IndexState.Loading,
        var states when states.Contains(IndexState.Problem) => IndexState.Problem,
        _ => IndexState.Ready,
    };

    /// <summary>The figures of now.</summary>
    public DashboardFigures Read()
    {
        var now = time.GetUtcNow();
        var (live, scheduled, hidden, today) = (0, 0, 0, 0);
        var lastOfToday = Ist.StartOf(Ist.DayOf(now).AddDays(1));
        var ending = offers.Search(new()
        {
            Where = row =>
            {
                switch (row.PhaseAt(now))
                {
                    case Phase.Live:
                        live++;
                        if (shops.Find(row.ShopId) is not { Status: EditorialStatus.Published })
                            hidden++;
                        break;
                    case Phase.Scheduled:
                        scheduled++;
                        break;
                }

                var soon = row.EndsWithin(now, OfferList.Soon);
                if (soon && row.Ends <= lastOfToday)
                    today++;

                return soon;
            },
            Order = (left, right) => Nullable.Compare(left.Ends, right.Ends),
            Take = Shown,
        });
        var offerCounts = Count("offers", offers);
        return new()
        {
            At = now,
            Kinds = [offerCounts, Count("shops", shops), Count("categories", categories), Count("clubs", clubs)],
            Live = live,
            Scheduled = scheduled,
            Hidden = hidden,
            Drafts = offerCounts.Of(EditorialStatus.Draft),
            EndingCount = ending.Total,
            EndingToday = today,
            Ending = ending.Rows,
        };
    }

    private static KindCounts Count<TRow>(string kind, RecordIndex<TRow> index)
        where TRow : class, IIndexRow => new(kind, index.Search(new() { Order = static (_, _) => 0, Take = 0 }).Counts);
}
