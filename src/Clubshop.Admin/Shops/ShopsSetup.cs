using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
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
        services.AddCatalogKind<Shop, ShopRow, ShopStore, ShopService>(ShopKind.Definition, ShopStore.Row, ShopShape.Kept);
        services.AddSingleton<ShopList>();
        services.AddSingleton<IDependants, ShopDependants>();
        services.AddPublished(ShopPublished.Kind);
        services.AddImportKind<ShopCsv>();
        services.AddBulk<Shop, ShopService>(
            ShopKind.Definition, ShopFields.All, static _ => new(shop => shop.ClubIds, shop => ShopViewers.ForEverybody(shop.ClubIds)),
            new Dictionary<string, Type>(StringComparer.Ordinal) { [nameof(Shop.ClubIds)] = typeof(ClubPicker), [nameof(Shop.CategoryIds)] = typeof(CategoryPicker) });
        services.AddSingleton(new AuditKind { Kind = ShopKind.Name, Label = L.Later("Shop"), Href = ShopUrls.Edit, Attributes = ShopFields.All.AuditLabels() });
        return services;
    }
}
