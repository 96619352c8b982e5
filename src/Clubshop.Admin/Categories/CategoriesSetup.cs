using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Import;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Categories;

/// <summary>Registers categories.</summary>
public static class CategoriesSetup
{
    /// <summary>Adds the store, service, list and index of categories.</summary>
    public static IServiceCollection AddCategories(this IServiceCollection services)
    {
        services.AddCatalogKind<Category, CategoryRow, CategoryStore, CategoryService>(CategoryKind.Definition, CategoryStore.Row);
        services.AddSingleton<CategoryList>();
        services.AddSingleton<IDependants, CategoryDependants>();
        services.AddPublished(CategoryPublished.Kind);
        services.AddImportKind<CategoryCsv>();
        services.AddBulk<Category, CategoryService>(
            CategoryKind.Definition, CategoryFields.All, static _ => new(_ => null, _ => null), permission: Permission.EditCategories, isTree: true);
        services.AddSingleton(new AuditKind { Kind = CategoryKind.Name, Label = L.Later("Category"), Href = CategoryUrls.Edit, Attributes = CategoryFields.All.AuditLabels() });
        return services;
    }
}
