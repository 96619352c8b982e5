using Clubshop.Admin.Audit;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Registry;

/// <summary>Registers the registry of customers' devices, follows and opt-outs.</summary>
public static class RegistrySetup
{
    /// <summary>Adds the services. Requires storage, master data, clubs, shops and categories.</summary>
    public static IServiceCollection AddRegistry(this IServiceCollection services)
    {
        services.AddSingleton<RegistryStore>();
        services.AddSingleton<RegistryAudit>();
        services.AddSingleton<FollowTargets>();
        services.AddSingleton<Catalog.Bulk.IClubFollowers, ClubFollowers>();
        services.AddSingleton(provider => new RegistryReader(provider.GetRequiredService<RegistryStore>(), provider.GetRequiredService<TableReader>()));
        services.AddSingleton(provider => new RegistryService(
            provider.GetRequiredService<RegistryStore>(), provider.GetRequiredService<UnauditedWriter>(), provider.GetRequiredService<RegistryReader>(),
            provider.GetRequiredService<RegistryAudit>(), provider.GetRequiredService<FollowTargets>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RegistryStaffService(
            provider.GetRequiredService<RegistryStore>(), provider.GetRequiredService<TableReader>(),
            provider.GetRequiredService<WriteUnit>(), provider.GetRequiredService<UnauditedWriter>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RegistrySeed(
            provider.GetRequiredService<RegistryStore>(), provider.GetRequiredService<UnauditedWriter>(), provider.GetRequiredService<RegistryAudit>(),
            provider.GetRequiredService<RecordIndex<ClubRow>>(), provider.GetRequiredService<RecordIndex<ShopRow>>(),
            provider.GetRequiredService<RecordIndex<CategoryRow>>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RegistryImport(
            provider.GetRequiredService<RegistryService>(), provider.GetRequiredService<RegistryReader>(), provider.GetRequiredService<WriteUnit>(),
            provider.GetRequiredService<RecordIndex<ClubRow>>(), provider.GetRequiredService<RecordIndex<ShopRow>>(),
            provider.GetRequiredService<RecordIndex<CategoryRow>>(), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RegistryImport>>()));
        services.AddSingleton(new AuditKind
        {
            Kind = RegistryAudit.Kind,
            Label = L.Later("Source of registrations"),
            Actions = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [AuditActions.Change] = L.Later("received devices, follows and opt-outs from"),
                [AuditActions.Import] = L.Later("imported customers from"),
                [AuditActions.Finish] = L.Later("finished importing customers from"),
            },
        });
        return services;
    }
}
