using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Categories;

/// <summary>Registers categories.</summary>
public static class CategoriesSetup
{
    /// <summary>Adds the store, service, list and index of categories.</summary>
    public static IServiceCollection AddCategories(this IServiceCollection services)
    {
        services.AddSingleton<CategoryStore>();
        services.AddSingleton<CategoryService>();
        services.AddSingleton<CategoryList>();
        services.AddSingleton<IDependants, CategoryDependants>();
        services.AddSingleton(provider => new AuditNames(id => provider.GetRequiredService<RecordIndex<CategoryRow>>().Find(id)?.Name));
        services.AddRecordIndex(Table.Categories, CategoryStore.Row);
        services.AddPublished(CategoryPublished.Kind);
        services.AddSingleton(provider => Labels(provider.GetRequiredService<RecordIndex<CategoryRow>>()));
        return services;
    }

    private static AuditKind Labels(RecordIndex<CategoryRow> categories) => new()
    {
        Kind = Kinds.Category,
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
