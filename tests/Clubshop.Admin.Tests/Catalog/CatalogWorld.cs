using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Pictures;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;
using Clubshop.Admin.Tests.Audit;
using Clubshop.Admin.Tests.Common;
using Clubshop.Admin.Tests.Storage;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Aws;
using Clubshop.LocalAws.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Catalog;

/// <summary>The portal's services on an embedded AWS in memory. Its indexes follow the tables; nothing else runs in the background.</summary>
internal sealed class CatalogWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 42, 0, TimeSpan.Zero);

    private readonly LocalAws.LocalAws _aws;
    private readonly bool _ownsAws;

    private CatalogWorld(LocalAws.LocalAws aws, bool ownsAws, FaultHandler faults, ServiceProvider services, TestClock clock) =>
        (_aws, _ownsAws, Faults, Services, Clock) = (aws, ownsAws, faults, services, clock);

    public ServiceProvider Services { get; }

    public TestClock Clock { get; }

    public FaultHandler Faults { get; }

    /// <summary>The embedded AWS itself.</summary>
    public LocalAws.LocalAws Aws => _aws;

    /// <summary>The SDK's clients on it.</summary>
    public AwsClients Clients => Get<AwsClients>();

    public ClubService Clubs => Get<ClubService>();

    public CategoryService Categories => Get<CategoryService>();

    public ShopService Shops => Get<ShopService>();

    public RecordIndex<ShopRow> ShopIndex => Get<RecordIndex<ShopRow>>();

    public static Actor Meera { get; } = new() { Id = "meera", Name = "Meera Iyer", Email = "meera@example.in", Role = Role.Administrators };

    public static Actor Rohan { get; } = Meera with { Id = "rohan", Name = "Rohan Deshpande" };

    public static Actor Person(Role? role, params string[] clubs) =>
        new() { Id = "p", Name = "Priya Nair", Email = "priya@example.in", Role = role, Clubs = clubs.ToHashSet(StringComparer.Ordinal) };

    /// <param name="more">What the test replaces, or has run in the background.</param>
    /// <param name="settings">Configuration.</param>
    public static async Task<CatalogWorld> OpenAsync(Action<IServiceCollection>? more = null, IEnumerable<KeyValuePair<string, string?>>? settings = null)
    {
        var clock = new TestClock(Now);
        return await StartAsync(await TestFaults.OpenAsync(clock), ownsAws: true, clock, more, settings);
    }

    /// <summary>A second instance of the portal on the same AWS, which knows what was written until now.</summary>
    public Task<CatalogWorld> AnotherAsync(Action<IServiceCollection>? more = null)
    {
        IndexesFollow();
        return StartAsync(_aws, ownsAws: false, Clock, more, settings: null);
    }

    /// <summary>From now on no instance's index hears of what another one writes.</summary>
    public void IndexesLag() => _aws.Faults.Set(_aws.Faults.Plan with
    {
        Rules = [.. _aws.Faults.Plan.Rules.Where(rule => rule.Kind != FaultKind.IndexLag), new FaultRule { Kind = FaultKind.IndexLag, DelayMs = 3_600_000 }],
    });

    private static async Task<CatalogWorld> StartAsync(
        LocalAws.LocalAws aws, bool ownsAws, TestClock clock, Action<IServiceCollection>? more, IEnumerable<KeyValuePair<string, string?>>? settings)
    {
        var faults = new FaultHandler(aws.CreateHandler());
        var services = TestPortal.Compose(faults, clock, settings).Run<SealingStart>().Run<ChangePoller>();
        services.AddSingleton<LabelledEntries>();
        services.AddSingleton<ICommitObserver>(provider => provider.GetRequiredService<LabelledEntries>());
        more?.Invoke(services);
        var world = new CatalogWorld(aws, ownsAws, faults, services.BuildServiceProvider(), clock);
        await world.Get<TableSetup>().CreateMissingAsync(CancellationToken.None);
        await world.Get<SealingKey>().CreateMissingAsync(CancellationToken.None);
        await world.Services.StartAsync();
        await world.Services.IndexesReadyAsync();
        return world;
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public Submit Submit() => new(Ids.New(Clock));

    public string NewId() => Ids.New(Clock);

    public Shop NewShop(string name = "Croma") => new() { Id = NewId(), Name = name, Status = EditorialStatus.Published };

    public async Task<Shop> SaveAsync(Shop shop, Actor? actor = null) => Value(await Shops.SaveAsync(actor ?? Meera, shop, Submit(), CancellationToken.None));

    public async Task<Category> CategoryAsync(string name, string parentId = "", Actor? actor = null) => Value(await Categories.SaveAsync(
        actor ?? Meera, new() { Id = NewId(), Name = name, ParentId = parentId, Status = EditorialStatus.Published }, Submit(), CancellationToken.None));

    public async Task<Category> SaveAsync(Category category) => Value(await Categories.SaveAsync(Meera, category, Submit(), CancellationToken.None));

    public async Task<Club> ClubAsync(string name) => Value(await Clubs.SaveAsync(
        Meera, new() { Id = NewId(), Name = name, Status = EditorialStatus.Published }, Submit(), CancellationToken.None));

    /// <summary>The name of a picture that is kept, for records; without its files.</summary>
    public async Task<string> PictureAsync()
    {
        var row = PictureRows.Of(new string('a', 64));
        await Get<UnauditedWriter>().PutAsync(row.Table, new Item(row.Pk, row.Sk).Set(PictureRows.State, PictureRows.Ready), null, CancellationToken.None);
        return new string('a', 64);
    }

    public async Task<IReadOnlyList<AuditEntry>> HistoryAsync(string kind, string id) =>
        Value(await Get<AuditLog>().HistoryAsync(Meera, kind, id, null, 50, CancellationToken.None)).Entries;

    /// <summary>Indexes have what was written until now, whatever the lag of the run.</summary>
    public void IndexesFollow() => _aws.IndexesFollow();

    public static T Value<T>(Result<T> result)
        where T : class => result.Ok ? result.Value : throw new InvalidOperationException(string.Join(" ", result.Problems.Select(problem => problem.Message)));

    public async ValueTask DisposeAsync()
    {
        await Services.StopAsync();
        try
        {
            Get<LabelledEntries>().Check(Services);
        }
        finally
        {
            await Services.DisposeAsync();
            if (_ownsAws)
                await _aws.DisposeAsync();
        }
    }
}
