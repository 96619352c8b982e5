using Clubshop.Admin.Common;
using Clubshop.Admin.Notifications;
using Clubshop.Admin.Notifications.Reports;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Offers;

namespace Clubshop.Admin.Tests.Notifications.Reports;

/// <summary>The coupons of the offer that a notification leads to, since it began.</summary>
public sealed class CouponsSinceTests
{
    [Fact]
    public async Task Report_OfAnOffersNotification_TellsWhatWasGivenSince_ToThoseWhoSeeTheCatalog()
    {
        var coupons = new Told { Now = new(10, 4) };
        await using var world = await NotifyWorld.OpenAsync(coupons: coupons);
        var ended = await SentAsync(world);
        coupons.Now = new(25, 9);

        Assert.Equal(new(10, 4), ended.CouponsBefore);
        Assert.Equal(new(15, 5), await SinceAsync(world, ended, NotifyWorld.Asha));
        coupons.Now = new(2, 9); // a pool was voided
        Assert.Equal(new(0, 5), await SinceAsync(world, ended, NotifyWorld.Asha));
        coupons.Now = null;
        Assert.Null(await SinceAsync(world, ended, NotifyWorld.Asha));
    }

    [Fact]
    public async Task Report_WhereTheCountsCannotBeRead_IsSentAllTheSame()
    {
        var coupons = new Told { Fails = true };
        await using var world = await NotifyWorld.OpenAsync(coupons: coupons);

        var ended = await SentAsync(world);

        Assert.Equal((1, null), ((int)ended.Counts["accepted"], ended.CouponsBefore));
        coupons.Fails = false;
        Assert.Null(await SinceAsync(world, ended, NotifyWorld.Asha));
    }

    [Fact]
    public async Task Count_OfAnOfferWithoutCoupons_IsNothing()
    {
        await using var world = await NotifyWorld.OpenAsync();

        Assert.Null(await world.Catalog.Get<IOfferCoupons>().CountAsync(world.Catalog.NewId(), CancellationToken.None));
    }

    private static async Task<Notification> SentAsync(NotifyWorld world)
    {
        await world.FollowersAsync(1);
        var shop = await world.Catalog.SaveAsync(world.Catalog.NewShop());
        var now = world.Catalog.Clock.GetUtcNow();
        var offer = CatalogWorld.Value(await world.Catalog.Get<OfferService>().SaveAsync(
            NotifyWorld.Asha,
            OfferSamples.Draft() with { Id = world.Catalog.NewId(), ShopId = shop.Id, Status = EditorialStatus.Published, Starts = now.AddDays(-1), Ends = now.AddDays(9) },
            world.Catalog.Submit() with { Decided = true },
            CancellationToken.None));
        await world.SenderAsync();
        var sent = await world.SentAsync(world.Draft() with { Link = "/offers/" + offer.Id });
        Assert.Equal(offer.Id, sent.OfferId);
        return await world.UntilAsync(sent.Id, NotificationState.Finished);
    }

    private static async Task<OfferCoupons?> SinceAsync(NotifyWorld world, Notification it, Actor actor) =>
        CatalogWorld.Value(await world.Catalog.Get<NotificationReports>().FindAsync(actor, it.Id, CancellationToken.None)).CouponsSince;

    private sealed class Told : IOfferCoupons
    {
        public OfferCoupons? Now { get; set; }

        public bool Fails { get; set; }

        public Task<OfferCoupons?> CountAsync(string offerId, CancellationToken cancellationToken) =>
            Fails ? throw new Amazon.DynamoDBv2.AmazonDynamoDBException("Unavailable") : Task.FromResult(Now);
    }
}
