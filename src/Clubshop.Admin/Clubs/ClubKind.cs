using Clubshop.Admin.Catalog;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Clubs;

/// <summary>What a club is called, where its pages are and where it is stored.</summary>
public static class ClubKind
{
    /// <summary>The kind's name.</summary>
    public const string Name = "club";

    /// <summary>The table.</summary>
    public static Table Table { get; } = Table.OfRecords("Clubs");

    /// <summary>The kind.</summary>
    public static CatalogKind Definition { get; } = new()
    {
        Name = Name,
        Many = L.Later("clubs"),
        Icon = Icons.Clubs,
        Order = 4,
        Table = Table,
        Spec = ClubList.Spec,
        ImportPermission = Permission.EditWholeCatalog,
    };
}
