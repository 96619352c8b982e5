using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Shops;

/// <summary>What the index of shops keeps up for their list.</summary>
public static class ShopShape
{
    /// <summary>A shop's clubs.</summary>
    public static Facet<ShopRow> Club { get; } = new(row => row.ClubIds);

    /// <summary>A shop's categories.</summary>
    public static Facet<ShopRow> Category { get; } = new(row => row.CategoryIds);

    /// <summary>By name.</summary>
    public static Comparison<ShopRow> ByName { get; } = (left, right) => string.CompareOrdinal(left.NameKey, right.NameKey);

    /// <summary>By city, and in one city by name.</summary>
    public static Comparison<ShopRow> ByCity { get; } =
        (left, right) => string.CompareOrdinal(left.City, right.City) is not 0 and var order ? order : ByName(left, right);

    /// <summary>By the last change.</summary>
    public static Comparison<ShopRow> ByChange { get; } = (left, right) => left.UpdatedAt.CompareTo(right.UpdatedAt);

    /// <summary>What the index keeps.</summary>
    public static RowShape<ShopRow> Kept { get; } = new()
    {
        Orders = [new(ByName), new(ByName, true), new(ByCity), new(ByCity, true), new(ByChange), new(ByChange, true)],
        Facets = [Club, Category],
    };
}
