using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Offers;

/// <summary>What the index of offers keeps up for their list, and the filters that it answers from that.</summary>
public static class OfferShape
{
    /// <summary>An offer's shop.</summary>
    public static Facet<OfferRow> Shop { get; } = new(row => row.ShopId);

    /// <summary>An offer's own clubs.</summary>
    public static Facet<OfferRow> Club { get; } = new(row => row.ClubIds);

    /// <summary>An offer's categories.</summary>
    public static Facet<OfferRow> Category { get; } = new(row => row.CategoryIds);

    /// <summary>Whether any of an offer's texts is missing in Hindi.</summary>
    public static Facet<OfferRow> Hindi { get; } = new(row => row.HindiMissing > 0 ? OfferUrls.Missing : "");

    /// <summary>First instant at which an offer holds.</summary>
    public static Moment<OfferRow> Starts { get; } = new(row => row.Starts);

    /// <summary>First instant at which it no longer holds.</summary>
    public static Moment<OfferRow> Ends { get; } = new(row => row.Ends);

    /// <summary>By title, which the folded text begins with.</summary>
    public static Comparison<OfferRow> ByTitle { get; } = (left, right) => string.CompareOrdinal(left.Folded, right.Folded);

    /// <summary>By the last change.</summary>
    public static Comparison<OfferRow> ByChange { get; } = (left, right) => left.UpdatedAt.CompareTo(right.UpdatedAt);

    /// <summary>By end, those without one first: reversed, they come last.</summary>
    public static Comparison<OfferRow> ByEndOpenFirst { get; } =
        (left, right) => (left.Ends ?? DateTimeOffset.MinValue).CompareTo(right.Ends ?? DateTimeOffset.MinValue);

    /// <summary>What the index keeps.</summary>
    public static RowShape<OfferRow> Kept { get; } = new()
    {
        Orders =
        [
            new(ByChange) { Number = row => row.UpdatedAt.UtcTicks }, new(ByChange, true), new(ByTitle), new(ByTitle, true),
            new(Starts.Order) { Number = Starts.Number }, new(Ends.Order) { Number = Ends.Number },
            new(ByEndOpenFirst, true) { Number = row => row.Ends?.UtcTicks ?? 0 },
        ],
        Facets = [Shop, Club, Category, Hindi],
    };

    /// <summary>Offers of which a text is missing in Hindi.</summary>
    public static RowFilter<OfferRow> LackingHindi { get; } = Hindi.In([OfferUrls.Missing]);

    /// <summary>Draft, published, paused, archived and deleted, one behind the other.</summary>
    public static RowRank<OfferRow> Statuses { get; } =
        new(row => (int)row.Status, [.. Enum.GetValues<EditorialStatus>().Select(RowFilters.Of<OfferRow>)]);

    /// <summary>Published offers in a phase.</summary>
    public static RowFilter<OfferRow> In(Phase phase, DateTimeOffset now)
    {
        var (published, started, over) = (RowFilters.Of<OfferRow>(EditorialStatus.Published), RowFilters.Not(Starts.Between(now, null)), Ends.Between(null, now));
        return phase switch
        {
            Phase.Ended => RowFilters.All(published, over),
            Phase.Live => RowFilters.All(published, started, RowFilters.Not(over)),
            _ => RowFilters.All(published, RowFilters.Not(started), RowFilters.Not(over)),
        };
    }

    /// <summary>Live, scheduled, ended, and what has no phase.</summary>
    public static RowRank<OfferRow> Phases(DateTimeOffset now)
    {
        Phase[] order = [Phase.Live, Phase.Scheduled, Phase.Ended];
        return new(row => row.PhaseAt(now) is { } phase ? Array.IndexOf(order, phase) : order.Length, [.. order.Select(phase => In(phase, now))]);
    }

    /// <summary>Published offers that end within a time from now.</summary>
    public static RowFilter<OfferRow> EndWithin(DateTimeOffset now, TimeSpan span) =>
        RowFilters.All(RowFilters.Of<OfferRow>(EditorialStatus.Published), Ends.Between(now, now + span));
}
