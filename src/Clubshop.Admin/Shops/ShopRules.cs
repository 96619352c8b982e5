using Clubshop.Admin.Common;

namespace Clubshop.Admin.Shops;

/// <summary>The rules of a shop; each problem names its field. Pure.</summary>
public static class ShopRules
{
    /// <summary>The shop ready to be stored: trimmed, without control characters, its links in one order.</summary>
    public static Shop Clean(Shop shop) => ShopFields.All.Clean(shop);

    /// <summary>The problems of the shop itself that prevent saving it.</summary>
    public static IReadOnlyList<Problem> Check(Shop shop) => ShopFields.All.Check(Clean(shop));
}
