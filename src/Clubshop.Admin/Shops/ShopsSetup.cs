using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Shops;

/// <summary>Registers shops; expects clubs and categories.</summary>
public static class ShopsSetup
{
    /// <summary>Adds the store, service, list and index of shops.</summary>
    public static IServiceCollection AddShops(this IServiceCollection services)
    {
        services.AddSingleton<ShopStore>();
        services.AddSingleton<ShopService>();
        services.AddSingleton<ShopList>();
        services.AddSingleton<IDependants, ShopDependants>();
        services.AddSingleton(provider => new AuditNames(id => provider.GetRequiredService<RecordIndex<ShopRow>>().Find(id)?.Name));
        services.AddRecordIndex(Table.Shops, ShopStore.Row);
        services.AddPublished(ShopPublished.Kind);
        services.AddSingleton(new AuditKind { Kind = Kinds.Shop, Label = "Shop", Href = ShopUrls.Edit, Attributes = ShopFields.All.AuditLabels() });
        return services;
    }
}
