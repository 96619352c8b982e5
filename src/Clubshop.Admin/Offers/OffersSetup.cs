using System.Globalization;
using System.Text.Json;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Import;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Offers;

/// <summary>Registers offers; expects clubs, shops and categories.</summary>
public static class OffersSetup
{
    /// <summary>Adds the store, service, list and index of offers.</summary>
    public static IServiceCollection AddOffers(this IServiceCollection services)
    {
        services.AddCatalogKind<Offer, OfferRow, OfferStore, OfferService>(OfferKind.Definition, OfferStore.Row);
        services.AddSingleton<OfferList>();
        services.AddSingleton<OfferTexts>();
        services.AddSingleton<ShopPicks>();
        services.AddScoped<OfferActions>();
        services.AddSingleton<IDependants, OfferDependants>();
        services.AddPublished(OfferPublished.Kind);
        services.AddImportKind<OfferCsv>();
        services.AddSingleton(provider => Labels(
            provider.GetRequiredService<RecordIndex<ShopRow>>(),
            provider.GetRequiredService<RecordIndex<ClubRow>>(),
            provider.GetRequiredService<RecordIndex<CategoryRow>>()));
        return services;
    }

    private static AuditKind Labels(RecordIndex<ShopRow> shops, RecordIndex<ClubRow> clubs, RecordIndex<CategoryRow> categories) => new()
    {
        Kind = OfferKind.Name,
        Label = "Offer",
        Href = OfferUrls.Edit,
        Attributes = CatalogLabels.Of(
            OfferFields.All,
            (OfferStore.Title, nameof(Offer.Title), null),
            (OfferStore.Slug, nameof(Offer.Slug), null),
            (OfferStore.Code, nameof(Offer.Code), null),
            (OfferStore.ShopId, nameof(Offer.ShopId), CatalogLabels.Names(id => shops.Find(id)?.Name)),
            (OfferStore.ClubIds, nameof(Offer.ClubIds), CatalogLabels.Names(id => clubs.Find(id)?.Name)),
            (OfferStore.CategoryIds, nameof(Offer.CategoryIds), CatalogLabels.Names(id => categories.Find(id)?.Name)),
            (OfferStore.BenefitOf, nameof(Offer.Benefit), BenefitText),
            (OfferStore.Value, nameof(Offer.Value), NumberText),
            (OfferStore.Starts, nameof(Offer.Starts), MomentText),
            (OfferStore.Ends, nameof(Offer.Ends), EndText),
            (OfferStore.Terms, nameof(Offer.Terms), null),
            (OfferStore.LandingPage, nameof(Offer.LandingPage), null),
            (OfferStore.Description, nameof(Offer.Description), null),
            (OfferStore.Status, nameof(Offer.Status), CatalogLabels.Status)),
    };

    private static string BenefitText(JsonElement value) => Benefits.TryParse(value.ToString(), out var benefit) ? Benefits.Label(benefit) : value.ToString();

    // An entry has the value alone, without the benefit that says of what: 1,500, not ₹1,500.
    private static string NumberText(JsonElement value) =>
        decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new Money(number).ToString().Replace("₹", "", StringComparison.Ordinal)
            : value.ToString();

    private static string EndText(JsonElement value) => Times.TryParse(value.ToString(), out var instant) ? OfferRules.EndMoment(instant) + " IST" : value.ToString();

    private static string MomentText(JsonElement value) => Times.TryParse(value.ToString(), out var instant) ? OfferRules.Moment(instant) + " IST" : value.ToString();
}
