using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Offers;

/// <summary>Which attribute of an item holds which property of an offer.</summary>
public sealed class OfferStore(TableReader reader, WriteUnit unit, RecordIndex<ShopRow> shops) : RecordStore<Offer>(reader, unit)
{
    internal const string Title = "title", Slug = "slug", Code = "code", ShopId = "shopId", ClubIds = "clubIds", CategoryIds = "categoryIds";
    internal const string BenefitOf = "benefit", Value = "value", Starts = "starts", Ends = "ends";
    internal const string Terms = "terms", LandingPage = "landingPage", Description = "description", Status = "status";

    /// <inheritdoc/>
    protected override Table Table => OfferKind.Table;

    /// <inheritdoc/>
    protected override string Kind => OfferKind.Name;

    /// <summary>The key of an offer.</summary>
    public static ItemKey Key(string id) => new(OfferKind.Table, "OFFER#" + id);

    /// <inheritdoc/>
    public override ItemKey KeyOf(string id) => Key(id);

    /// <summary>The index row of an item.</summary>
    public static OfferRow Row(Item item) => OfferRow.Of(FromItem(item));

    /// <summary>The offer in an item; what an older item lacks reads as the default.</summary>
    public static Offer FromItem(Item item) => new()
    {
        Id = item.Id,
        Title = item.GetString(Title),
        Slug = item.GetString(Slug),
        Code = item.GetString(Code),
        ShopId = item.GetString(ShopId),
        ClubIds = [.. item.GetSet(ClubIds).Order(StringComparer.Ordinal)],
        CategoryIds = [.. item.GetSet(CategoryIds).Order(StringComparer.Ordinal)],
        Benefit = item.GetEnum(BenefitOf, Benefit.Other),
        Value = item.GetDecimalOrNull(Value),
        Starts = item.GetTime(Starts),
        Ends = item.GetTime(Ends),
        Terms = item.GetString(Terms),
        LandingPage = item.GetString(LandingPage),
        Description = item.GetString(Description),
        Status = item.GetEnum(Status, EditorialStatus.Draft),
        Stamp = item.Stamp,
    };

    /// <summary>Sets every property that people edit on an item.</summary>
    public static Item ToItem(Offer offer, Item item) => item
        .Set(Title, offer.Title)
        .Set(Slug, offer.Slug)
        .Set(Code, offer.Code)
        .Set(ShopId, offer.ShopId)
        .SetSet(ClubIds, offer.ClubIds)
        .SetSet(CategoryIds, offer.CategoryIds)
        .SetEnum<Benefit>(BenefitOf, offer.Benefit)
        .Set(Value, offer.Value)
        .Set(Starts, offer.Starts)
        .Set(Ends, offer.Ends)
        .Set(Terms, offer.Terms)
        .Set(LandingPage, offer.LandingPage)
        .Set(Description, offer.Description)
        .SetEnum<EditorialStatus>(Status, offer.Status);

    /// <inheritdoc/>
    protected override Offer Read(Item item) => FromItem(item);

    /// <inheritdoc/>
    protected override void Write(Offer record, Item item) => ToItem(record, item);

    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> ClubsOf(Offer record) => record.ClubsWith(shops.Find(record.ShopId)?.ClubIds ?? []);
}
