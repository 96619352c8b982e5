using Clubshop.Admin.Catalog.Lists;

namespace Clubshop.Admin.Categories;

/// <summary>Addresses of the category pages.</summary>
public static class CategoryUrls
{
    /// <summary>The list.</summary>
    public const string List = "/categories";

    /// <summary>A new category.</summary>
    public const string New = "/categories/new";

    /// <summary>Import of a file.</summary>
    public const string Import = "/categories/import";

    /// <summary>A category's page.</summary>
    public static string Edit(string id) => $"/categories/{id}";

    /// <summary>A new category inside another.</summary>
    public static string NewInside(string id) => $"/categories/new?parent={id}";

    /// <summary>The categories inside another.</summary>
    public static string Inside(string id) => ListQuery.Parse(CategoryList.Spec, "").WithFilter(CategoryList.Inside, id).Href;
}
