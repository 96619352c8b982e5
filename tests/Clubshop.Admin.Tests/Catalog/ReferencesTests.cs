using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Offers;

namespace Clubshop.Admin.Tests.Catalog;

/// <summary>Two instances of the portal, neither of whose indexes hears of the other: what one needs the other does not take away.</summary>
public sealed class ReferencesTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private CatalogWorld _one = null!;
    private CatalogWorld _other = null!;
    private Shop _shop = null!;
    private Shop _second = null!;
    private Category _category = null!;

    private static Actor Meera => CatalogWorld.Meera;

    public async Task InitializeAsync()
    {
        _one = await CatalogWorld.OpenAsync();
        await OfferWorld.ReadyAsync(_one);
        _shop = await _one.SaveAsync(_one.NewShop());
        _second = await _one.SaveAsync(_one.NewShop("Nykaa"));
        _category = await _one.CategoryAsync("Shoes");
        _other = await _one.AnotherAsync();
        await OfferWorld.ReadyAsync(_other);
        _one.IndexesLag();
    }

    public async Task DisposeAsync()
    {
        await _other.DisposeAsync();
        await _one.DisposeAsync();
    }

    [Fact]
    public async Task Shop_DeletedAfterAnOfferWasPublishedElsewhere_IsRefusedByItsName()
    {
        await PublishAsync(_one);

        var deleted = await _other.Shops.DeleteAsync(Meera, _shop, Decided(), None);

        var problem = Assert.Single(deleted.Problems);
        Assert.Equal(Consequences.InUse, problem.Code);
        Assert.Equal("The offer Flat ₹1,500 off of this shop is published. Pause or archive it first.", problem.Message);
    }

    [Theory]
    [InlineData(EditorialStatus.Deleted, "shop-deleted")]
    [InlineData(EditorialStatus.Archived, "shop-archived")]
    [InlineData(EditorialStatus.Paused, "shop-unpublished")]
    [InlineData(EditorialStatus.Draft, "shop-unpublished")]
    public async Task Offer_PublishedAfterItsShopWasTakenAwayElsewhere_IsRefusedAtTheShop(EditorialStatus status, string code)
    {
        CatalogWorld.Value(await _other.Shops.ChangeStatusAsync(Meera, _shop, status, Decided(), None));

        var published = await Offers(_one).SaveAsync(Meera, Offer(), Decided(), None);

        var problem = Assert.Single(published.Problems);
        Assert.Equal((code, nameof(Admin.Offers.Offer.ShopId)), (problem.Code, problem.Field));
        Assert.Contains("Croma", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draft_OfAShopThatWasArchivedElsewhere_IsRefusedAtTheShop()
    {
        CatalogWorld.Value(await _other.Shops.ChangeStatusAsync(Meera, _shop, EditorialStatus.Archived, Decided(), None));

        var saved = await Offers(_one).SaveAsync(Meera, Offer() with { Status = EditorialStatus.Draft }, Decided(), None);

        Assert.Equal("shop-archived", Assert.Single(saved.Problems).Code);
    }

    [Theory]
    [InlineData(EditorialStatus.Archived)]
    [InlineData(EditorialStatus.Paused)]
    public async Task Shop_HiddenAfterAnOfferWasPublishedElsewhere_AsksFirst(EditorialStatus status)
    {
        await PublishAsync(_one);
        var hiding = _shop with { Status = status };

        var asked = await _other.Shops.SaveAsync(Meera, hiding, _other.Submit(), None);
        var decided = await _other.Shops.SaveAsync(Meera, hiding, Decided(), None);

        Assert.Equal(Consequences.NeedsDecision, Assert.Single(asked.Problems).Code);
        Assert.Equal(status, CatalogWorld.Value(decided).Status);
    }

    [Theory]
    [InlineData(EditorialStatus.Paused)]
    [InlineData(EditorialStatus.Archived)]
    [InlineData(EditorialStatus.Deleted)]
    public async Task Shop_WhoseOfferIsNoLongerPublished_IsDeletedElsewhere(EditorialStatus status)
    {
        var offer = await PublishAsync(_one);
        CatalogWorld.Value(await Offers(_one).ChangeStatusAsync(Meera, offer, status, Decided(), None));

        Assert.Equal(EditorialStatus.Deleted, CatalogWorld.Value(await _other.Shops.DeleteAsync(Meera, _shop, Decided(), None)).Status);
    }

    [Fact]
    public async Task Shop_WhoseOfferHasEnded_IsDeleted_AndHeldAgainOnceItsEndIsMoved()
    {
        var offer = await PublishAsync(_one);
        _one.Clock.Advance(TimeSpan.FromDays(11));
        CatalogWorld.Value(await Offers(_one).SaveAsync(Meera, offer with { Ends = _one.Clock.GetUtcNow().AddDays(3) }, Decided(), None));
        Assert.Equal(Consequences.InUse, Assert.Single((await _other.Shops.DeleteAsync(Meera, _shop, Decided(), None)).Problems).Code);

        _one.Clock.Advance(TimeSpan.FromDays(4));

        Assert.Equal(EditorialStatus.Deleted, CatalogWorld.Value(await _other.Shops.DeleteAsync(Meera, _shop, Decided(), None)).Status);
    }

    [Fact]
    public async Task Offer_GivenToAnotherShop_HoldsThatOne()
    {
        var offer = await PublishAsync(_one);
        CatalogWorld.Value(await Offers(_one).SaveAsync(Meera, offer with { ShopId = _second.Id }, Decided(), None));

        Assert.Equal(Consequences.InUse, Assert.Single((await _other.Shops.DeleteAsync(Meera, _second, Decided(), None)).Problems).Code);
        Assert.Equal(EditorialStatus.Deleted, CatalogWorld.Value(await _other.Shops.DeleteAsync(Meera, _shop, Decided(), None)).Status);
    }

    [Fact]
    public async Task DeletionAndPublishing_InTheSameMoment_NeverBothSucceed()
    {
        var both = 0;
        for (var round = 0; round < 25; round++)
        {
            var shop = await _one.SaveAsync(_one.NewShop($"Shop {round}"));
            var seen = CatalogWorld.Value(await _other.Shops.FindAsync(Meera, shop.Id, None));
            var publishing = Task.Run(() => Offers(_one).SaveAsync(Meera, Offer() with { ShopId = shop.Id, Title = $"Offer {round}" }, Decided(), None));
            var deleting = Task.Run(() => _other.Shops.DeleteAsync(Meera, seen, Decided(), None));
            both += (await publishing).Ok && (await deleting).Ok ? 1 : 0;
            Assert.True((await publishing).Ok || (await deleting).Ok, "Neither was done.");
        }

        Assert.Equal(0, both);
    }

    [Fact]
    public async Task Offers_ManyOfOneShopPublishedAtOnce_AreAllPublished()
    {
        var saved = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => Offers(i % 2 == 0 ? _one : _other).SaveAsync(Meera, Offer() with { Title = $"Offer {i}" }, Decided(), None)));

        Assert.All(saved, one => Assert.True(one.Ok, one.Ok ? "" : one.Problems[0].Message));
        var problem = Assert.Single((await _other.Shops.DeleteAsync(Meera, _shop, Decided(), None)).Problems);
        Assert.StartsWith("30 offers of this shop are published", problem.Message, StringComparison.Ordinal); // as its own index knows, before the store is asked
    }

    [Fact]
    public async Task Shop_HiddenWhileItIsGivenEightyLinks_FitsOneTransaction()
    {
        var clubs = await Task.WhenAll(Enumerable.Range(0, TextRules.LinksAtMost).Select(i => _one.ClubAsync($"Club {i}")));
        var categories = await Task.WhenAll(Enumerable.Range(0, TextRules.LinksAtMost).Select(i => _one.CategoryAsync($"Category {i}")));

        var saved = await _one.Shops.SaveAsync(
            Meera,
            _shop with { Slug = "croma-two", Code = "croma-two", Status = EditorialStatus.Paused, ClubIds = [.. clubs.Select(one => one.Id)], CategoryIds = [.. categories.Select(one => one.Id)] },
            _one.Submit(), None);

        Assert.Equal(EditorialStatus.Paused, CatalogWorld.Value(saved).Status);
    }

    [Fact]
    public async Task Category_DeletedAfterOneWasPutInsideElsewhere_IsRefusedByItsName()
    {
        var inside = await _one.CategoryAsync("Running", _category.Id);

        var deleted = await _other.Categories.DeleteAsync(Meera, _category, Decided(), None);

        var problem = Assert.Single(deleted.Problems);
        Assert.Equal((Consequences.InUse, "Running is inside it. Move or delete it first."), (problem.Code, problem.Message));
        CatalogWorld.Value(await _one.Categories.DeleteAsync(Meera, inside, Decided(), None));
        Assert.Equal(EditorialStatus.Deleted, CatalogWorld.Value(await _other.Categories.DeleteAsync(Meera, _category, Decided(), None)).Status);
    }

    [Fact]
    public async Task Category_MovedElsewhereOrRestored_HoldsWhereItIsNow()
    {
        var top = await _one.CategoryAsync("Sports");
        var inside = await _one.CategoryAsync("Running", _category.Id);
        inside = await _one.SaveAsync(inside with { ParentId = top.Id });
        Assert.Equal(EditorialStatus.Deleted, CatalogWorld.Value(await _other.Categories.DeleteAsync(Meera, _category, Decided(), None)).Status);
        var gone = CatalogWorld.Value(await _one.Categories.DeleteAsync(Meera, inside, Decided(), None));
        CatalogWorld.Value(await _one.Categories.RestoreAsync(Meera, gone, Decided(), None));

        var deleted = await _other.Categories.DeleteAsync(Meera, top, Decided(), None);

        Assert.Equal(Consequences.InUse, Assert.Single(deleted.Problems).Code);
    }

    private static OfferService Offers(CatalogWorld world) => world.Get<OfferService>();

    private Submit Decided() => _one.Submit() with { Decided = true };

    private Offer Offer() => OfferSamples.Draft() with { Id = _one.NewId(), Title = "Flat ₹1,500 off", ShopId = _shop.Id, Status = EditorialStatus.Published };

    private async Task<Offer> PublishAsync(CatalogWorld world) => CatalogWorld.Value(await Offers(world).SaveAsync(Meera, Offer(), Decided(), None));
}
