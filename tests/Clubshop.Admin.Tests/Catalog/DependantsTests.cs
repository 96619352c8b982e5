using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Tests.Offers;

namespace Clubshop.Admin.Tests.Catalog;

/// <summary>What customers see through a record: nothing while it is not published itself.</summary>
public sealed class DependantsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(EditorialStatus.Published, 2)]
    [InlineData(EditorialStatus.Paused, 0)]
    [InlineData(EditorialStatus.Archived, 0)]
    [InlineData(EditorialStatus.Draft, 0)]
    public async Task Shop_OfEachStatus_ShowsItsLiveOffersWhilePublished(EditorialStatus status, int shown)
    {
        await using var world = await OfferWorld.OpenAsync();
        await PublishTwoAsync(world);
        await world.SaveAsync(world.Draft("A draft"));
        await HideAsync(world, world.Shop with { Status = status });

        var group = Assert.Single(world.Get<Admin.Shops.ShopService>().DependantsOf(world.Shop.Id));

        Assert.Equal((3, shown), (group.Count, group.Live));
        Assert.StartsWith("2 offers of this shop are published", group.HoldsDelete, StringComparison.Ordinal); // published they are
    }

    [Theory]
    [InlineData(EditorialStatus.Published, 1, 2)]
    [InlineData(EditorialStatus.Archived, 0, 0)]
    [InlineData(EditorialStatus.Draft, 0, 0)]
    public async Task Club_OfEachStatus_ShowsItsShopsAndOffersWhilePublished(EditorialStatus status, int shops, int offers)
    {
        await using var world = await OfferWorld.OpenAsync();
        await PublishTwoAsync(world, offer => offer with { ClubIds = [world.First.Id] });
        OfferWorld.Value(await world.Get<Admin.Clubs.ClubService>().SaveAsync(OfferWorld.Administrator, world.First with { Status = status }, world.Submit(), None));

        var groups = world.Get<Admin.Clubs.ClubService>().DependantsOf(world.First.Id);

        Assert.Equal([("shops", shops), ("offers", offers)], groups.Select(group => (group.Many, group.Live)).OrderDescending());
    }

    [Theory]
    [InlineData(EditorialStatus.Published, 1, 1, 2)]
    [InlineData(EditorialStatus.Paused, 0, 0, 0)]
    public async Task Category_OfEachStatus_ShowsWhatIsInItWhilePublished(EditorialStatus status, int inside, int shops, int offers)
    {
        await using var world = await OfferWorld.OpenAsync();
        var category = await world.CategoryAsync("Shoes");
        await world.CategoryAsync("Running", category.Id);
        await HideAsync(world, world.Shop with { CategoryIds = [category.Id] });
        await PublishTwoAsync(world, offer => offer with { CategoryIds = [category.Id] });
        var service = world.Get<Admin.Categories.CategoryService>();
        OfferWorld.Value(await service.SaveAsync(OfferWorld.Administrator, category with { Status = status }, world.Submit(), None));

        var groups = service.DependantsOf(category.Id).ToDictionary(group => group.Many, group => group.Live, StringComparer.Ordinal);

        Assert.Equal((inside, shops, offers), (groups["categories"], groups["shops"], groups["offers"]));
    }

    [Fact]
    public async Task Club_WhoseOffersAreOfAHiddenShop_ShowsNoneOfThem()
    {
        await using var world = await OfferWorld.OpenAsync();
        await PublishTwoAsync(world, offer => offer with { ClubIds = [world.First.Id] });
        await HideAsync(world, world.Shop with { Status = EditorialStatus.Paused });

        var groups = world.Get<Admin.Clubs.ClubService>().DependantsOf(world.First.Id);

        Assert.All(groups, group => Assert.Equal(0, group.Live));
    }

    private static async Task PublishTwoAsync(OfferWorld world, Func<Offer, Offer>? with = null)
    {
        foreach (var title in (string[])["One", "Two"])
        {
            var offer = world.Draft(title) with { Status = EditorialStatus.Published };
            await world.SaveAsync(with is null ? offer : with(offer));
        }
    }

    private static async Task HideAsync(OfferWorld world, Admin.Shops.Shop shop) => OfferWorld.Value(
        await world.Get<Admin.Shops.ShopService>().SaveAsync(OfferWorld.Administrator, shop, world.Submit(), None));
}
