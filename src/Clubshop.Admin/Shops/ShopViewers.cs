namespace Clubshop.Admin.Shops;

/// <summary>Who sees a shop, in words. Pure.</summary>
public static class ShopViewers
{
    /// <summary>Why every customer sees the shop once it is published; null where clubs limit it.</summary>
    /// <param name="clubIds">Ids of its clubs.</param>
    public static string? ForEverybody(IReadOnlyList<string> clubIds) => clubIds.Count > 0
        ? null
        : L["This shop has no club, so none limits it: every customer finds it, and those of its offers that have no clubs of their own."];
}
