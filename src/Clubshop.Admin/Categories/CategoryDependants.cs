using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Categories;

/// <summary>The categories inside a category.</summary>
public sealed class CategoryDependants(RecordIndex<CategoryRow> categories) : IDependants
{
    private readonly LinkCounts<CategoryRow> _counts =
        new(categories, L.Later("Inside it"), kind => kind == CategoryKind.Name ? row => row.ParentId.Length > 0 ? [row.ParentId] : [] : null);

    /// <inheritdoc/>
    public IEnumerable<DependantGroup> Of(string kind, string id)
    {
        if (kind != CategoryKind.Name)
            yield break;

        var inside = categories.All()
            .Where(row => row.ParentId == id && row.Status != EditorialStatus.Deleted)
            .OrderBy(row => row.NameKey, StringComparer.Ordinal).ToList();
        if (inside.Count == 0)
            yield break;

        var many = inside.Count > 1;
        yield return new()
        {
            One = "category",
            Many = "categories",
            Label = L["Inside it"],
            Count = inside.Count,
            Live = categories.Find(id)?.Status == EditorialStatus.Published ? inside.Count(row => row.Status == EditorialStatus.Published) : 0,
            Consequence = many ? L[$"{inside.Count} categories are inside it; people no longer reach them."] : L[$"{inside[0].Name} is inside it; people no longer reach it."],
            HoldsDelete = many ? L[$"{inside.Count} categories are inside it. Move or delete them first."] : L[$"{inside[0].Name} is inside it. Move or delete it first."],
            Href = CategoryUrls.Inside(id),
            Examples = [.. inside.Take(5).Select(row => new Dependant(row.Name, CategoryUrls.Edit(row.Id)))],
        };
    }

    /// <inheritdoc/>
    public DependantCounts? CountsOf(string kind) => _counts.Of(kind);
}
