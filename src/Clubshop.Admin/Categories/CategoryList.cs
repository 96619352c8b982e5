using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Categories;

/// <summary>
/// The list of categories. In its first order it is the tree, each category behind its parent, and a search keeps the tree's order; by
/// another column it is flat.
/// </summary>
public sealed class CategoryList(RecordIndex<CategoryRow> categories)
{
    /// <summary>Sorts of the list.</summary>
    public const string ByTree = "tree", ByName = "name", ByChange = "changed";

    /// <summary>Filter of the list: the category that they are inside, however deep.</summary>
    public const string Inside = "inside";

    /// <summary>What the list can be asked for.</summary>
    public static ListSpec Spec { get; } = new(CategoryUrls.List, [ByTree, ByName, ByChange], [Inside]);

    /// <summary>What the list shows.</summary>
    public ListPage<CategoryRow> Load(ListQuery query) => ListPage<CategoryRow>.Of(categories, query, new() { Filter = FilterOf(query), Order = OrderOf(query.Sort) });

    /// <summary>The filter of a query; null for none.</summary>
    public RowFilter<CategoryRow>? FilterOf(ListQuery query)
    {
        if (query.Filter(Inside) is not { } id)
            return null;

        var within = Tree().Within(id);
        return RowFilters.Where<CategoryRow>(row => row.Id != id && within.Contains(row.Id));
    }

    /// <summary>The tree of now.</summary>
    public CategoryTree Tree() => new(categories.All());

    private Comparison<CategoryRow> OrderOf(string sort)
    {
        if (sort == ByChange)
            return (left, right) => left.UpdatedAt.CompareTo(right.UpdatedAt);

        if (sort == ByName)
            return ByNameKey;

        var places = Tree().InOrder.Select((node, place) => (node.Row.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place, StringComparer.Ordinal);
        return (left, right) =>
            places.GetValueOrDefault(left.Id, int.MaxValue).CompareTo(places.GetValueOrDefault(right.Id, int.MaxValue)) is not 0 and var order
                ? order : ByNameKey(left, right);
    }

    private static int ByNameKey(CategoryRow left, CategoryRow right) => string.CompareOrdinal(left.NameKey, right.NameKey);
}
