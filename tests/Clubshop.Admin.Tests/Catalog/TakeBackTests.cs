using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Offers;

namespace Clubshop.Admin.Tests.Catalog;

/// <summary>A step of status that is taken back: a change like any other, on what the step left.</summary>
public sealed class TakeBackTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static async Task<Shop> PausedAsync(CatalogWorld world, Shop shop) =>
        CatalogWorld.Value(await world.Shops.ChangeStatusAsync(CatalogWorld.Meera, shop, EditorialStatus.Paused, world.Submit(), None));

    private static Task<Result<Shop>> TakeBackAsync(CatalogWorld world, Shop paused, Actor? actor = null) => world.Shops.TakeBackAsync(
        actor ?? CatalogWorld.Meera, world.Shops.WithStatus(paused, EditorialStatus.Published), "Pause", world.Submit(), None);

    [Fact]
    public async Task TakeBack_OfAPause_PublishesAgainWithAnEntryOfItsOwn()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var shop = await world.SaveAsync(world.NewShop());
        var paused = await PausedAsync(world, shop);

        var back = CatalogWorld.Value(await TakeBackAsync(world, paused));

        Assert.Equal((EditorialStatus.Published, 3L), (back.Status, back.Stamp.Version));
        var newest = (await world.HistoryAsync(ShopKind.Name, shop.Id))[0];
        Assert.Equal((AuditActions.Publish, "taking back “Pause”", CatalogWorld.Meera.Name), (newest.Action, newest.Note, newest.ActorName));
    }

    [Fact]
    public async Task TakeBack_AfterAnotherChangedIt_SaysWhoAndChangesNothing()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var paused = await PausedAsync(world, await world.SaveAsync(world.NewShop()));
        await world.SaveAsync(paused with { City = "Pune" }, CatalogWorld.Rohan);

        var back = await TakeBackAsync(world, paused);

        Assert.Equal("Rohan Deshpande changed this shop since. Nothing was taken back.", Assert.Single(back.Problems).Message);
        Assert.Equal((EditorialStatus.Paused, "Pune"), (back.Current!.Status, back.Current.City));
        Assert.Equal(3, (await world.HistoryAsync(ShopKind.Name, paused.Id)).Count);
    }

    [Fact]
    public async Task TakeBack_ByWhoLostThePermissionMeanwhile_IsRefused()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var club = await world.ClubAsync("Infosys Pune");
        var paused = await PausedAsync(world, await world.SaveAsync(world.NewShop() with { ClubIds = [club.Id] }));

        var back = await TakeBackAsync(world, paused, CatalogWorld.Person(Role.ClubAdministrators));

        Assert.Equal(Problem.Forbidden, Assert.Single(back.Problems).Code);
        Assert.Equal(EditorialStatus.Paused, CatalogWorld.Value(await world.Shops.FindAsync(CatalogWorld.Meera, paused.Id, None)).Status);
    }

    [Fact]
    public async Task TakeBack_TwiceWithOneToken_CountsOnce()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var paused = await PausedAsync(world, await world.SaveAsync(world.NewShop()));
        var submit = world.Submit();
        var wanted = world.Shops.WithStatus(paused, EditorialStatus.Published);

        var first = CatalogWorld.Value(await world.Shops.TakeBackAsync(CatalogWorld.Meera, wanted, "Pause", submit, None));
        var second = CatalogWorld.Value(await world.Shops.TakeBackAsync(CatalogWorld.Meera, wanted, "Pause", submit, None));

        Assert.Equal(first.Stamp.Version, second.Stamp.Version);
    }

    // To publish anew, the rules would ask for a shop that is shown and an end to come.
    [Fact]
    public async Task TakeBack_OfArchivingAnOfferThatHasEndedAndWhoseShopIsHidden_PublishesItAgain()
    {
        await using var world = await OfferWorld.OpenAsync();
        var offer = await world.SaveAsync(world.Draft() with { Status = EditorialStatus.Published });
        OfferWorld.Value(await world.Get<ShopService>().SaveAsync(OfferWorld.Administrator, world.Shop with { Status = EditorialStatus.Paused }, world.Submit(), None));
        world.Clock.Advance(TimeSpan.FromDays(60));
        var archived = OfferWorld.Value(await world.Offers.ChangeStatusAsync(OfferWorld.Administrator, offer, EditorialStatus.Archived, world.Submit(), None));
        var wanted = world.Offers.WithStatus(archived, EditorialStatus.Published);
        Assert.False((await world.Offers.SaveAsync(OfferWorld.Administrator, wanted, world.Submit(), None)).Ok);

        var back = OfferWorld.Value(await world.Offers.TakeBackAsync(OfferWorld.Administrator, wanted, "Archive", world.Submit(), None));

        Assert.Equal(EditorialStatus.Published, back.Status);
    }

    [Fact]
    public async Task TakeBack_OfADelete_BringsItBackAsItWas_WithIdSlugAndCode()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var shop = await world.SaveAsync(world.NewShop() with { City = "Pune" });
        var deleted = CatalogWorld.Value(await world.Shops.DeleteAsync(CatalogWorld.Meera, shop, world.Submit(), None));

        var back = CatalogWorld.Value(await world.Shops.TakeBackAsync(
            CatalogWorld.Meera, world.Shops.WithStatus(deleted, EditorialStatus.Published), "Delete", world.Submit(), None));

        Assert.Equal((EditorialStatus.Published, "Pune", shop.Slug, shop.Code, shop.Id), (back.Status, back.City, back.Slug, back.Code, back.Id));
        var newest = (await world.HistoryAsync(ShopKind.Name, shop.Id))[0];
        Assert.Equal((AuditActions.Restore, "taking back “Delete”"), (newest.Action, newest.Note));
        Assert.Equal(EditorialStatus.Published, world.ShopIndex.Find(shop.Id)!.Status);

        // It is kept again: 90 days after its deletion it is there, and so are its markers.
        world.Clock.Advance(TimeSpan.FromDays(91));
        Assert.Equal("Pune", CatalogWorld.Value(await world.Shops.FindAsync(CatalogWorld.Meera, shop.Id, None)).City);
        Assert.False((await world.Shops.SaveAsync(CatalogWorld.Meera, world.NewShop("Other") with { Slug = shop.Slug }, world.Submit(), None)).Ok);
    }

    [Fact]
    public async Task TakeBack_OfADelete_AfterAnotherRestoredIt_SaysWhoAndChangesNothing()
    {
        await using var world = await CatalogWorld.OpenAsync();
        var shop = await world.SaveAsync(world.NewShop());
        var deleted = CatalogWorld.Value(await world.Shops.DeleteAsync(CatalogWorld.Meera, shop, world.Submit(), None));
        CatalogWorld.Value(await world.Shops.RestoreAsync(CatalogWorld.Rohan, deleted, world.Submit(), None));

        var back = await world.Shops.TakeBackAsync(CatalogWorld.Meera, world.Shops.WithStatus(deleted, EditorialStatus.Published), "Delete", world.Submit(), None);

        Assert.Equal("Rohan Deshpande changed this shop since. Nothing was taken back.", Assert.Single(back.Problems).Message);
        Assert.Equal(EditorialStatus.Draft, back.Current!.Status);
    }

    [Fact]
    public async Task TakeBack_OfDeletingAnOffer_WhoseShopWasDeletedSince_IsRefused()
    {
        await using var world = await OfferWorld.OpenAsync();
        var offer = await world.SaveAsync(world.Draft() with { Status = EditorialStatus.Published });
        var deleted = OfferWorld.Value(await world.Offers.DeleteAsync(OfferWorld.Administrator, offer, world.Submit(), None));
        OfferWorld.Value(await world.Get<ShopService>().DeleteAsync(OfferWorld.Administrator, world.Shop, world.Submit(), None));

        var back = await world.Offers.TakeBackAsync(OfferWorld.Administrator, world.Offers.WithStatus(deleted, EditorialStatus.Published), "Delete", world.Submit(), None);

        Assert.Equal(nameof(Offer.ShopId), Assert.Single(back.Problems).Field);
        Assert.Equal(EditorialStatus.Deleted, OfferWorld.Value(await world.Offers.FindAsync(OfferWorld.Administrator, offer.Id, None)).Status);
    }

    [Fact]
    public async Task TakeBack_WithATextThatTheRulesRefuse_IsRefused()
    {
        await using var world = await OfferWorld.OpenAsync();
        var offer = await world.SaveAsync(world.Draft());
        var back = await world.Offers.TakeBackAsync(OfferWorld.Administrator, offer with { Title = "" }, "Archive", world.Submit(), None);
        Assert.Equal(nameof(Offer.Title), Assert.Single(back.Problems).Field);
    }
}
