using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Pictures;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers;

/// <summary>How an offer's values read, with the names of what it is linked to.</summary>
public sealed class OfferTexts(RecordIndex<ShopRow> shops, RecordIndex<ClubRow> clubs, RecordIndex<CategoryRow> categories)
{
    /// <summary>The name of a shop; a word for one that is gone; empty for none.</summary>
    public string Shop(string id) => id.Length == 0 ? "" : shops.Find(id)?.Name ?? L["A shop that no longer exists"];

    /// <summary>The path of the mark of an offer in a list: its own picture, otherwise its shop's; null without either.</summary>
    public string? Mark(OfferRow row) => PictureFiles.Mark(row.Picture) ?? PictureFiles.Mark(shops.Find(row.ShopId)?.Picture ?? "");

    /// <summary>The name of a club.</summary>
    public string Club(string id) => ClubNames.Of(clubs, id);

    /// <summary>The name of a category, without those above it.</summary>
    public string Category(string id) => CategoryNames.Of(categories, id).Split(" / ")[^1];

    /// <summary>The first category and how many more: "Fashion and 2 more"; empty without any.</summary>
    public string Categories(IReadOnlyList<string> ids) => ids.Count switch
    {
        0 => "",
        1 => Category(ids[0]),
        _ => L[$"{Category(ids[0])} and {Format.Number(ids.Count - 1)} more"],
    };

    /// <summary>The name of what an offer is linked to, by its kind and id.</summary>
    public string NameOf(string kind, string id) => kind switch
    {
        ShopKind.Name => Shop(id),
        ClubKind.Name => Club(id),
        _ => CategoryNames.Of(categories, id),
    };
}
