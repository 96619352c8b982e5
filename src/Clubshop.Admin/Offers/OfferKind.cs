using Clubshop.Admin.Catalog;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Offers;

/// <summary>What an offer is called, where its pages are and where it is stored.</summary>
public static class OfferKind
{
    /// <summary>The kind's name.</summary>
    public const string Name = "offer";

    /// <summary>The table.</summary>
    public static Table Table { get; } = Table.OfRecords("Offers", changeShards: 4);

    /// <summary>The kind.</summary>
    public static CatalogKind Definition { get; } = new()
    {
        Name = Name,
        Many = L.Later("offers"),
        Icon = Icons.Offers,
        Order = 1,
        Table = Table,
        Spec = OfferUrls.Spec,
        ImportPermission = Permission.Import,
    };
}
