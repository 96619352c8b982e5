using Clubshop.Admin.Notifications.Compose;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Offers;
using Clubshop.Admin.Tests.Pictures;

namespace Clubshop.Admin.Tests.Notifications.Compose;

/// <summary>A push takes over the picture of what it links to.</summary>
public sealed class NotificationPictureTests
{
    [Fact]
    public async Task PictureOf_WhatIsLinkedTo_IsTheOffersOtherwiseItsShops()
    {
        var catalog = await CatalogWorld.OpenAsync(settings: PictureServiceTests.Settings);
        await using var world = await OfferWorld.FillAsync(catalog);
        var links = catalog.Get<NotificationLinks>();
        var offer = await world.SaveAsync(world.Draft());
        Assert.Null(links.PictureOf("/offers/" + offer.Id));
        var picture = await catalog.PictureAsync();

        await catalog.SaveAsync(world.Shop with { Picture = picture });
        var address = $"https://www.clubshop.example/pictures/{picture}/push.jpg";

        Assert.Equal(address, links.PictureOf("/offers/" + offer.Id));
        Assert.Equal(address, links.PictureOf("/shops/" + world.Shop.Id));
        await world.SaveAsync(offer with { Picture = picture });
        Assert.Equal(address, links.PictureOf("/offers/" + offer.Id));
        Assert.Null(links.PictureOf("https://elsewhere.example/offers/x"));
        Assert.Null(links.PictureOf(""));
    }
}
