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
    public ListPage<ShopRow> Load(ListQuery query) => ListPage<ShopRow>.Of(shops, query, new() { Filter = FilterOf(query), Order = OrderOf(query.Sort) });

    /// <summary>The filters of a query; null for none. A category stands for all that is inside it.</summary>
    public RowFilter<ShopRow>? FilterOf(ListQuery query)
    {
        List<RowFilter<ShopRow>> all = [];
        if (query.Filter(Club) is { } club)
            all.Add(club == None ? ShopShape.Club.None : ShopShape.Club.In([club]));
        if (query.Filter(Category) is { } category)
            all.Add(category == None ? ShopShape.Category.None : ShopShape.Category.In(new CategoryTree(categories.All()).Within(category)));

        return all.Count == 0 ? null : RowFilters.All(all);
    }

    private static Comparison<ShopRow> OrderOf(string sort) => sort switch
    {
        ByCity => ShopShape.ByCity,
        ByChange => ShopShape.ByChange,
        _ => ShopShape.ByName,
    };
}
