using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Import;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;

namespace Clubshop.Admin.Clubs;

/// <summary>Registers clubs.</summary>
public static class ClubsSetup
{
    /// <summary>Adds the store, service, list and index of clubs.</summary>
    public static IServiceCollection AddClubs(this IServiceCollection services)
    {
        services.AddCatalogKind<Club, ClubRow, ClubStore, ClubService>(ClubKind.Definition, ClubStore.Row);
        services.AddSingleton<ClubList>();
        services.AddPublished(ClubPublished.Kind);
        services.AddImportKind<ClubCsv>();
        services.AddBulk<Club, ClubService>(ClubKind.Definition, ClubFields.All, static _ => new(club => [club.Id], _ => null));
        services.AddSingleton(new AuditKind { Kind = ClubKind.Name, Label = L.Later("Club"), Href = ClubUrls.Edit, Attributes = ClubFields.All.AuditLabels() });
        return services;
    }
}
