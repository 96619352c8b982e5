using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Offers;

/// <summary>An offer as end users' servers read it (docs/cache-contract.md).</summary>
internal static class OfferPublished
{
    private const string OfClub = "of-club:", OfShop = "of-shop:", OfCategory = "of-category:";

    public static PublishedKind<OfferRow> Kind(IServiceProvider services)
    {
        var shops = services.GetRequiredService<RecordIndex<ShopRow>>();
        return new(services.GetRequiredService<RecordIndex<OfferRow>>(), OfferStore.Row, row => Row(row, shops))
        {
            Kind = OfferKind.Name,
            Many = "offers",
            Table = OfferKind.Table,
            KeyPrefix = OfferStore.Key("").Pk,
            Href = OfferUrls.Edit,
            Timed = true,
            Follows = ShopsClubs,
            ListsOf = new Dictionary<string, string> { [ClubKind.Name] = OfClub, [ShopKind.Name] = OfShop, [CategoryKind.Name] = OfCategory },
            Write = OfferFields.All.Publish,
        };
    }

    private static PublishedRow Row(OfferRow row, RecordIndex<ShopRow> shops)
    {
        var clubs = row.ClubIds.Count > 0 ? row.ClubIds : shops.Find(row.ShopId)?.ClubIds ?? [];
        return new(
            row.Id,
            row.Version,
            row.Title,
            row.Status == EditorialStatus.Published,
            ["all", OfShop + row.ShopId, .. clubs.Select(id => OfClub + id), .. row.CategoryIds.Select(id => OfCategory + id)],
            clubs,
            row.Starts,
            row.Ends);
    }

    // An offer without clubs of its own is in the lists of its shop's.
    private static IEnumerable<ListRef> ShopsClubs(PublishedKind kind, PublishedRow? before, PublishedRow after) => kind.Kind == ShopKind.Name && before is not null
        ? before.Clubs.Except(after.Clubs).Union(after.Clubs.Except(before.Clubs)).Select(id => new ListRef(OfferKind.Name, OfClub + id))
        : [];
}
