using Clubshop.Admin.Common;

namespace Clubshop.Admin.Shops;

/// <summary>What a shop must keep to, each told at its field. Pure.</summary>
public static class ShopRules
{
    /// <summary>The shop fit to keep: trimmed, without control characters, its links in one order.</summary>
    public static Shop Clean(Shop shop) => ShopFields.All.Clean(shop);

    /// <summary>What stands in the way of saving the shop, as far as it alone tells; empty when nothing does.</summary>
    public static IReadOnlyList<Problem> Check(Shop shop) => ShopFields.All.Check(Clean(shop));
}
