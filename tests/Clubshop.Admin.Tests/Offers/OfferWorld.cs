using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Dashboard;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Common;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Offers;

/// <summary>The catalog's real services with offers, and in it two clubs and a shop of the first.</summary>
internal sealed class OfferWorld : IAsyncDisposable
{
    private readonly CatalogWorld _catalog;

    private OfferWorld(CatalogWorld catalog) => _catalog = catalog;

    public ServiceProvider Services => _catalog.Services;

    public TestClock Clock => _catalog.Clock;

    public OfferService Offers => Get<OfferService>();

    public RecordIndex<OfferRow> Index => Get<RecordIndex<OfferRow>>();

    public Club First { get; private set; } = null!;

    public Club Second { get; private set; } = null!;

    public Shop Shop { get; private set; } = null!;

    public static Actor Administrator => CatalogWorld.Meera;

    public static async Task<OfferWorld> OpenAsync() => await FillAsync(await CatalogWorld.OpenAsync());

    public static Task ReadyAsync(CatalogWorld catalog) => catalog.Get<RecordIndex<OfferRow>>().WhenReadyAsync(CancellationToken.None);

    public static async Task<OfferWorld> FillAsync(CatalogWorld catalog)
    {
        var world = new OfferWorld(catalog);
        await ReadyAsync(catalog);
        world.First = await catalog.ClubAsync("Infosys Pune");
        world.Second = await catalog.ClubAsync("Delhi Metro Staff");
        world.Shop = await catalog.SaveAsync(catalog.NewShop() with { ClubIds = [world.First.Id] });
        return world;
    }

    public T Get<T>()
        where T : notnull => _catalog.Get<T>();

    public Submit Submit() => _catalog.Submit() with { Decided = true };

    public Offer Draft(string title = "Flat ₹1,500 off") => OfferSamples.Draft() with { Id = Ids.New(Clock), Title = title, ShopId = Shop.Id };

    public async Task<Offer> SaveAsync(Offer offer, Actor? actor = null) =>
        Value(await Offers.SaveAsync(actor ?? Administrator, offer, Submit(), CancellationToken.None));

    public Task<Shop> SaveAsync(Shop shop) => _catalog.SaveAsync(shop);

    /// <summary>Saves a shop as somebody who was told what it hides.</summary>
    public async Task<Shop> DecideAsync(Shop shop) => Value(await Get<ShopService>().SaveAsync(Administrator, shop, Submit(), CancellationToken.None));

    public Task<Category> CategoryAsync(string name, string parentId = "") => _catalog.CategoryAsync(name, parentId);

    public static Actor Person(Role role, params string[] clubs) => CatalogWorld.Person(role, clubs);

    public static T Value<T>(Result<T> result)
        where T : class => CatalogWorld.Value(result);

    public ValueTask DisposeAsync() => _catalog.DisposeAsync();
}
