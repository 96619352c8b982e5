using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Categories;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Shops;

/// <summary>The list of shops: search, status, club, category, order and page over the index.</summary>
public sealed class ShopList(RecordIndex<ShopRow> shops, RecordIndex<CategoryRow> categories)
{
    /// <summary>Sorts of the list.</summary>
    public const string ByName = "name", ByCity = "city", ByChange = "changed";

    /// <summary>Filters of the list.</summary>
    public const string Club = "club", Category = "category";

    /// <summary>The filter's value for shops without any club, or any category.</summary>
    public const string None = "none";

    /// <summary>What the list can be asked for.</summary>
    public static ListSpec Spec { get; } = new(ShopUrls.List, [ByName, ByCity, ByChange], [Club, Category]);

    /// <summary>What the list shows.</summary>
    public ListPage<ShopRow> Load(ListQuery query) => ListPage<ShopRow>.Of(shops, query, WhereOf(query), OrderOf(query.Sort));

    /// <summary>The filters of a query; null for none. A category stands for all that is inside it.</summary>
    public Func<ShopRow, bool>? WhereOf(ListQuery query)
    {
        var club = query.Filter(Club);
        var category = query.Filter(Category);
        if (club is null && category is null)
            return null;

        var within = category is null or None ? null : new CategoryTree(categories.All()).Within(category);
        return row =>
            (club is null || (club == None ? row.ClubIds.Count == 0 : row.ClubIds.Contains(club)))
            && (category is null || (within is null ? row.CategoryIds.Count == 0 : row.CategoryIds.Any(within.Contains)));
    }

    private static Comparison<ShopRow> OrderOf(string sort) => sort switch
    {
        ByCity => (left, right) => string.CompareOrdinal(left.City, right.City) is not 0 and var order ? order : ByNameKey(left, right),
        ByChange => (left, right) => left.UpdatedAt.CompareTo(right.UpdatedAt),
        _ => ByNameKey,
    };

    private static int ByNameKey(ShopRow left, ShopRow right) => string.CompareOrdinal(left.NameKey, right.NameKey);
}
