using Clubshop.Admin.Catalog;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Categories;

/// <summary>What a category is called, where its pages are and where it is stored.</summary>
public static class CategoryKind
{
    /// <summary>The kind's name.</summary>
    public const string Name = "category";

    /// <summary>The table.</summary>
    public static Table Table { get; } = Table.OfRecords("Categories");

    /// <summary>The kind.</summary>
    public static CatalogKind Definition { get; } = new()
    {
        Name = Name,
        Many = L.Later("categories"),
        Icon = Icons.Categories,
        Order = 3,
        Table = Table,
        Spec = CategoryList.Spec,
        ImportPermission = Permission.EditCategories,
        EditPermission = Permission.EditCategories,
    };
}
