using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;

namespace Clubshop.Admin.Shops;

/// <summary>The shops of a club, and those in a category.</summary>
public sealed class ShopDependants(RecordIndex<ShopRow> shops, RecordIndex<ClubRow> clubs, RecordIndex<CategoryRow> categories) : IDependants
{
    private readonly LinkCounts<ShopRow> _counts = new(shops, L.Later("Shops"), kind => kind switch
    {
        ClubKind.Name => row => row.ClubIds,
        CategoryKind.Name => row => row.CategoryIds,
        _ => null,
    });

    /// <inheritdoc/>
    public IEnumerable<DependantGroup> Of(string kind, string id)
    {
        Func<ShopRow, bool>? linked = kind switch
        {
            ClubKind.Name => row => row.ClubIds.Contains(id),
            CategoryKind.Name => row => row.CategoryIds.Contains(id),
            _ => null,
        };
        if (linked is null)
            yield break;

        var found = shops.All().Where(row => row.Status != EditorialStatus.Deleted && linked(row)).OrderBy(row => row.NameKey, StringComparer.Ordinal).ToList();
        if (found.Count == 0)
            yield break;

        var holder = kind == ClubKind.Name ? clubs.Find(id)?.Status : categories.Find(id)?.Status;
        yield return new()
        {
            One = "shop",
            Many = "shops",
            Count = found.Count,
            Live = holder == EditorialStatus.Published ? found.Count(row => row.Status == EditorialStatus.Published) : 0,
            Consequence = (kind == ClubKind.Name, found.Count == 1) switch
            {
                (true, true) => L[$"{found[0].Name} is linked to this club: its people no longer see it through the club."],
                (true, false) => L[$"{Money.Grouped(found.Count)} shops are linked to this club: its people no longer see them through the club."],
                (false, true) => L[$"{found[0].Name} is in this category: people no longer find it there."],
                (false, false) => L[$"{Money.Grouped(found.Count)} shops are in this category: people no longer find them there."],
            },
            Href = kind == ClubKind.Name ? ShopUrls.OfClub(id) : ShopUrls.InCategory(id),
            Examples = [.. found.Take(5).Select(row => new Dependant(row.Name, ShopUrls.Edit(row.Id)))],
        };
    }

    /// <inheritdoc/>
    public DependantCounts? CountsOf(string kind) => _counts.Of(kind);
}
