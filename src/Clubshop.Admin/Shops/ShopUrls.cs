using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;

namespace Clubshop.Admin.Shops;

/// <summary>Addresses of the shop pages.</summary>
public static class ShopUrls
{
    /// <summary>The list.</summary>
    public const string List = "/shops";

    /// <summary>A new shop.</summary>
    public const string New = "/shops/new";

    /// <summary>Import of a file.</summary>
    public const string Import = "/shops/import";

    /// <summary>A shop's page.</summary>
    public static string Edit(string id) => $"/shops/{id}";

    /// <summary>The shops of a club.</summary>
    public static string OfClub(string clubId) => ListQuery.Parse(ShopList.Spec, "").WithFilter(ShopList.Club, clubId).Href;

    /// <summary>The shops in a category and in those inside it.</summary>
    public static string InCategory(string categoryId) => ListQuery.Parse(ShopList.Spec, "").WithFilter(ShopList.Category, categoryId).Href;
}
