using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Import;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Offers.Doctor;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Offers;

/// <summary>Registers offers; expects clubs, shops and categories.</summary>
public static class OffersSetup
{
    /// <summary>Adds the store, service, list and index of offers.</summary>
    public static IServiceCollection AddOffers(this IServiceCollection services)
    {
        services.AddCatalogKind<Offer, OfferRow, OfferStore, OfferService>(OfferKind.Definition, OfferStore.Row, OfferShape.Kept);
        services.AddSingleton<OfferSight>();
        services.AddSingleton<UnseenOffers>();
        services.AddSingleton<IOfferCheck>(provider => new CopyCheck(provider.GetRequiredService<CacheService>()));
        services.AddSingleton<OfferDoctor>();
        services.AddSingleton<OfferList>();
        services.AddSingleton<OfferTexts>();
        services.AddSingleton<ShopPicks>();
        services.AddSingleton<OfferPartList>();
        services.AddSingleton<IDependants, OfferDependants>();
        services.AddPublished(OfferPublished.Kind);
        services.AddImportKind<OfferCsv>();
        services.AddBulk<Offer, OfferService>(
            OfferKind.Definition, OfferFields.All,
            static provider => ReachOf(provider.GetRequiredService<OfferService>()),
            new Dictionary<string, Type>(StringComparer.Ordinal) { [nameof(Offer.ClubIds)] = typeof(ClubPicker), [nameof(Offer.CategoryIds)] = typeof(CategoryPicker) });
        services.AddSingleton(new AuditKind { Kind = OfferKind.Name, Label = L.Later("Offer"), Href = OfferUrls.Edit, Attributes = OfferFields.All.AuditLabels() });
        return services;
    }

    private static BulkReach<Offer> ReachOf(OfferService offers) =>
        new(offers.ClubsOf, offer => offers.ShopOf(offer.ShopId) is { } shop ? OfferViewers.ForEverybody(offer.ClubIds, shop) : null);
}
