using Amazon.S3;
using Amazon.S3.Model;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Pictures;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Offers;
using Clubshop.Admin.Tests.Pictures;
using Clubshop.Admin.Watch;
using Clubshop.Admin.Watch.Finders;

namespace Clubshop.Admin.Tests.Watch;

/// <summary>Pictures that customers miss: gone from the bucket, or not there among others of the shop.</summary>
public sealed class PictureFinderTests : IAsyncLifetime
{
    private CatalogWorld _catalog = null!;
    private OfferWorld _world = null!;

    public async Task InitializeAsync()
    {
        _catalog = await CatalogWorld.OpenAsync(settings: PictureServiceTests.Settings);
        _world = await OfferWorld.FillAsync(_catalog);
    }

    public async Task DisposeAsync() => await _catalog.DisposeAsync();

    [Fact]
    public async Task Picture_ThatIsInTheBucketNoMore_IsFoundAtEveryRecordThatHasIt()
    {
        var (kept, lost) = (await PictureAsync(100), await PictureAsync(200));
        await OfferAsync("With a picture", kept);
        var one = await OfferAsync("Without its picture", lost);
        var two = await OfferAsync("The same one", lost);
        await OfferAsync("A draft", lost, EditorialStatus.Draft);
        Assert.Empty(await FoundAsync());

        await _catalog.Get<IAmazonS3>().DeleteObjectAsync(new DeleteObjectRequest { BucketName = "pictures-test", Key = $"pictures/{lost}/{PictureFiles.All[0]}" });

        var found = await FoundAsync();
        Assert.Equal(new[] { one.Id, two.Id }.Order(), found.Select(one => one.Key.RecordId).Order());
        Assert.All(found, one => Assert.Equal("gone " + lost, one.About));
    }

    [Fact]
    public async Task Offer_WithoutPictureAmongOthersOfItsShop_IsFound_UntilItsShopHasOne()
    {
        for (var i = 0; i < 3; i++)
            await OfferAsync($"With picture {i}", await PictureAsync(100 + i));
        var bare = await OfferAsync("Without", "");
        await OfferAsync("Not live", "", EditorialStatus.Paused);

        Assert.Equal(bare.Id, Assert.Single(await FoundAsync()).Key.RecordId);

        var shop = CatalogWorld.Value(await _catalog.Shops.FindAsync(CatalogWorld.Meera, bare.ShopId, default));
        await _catalog.SaveAsync(shop with { Picture = await PictureAsync(300) });
        Assert.Empty(await FoundAsync());
    }

    [Fact]
    public async Task Offers_OfAShopThatHasFewPictures_AreLeftInPeace()
    {
        await OfferAsync("With picture 1", await PictureAsync(100));
        await OfferAsync("With picture 2", await PictureAsync(101));
        await OfferAsync("Without", "");

        Assert.Empty(await FoundAsync());
    }

    private async Task<IReadOnlyList<Found>> FoundAsync()
    {
        _catalog.IndexesFollow();
        await _catalog.Get<RecordIndex<OfferRow>>().WhenReadyAsync(default);
        var finder = new PictureFinder(
            _catalog.Get<RecordIndex<Admin.Clubs.ClubRow>>(), _catalog.Get<RecordIndex<Admin.Shops.ShopRow>>(), _catalog.Get<RecordIndex<OfferRow>>(), _catalog.Get<PictureStore>(), _catalog.Clock);
        return Assert.Single(await finder.LookAsync(() => Task.CompletedTask, default)).Found;
    }

    private async Task<string> PictureAsync(int width) =>
        CatalogWorld.Value(await _catalog.Get<PictureService>().KeepAsync(CatalogWorld.Meera, new MemoryStream(PictureSamples.Jpeg(width, 100)), default)).Name;

    private Task<Offer> OfferAsync(string title, string picture, EditorialStatus status = EditorialStatus.Published) =>
        _world.SaveAsync(_world.Draft() with { Id = _catalog.NewId(), Title = title, Picture = picture, Status = status });
}
