using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;

namespace Clubshop.Admin.Dashboard;

/// <summary>What the dashboard shows of the catalog at one moment.</summary>
public sealed record DashboardFigures
{
    /// <summary>The moment (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whose offers they are about.</summary>
    public required DashboardScope Scope { get; init; }

    /// <summary>Records per kind and status, in the order shown; empty in a scope of clubs.</summary>
    public required IReadOnlyList<KindCounts> Kinds { get; init; }

    /// <summary>The clubs of the scope, by name; empty for the whole catalog.</summary>
    public required IReadOnlyList<ClubFigures> Clubs { get; init; }

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

    /// <summary>How many published offers end on each day in India: today first, <see cref="DashboardReader.Days"/> days.</summary>
    public required IReadOnlyList<int> EndingPerDay { get; init; }

    /// <summary>Live offers that no customer sees (<see cref="OfferSight"/>).</summary>
    public required int Unseen { get; init; }
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

/// <summary>The offers of one club.</summary>
/// <param name="Id">The club.</param>
/// <param name="Live">Published offers that hold now.</param>
/// <param name="Drafts">Offers being written.</param>
/// <param name="Ending">Published offers that end within <see cref="OfferList.Soon"/>.</param>
public sealed record ClubFigures(string Id, int Live, int Drafts, int Ending);
