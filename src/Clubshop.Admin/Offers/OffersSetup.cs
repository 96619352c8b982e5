using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Offers;

/// <summary>Registers offers; expects clubs, shops and categories.</summary>
public static class OffersSetup
{
    /// <summary>Adds the store, service, list and index of offers.</summary>
    public static IServiceCollection AddOffers(this IServiceCollection services)
    {
        services.AddSingleton<OfferStore>();
        services.AddSingleton<OfferService>();
        services.AddSingleton<OfferList>();
        services.AddSingleton<OfferTexts>();
        services.AddSingleton<ShopPicks>();
        services.AddScoped<OfferActions>();
        services.AddSingleton<IDependants, OfferDependants>();
        services.AddSingleton(provider => new AuditNames(id => provider.GetRequiredService<RecordIndex<OfferRow>>().Find(id)?.Title));
        services.AddRecordIndex(Table.Offers, OfferStore.Row);
        services.AddPublished(OfferPublished.Kind);
        services.AddSingleton(new AuditKind { Kind = Kinds.Offer, Label = "Offer", Href = OfferUrls.Edit, Attributes = OfferFields.All.AuditLabels() });
        return services;
    }
}
