using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Offers;

/// <summary>Reads and writes offers: item ⇄ record. Only this file knows how an offer is stored.</summary>
public sealed class OfferStore(TableReader reader, WriteUnit unit) : RecordStore<Offer>(reader, unit)
{
    /// <inheritdoc/>
    protected override Table Table => Table.Offers;

    /// <inheritdoc/>
    protected override string Kind => Kinds.Offer;

    /// <inheritdoc/>
    public override ItemKey KeyOf(string id) => new(Table.Offers, "OFR#" + id);

    /// <summary>The row of the index.</summary>
    public static OfferRow Row(Item item) => OfferRow.Of(OfItem(item));

    /// <inheritdoc/>
    protected override Offer Read(Item item) => OfItem(item);

    /// <inheritdoc/>
    protected override void Write(Offer record, Item item) => ToItem(record, item);

    // An offer without clubs of its own is its shop's; the shop's clubs are not in its item, so that the service adds them to the entry.
    /// <inheritdoc/>
    protected override IReadOnlyCollection<string> ClubsOf(Offer record) => record.ClubIds;

    internal static Offer OfItem(Item item) => new()
    {
        Id = item.Id,
        Title = item.GetString("title"),
        Slug = item.GetString("slug"),
        Code = item.GetString("code"),
        ShopId = item.GetString("shopId"),
        ClubIds = item.GetStrings("clubIds"),
        CategoryIds = item.GetStrings("categoryIds"),
        Benefit = item.GetEnum("benefit", Benefit.Other),
        Value = item.GetDecimalOrNull("value"),
        Starts = item.GetTime("starts"),
        Ends = item.GetTime("ends"),
        Terms = item.GetString("terms"),
        LandingPage = item.GetString("landingPage"),
        Description = item.GetString("description"),
        Status = item.IsDeleted ? EditorialStatus.Deleted : item.GetEnum("status", EditorialStatus.Draft),
        Stamp = item.Stamp,
    };

    internal static Item ToItem(Offer offer, Item item) => item
        .Set("title", offer.Title)
        .Set("slug", offer.Slug)
        .Set("code", offer.Code)
        .Set("shopId", offer.ShopId)
        .SetStrings("clubIds", offer.ClubIds)
        .SetStrings("categoryIds", offer.CategoryIds)
        .SetEnum<Benefit>("benefit", offer.Benefit)
        .Set("value", offer.Value)
        .Set("starts", offer.Starts)
        .Set("ends", offer.Ends)
        .Set("terms", offer.Terms)
        .Set("landingPage", offer.LandingPage)
        .Set("description", offer.Description)
        .SetEnum<EditorialStatus>("status", offer.Status);
}
