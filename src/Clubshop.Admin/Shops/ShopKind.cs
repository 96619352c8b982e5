using Clubshop.Admin.Catalog;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Shops;

/// <summary>What a shop is called, where its pages are and where it is stored.</summary>
public static class ShopKind
{
    /// <summary>The kind's name.</summary>
    public const string Name = "shop";

    /// <summary>The table.</summary>
    public static Table Table { get; } = Table.OfRecords("Shops");

    /// <summary>The kind.</summary>
    public static CatalogKind Definition { get; } = new()
    {
        Name = Name,
        Many = L.Later("shops"),
        Icon = Icons.Shops,
        Order = 2,
        Table = Table,
        Spec = ShopList.Spec,
        ImportPermission = Permission.Import,
    };
}
