using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Shops;

/// <summary>A shop as end users' servers read it (docs/cache-contract.md).</summary>
internal static class ShopPublished
{
    private const string OfClub = "of-club:", OfCategory = "of-category:";

    public static PublishedKind<ShopRow> Kind(IServiceProvider services) =>
        new(services.GetRequiredService<RecordIndex<ShopRow>>(), ShopStore.Row, Row)
        {
            Kind = ShopKind.Name,
            Many = "shops",
            Table = ShopKind.Table,
            KeyPrefix = ShopStore.Key("").Pk,
            Href = ShopUrls.Edit,
            ListsOf = new Dictionary<string, string> { [ClubKind.Name] = OfClub, [CategoryKind.Name] = OfCategory },
            Write = ShopFields.All.Publish,
        };

    private static PublishedRow Row(ShopRow row) => new(
        row.Id,
        row.Version,
        row.Name,
        row.Status == EditorialStatus.Published,
        ["all", .. row.ClubIds.Select(id => OfClub + id), .. row.CategoryIds.Select(id => OfCategory + id)],
        row.ClubIds);
}
