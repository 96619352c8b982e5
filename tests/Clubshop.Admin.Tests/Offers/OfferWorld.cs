using Amazon.DynamoDBv2;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Common;
using Clubshop.Aws;
using Clubshop.LocalAws;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Clubshop.Admin.Tests.Offers;

/// <summary>The catalog's real services on an embedded DynamoDB in memory: two clubs, a shop of the first, an administrator.</summary>
internal sealed class OfferWorld : IAsyncDisposable
{
    private readonly LocalAws.LocalAws _aws;
    private readonly AwsClients _clients;

    private OfferWorld(LocalAws.LocalAws aws, AwsClients clients, ServiceProvider services, TestClock clock) =>
        (_aws, _clients, Services, Clock) = (aws, clients, services, clock);

    public ServiceProvider Services { get; }

    public TestClock Clock { get; }

    public OfferService Offers => Get<OfferService>();

    public Club First { get; private set; } = null!;

    public Club Second { get; private set; } = null!;

    public Shop Shop { get; private set; } = null!;

    public static Actor Administrator { get; } = new() { Id = "admin", Name = "Meera Iyer", Email = "meera@example.in", Role = Role.Administrators };

    public static async Task<OfferWorld> OpenAsync(Action<IServiceCollection>? more = null)
    {
        var clock = new TestClock(OfferSamples.Now);
        var aws = await LocalAws.LocalAws.OpenAsync(new LocalAwsOptions(), clock, NullLoggerFactory.Instance, CancellationToken.None);
        var clients = new AwsClients(new AwsOptions { Mode = AwsMode.Embedded }, aws.CreateHandler(), clock);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<IAmazonDynamoDB>(clients.DynamoDb);
        services.AddStorage(new ConfigurationBuilder().Build());
        services.AddMasterData().AddAudit().AddClubs().AddCategories().AddShops().AddOffers();
        more?.Invoke(services);
        var world = new OfferWorld(aws, clients, services.BuildServiceProvider(), clock);
        await world.FillAsync();
        return world;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public Submit Submit() => new(Ids.New(Clock)) { Decided = true };

    public Offer Draft(string title = "Flat ₹1,500 off") => OfferSamples.Draft() with { Id = Ids.New(Clock), Title = title, ShopId = Shop.Id };

    public async Task<Offer> SaveAsync(Offer offer, Actor? actor = null) =>
        Value(await Offers.SaveAsync(actor ?? Administrator, offer, Submit(), CancellationToken.None));

    public async Task<Shop> SaveAsync(Shop shop) => Value(await Get<ShopService>().SaveAsync(Administrator, shop, Submit(), CancellationToken.None));

    public async Task<Category> SaveAsync(Category category) => Value(await Get<CategoryService>().SaveAsync(Administrator, category, Submit(), CancellationToken.None));

    public static Actor Person(Role role, params string[] clubs) =>
        new() { Id = "p", Name = "Rohan Deshpande", Email = "rohan@example.in", Role = role, Clubs = clubs.ToHashSet(StringComparer.Ordinal) };

    public static T Value<T>(Result<T> result)
        where T : class => result.Ok ? result.Value : throw new InvalidOperationException(string.Join(" ", result.Problems.Select(problem => problem.Message)));

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in Services.GetServices<IHostedService>())
            await hosted.StopAsync(CancellationToken.None);

        await Services.DisposeAsync();
        _clients.Dispose();
        await _aws.DisposeAsync();
    }

    private async Task FillAsync()
    {
        await Get<TableSetup>().CreateMissingAsync(CancellationToken.None);
        foreach (var hosted in Services.GetServices<IHostedService>())
            await hosted.StartAsync(CancellationToken.None);

        await Get<RecordIndex<OfferRow>>().WhenReadyAsync(CancellationToken.None);
        await Get<RecordIndex<ShopRow>>().WhenReadyAsync(CancellationToken.None);
        var clubs = Get<ClubService>();
        First = Value(await clubs.SaveAsync(Administrator, Club("Infosys Pune"), Submit(), CancellationToken.None));
        Second = Value(await clubs.SaveAsync(Administrator, Club("Delhi Metro Staff"), Submit(), CancellationToken.None));
        Shop = await SaveAsync(new Shop { Id = Ids.New(Clock), Name = "Croma", Status = EditorialStatus.Published, ClubIds = [First.Id] });
    }

    private Club Club(string name) => new() { Id = Ids.New(Clock), Name = name, Status = EditorialStatus.Published };
}
