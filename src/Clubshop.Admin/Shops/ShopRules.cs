using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;

namespace Clubshop.Admin.Shops;

/// <summary>What a shop must keep to, each told at its field. Pure.</summary>
public static class ShopRules
{
    /// <summary>The shop fit to keep: trimmed, without control characters, its links in one order.</summary>
    public static Shop Clean(Shop shop) => shop with
    {
        Name = PlainText.Line(shop.Name),
        Slug = PlainText.Line(shop.Slug),
        Code = PlainText.Line(shop.Code),
        Description = PlainText.Lines(shop.Description),
        Website = PlainText.Line(shop.Website),
        City = PlainText.Line(shop.City),
        ClubIds = [.. shop.ClubIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        CategoryIds = [.. shop.CategoryIds.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
    };

    /// <summary>What stands in the way of saving the shop, as far as it alone tells; empty when nothing does.</summary>
    public static IReadOnlyList<Problem> Check(Shop shop)
    {
        var clean = Clean(shop);
        return
        [
            .. TextRules.Name(clean.Name, nameof(Shop.Name), "The name", "Write the shop's name, as customers know it."),
            .. TextRules.SlugOf(clean.Slug, nameof(Shop.Slug)),
            .. TextRules.Code(clean.Code, nameof(Shop.Code)),
            .. TextRules.AtMost(clean.Description, TextRules.TextLength, "The description", nameof(Shop.Description)),
            .. WebAddress.Check(clean.Website, nameof(Shop.Website), "The website", onlySecure: false),
            .. TextRules.AtMost(clean.City, TextRules.CityLength, "The city", nameof(Shop.City)),
            .. TextRules.Links(clean.ClubIds, "clubs", nameof(Shop.ClubIds)),
            .. TextRules.Links(clean.CategoryIds, "categories", nameof(Shop.CategoryIds)),
        ];
    }
}
