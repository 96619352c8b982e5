using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Clubs;

/// <summary>Registers clubs.</summary>
public static class ClubsSetup
{
    /// <summary>Adds the store, service, list and index of clubs.</summary>
    public static IServiceCollection AddClubs(this IServiceCollection services)
    {
        services.AddSingleton<ClubStore>();
        services.AddSingleton<ClubService>();
        services.AddSingleton<ClubList>();
        services.AddSingleton(provider => new AuditNames(id => provider.GetRequiredService<RecordIndex<ClubRow>>().Find(id)?.Name));
        services.AddRecordIndex(Table.Clubs, ClubStore.Row);
        services.AddPublished(ClubPublished.Kind);
        services.AddSingleton(new AuditKind { Kind = Kinds.Club, Label = "Club", Href = ClubUrls.Edit, Attributes = ClubFields.All.AuditLabels() });
        return services;
    }
}
