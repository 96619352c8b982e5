using Clubshop.Admin.Common;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Offers;

/// <summary>Reads offers, and knows how one is stored: item ⇄ record. Only this file sees the storage's items.</summary>
public sealed class OfferStore(TableReader reader)
{
    /// <summary>What a slug's marker is called.</summary>
    public const string SlugMarker = "SLUG";

    /// <summary>What a code's marker is called.</summary>
    public const string CodeMarker = "CODE";

    /// <summary>The offer's item as it is stored now (consistent), or null.</summary>
    public Task<Item?> ReadAsync(string id, CancellationToken cancellationToken) => reader.ReadAsync(Key(id), cancellationToken);

    /// <summary>The key of an offer.</summary>
    public static ItemKey Key(string id) => new(Table.Offers, "OFR#" + id);

    /// <summary>The record of an item.</summary>
    public static Offer Read(Item item) => new()
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

    /// <summary>The item of a record; what else <paramref name="before"/> carries stays on it.</summary>
    public static Item Write(Offer offer, Item? before) =>
        (before?.Copy() ?? new Item(Key(offer.Id).Pk))
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
