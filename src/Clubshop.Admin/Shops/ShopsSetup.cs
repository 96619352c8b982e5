using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Import;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;

namespace Clubshop.Admin.Shops;

/// <summary>Registers shops; expects clubs and categories.</summary>
public static class ShopsSetup
{
    /// <summary>Adds the store, service, list and index of shops.</summary>
    public static IServiceCollection AddShops(this IServiceCollection services)
    {
        services.AddCatalogKind<Shop, ShopRow, ShopStore, ShopService>(ShopKind.Definition, ShopStore.Row);
        services.AddSingleton<ShopList>();
        services.AddSingleton<IDependants, ShopDependants>();
        services.AddPublished(ShopPublished.Kind);
        services.AddImportKind<ShopCsv>();
        services.AddSingleton(provider => Labels(provider.GetRequiredService<RecordIndex<ClubRow>>(), provider.GetRequiredService<RecordIndex<CategoryRow>>()));
        return services;
    }

    private static AuditKind Labels(RecordIndex<ClubRow> clubs, RecordIndex<CategoryRow> categories) => new()
    {
        Kind = ShopKind.Name,
        Label = "Shop",
        Href = ShopUrls.Edit,
        Attributes = CatalogLabels.Of(
            ShopFields.All,
            (ShopStore.Name, nameof(Shop.Name), null),
            (ShopStore.Slug, nameof(Shop.Slug), null),
            (ShopStore.Code, nameof(Shop.Code), null),
            (ShopStore.Description, nameof(Shop.Description), null),
            (ShopStore.Website, nameof(Shop.Website), null),
            (ShopStore.City, nameof(Shop.City), null),
            (ShopStore.ClubIds, nameof(Shop.ClubIds), CatalogLabels.Names(id => clubs.Find(id)?.Name)),
            (ShopStore.CategoryIds, nameof(Shop.CategoryIds), CatalogLabels.Names(id => categories.Find(id)?.Name)),
            (ShopStore.Status, nameof(Shop.Status), CatalogLabels.Status)),
    };
}
