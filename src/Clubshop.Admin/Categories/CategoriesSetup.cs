using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Import;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;

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
        services.AddSingleton(new AuditKind { Kind = CategoryKind.Name, Label = "Category", Href = CategoryUrls.Edit, Attributes = CategoryFields.All.AuditLabels() });
        return services;
    }
}
