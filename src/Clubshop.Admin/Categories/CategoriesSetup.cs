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
        services.AddSingleton(provider => Labels(provider.GetRequiredService<RecordIndex<CategoryRow>>()));
        return services;
    }

    private static AuditKind Labels(RecordIndex<CategoryRow> categories) => new()
    {
        Kind = CategoryKind.Name,
        Label = "Category",
        Href = CategoryUrls.Edit,
        Attributes = CatalogLabels.Of(
            CategoryFields.All,
            (CategoryStore.Name, nameof(Category.Name), null),
            (CategoryStore.ParentId, nameof(Category.ParentId), CatalogLabels.Names(id => categories.Find(id)?.Name)),
            (CategoryStore.Slug, nameof(Category.Slug), null),
            (CategoryStore.Code, nameof(Category.Code), null),
            (CategoryStore.Description, nameof(Category.Description), null),
            (CategoryStore.Status, nameof(Category.Status), CatalogLabels.Status)),
    };
}
