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
        services.AddSingleton(new AuditKind { Kind = Kinds.Category, Label = "Category", Href = CategoryUrls.Edit, Attributes = CategoryFields.All.AuditLabels() });
        return services;
    }
}
