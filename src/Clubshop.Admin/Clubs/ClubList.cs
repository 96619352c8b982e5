using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Clubs;

/// <summary>The list of clubs: search, status, order and page over the index.</summary>
public sealed class ClubList(RecordIndex<ClubRow> clubs)
{
    /// <summary>Sorts of the list.</summary>
    public const string ByName = "name", ByCity = "city", ByChange = "changed";

    /// <summary>What the list can be asked for.</summary>
    public static ListSpec Spec { get; } = new(ClubUrls.List, [ByName, ByCity, ByChange], []);

    /// <summary>What the list shows.</summary>
    public ListPage<ClubRow> Load(ListQuery query) => ListPage<ClubRow>.Of(clubs, query, new() { Order = OrderOf(query.Sort) });

    private static Comparison<ClubRow> OrderOf(string sort) => sort switch
    {
        ByCity => (left, right) => string.CompareOrdinal(left.City, right.City) is not 0 and var order ? order : ByNameKey(left, right),
        ByChange => (left, right) => left.UpdatedAt.CompareTo(right.UpdatedAt),
        _ => ByNameKey,
    };

    private static int ByNameKey(ClubRow left, ClubRow right) => string.CompareOrdinal(left.NameKey, right.NameKey);
}
