using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.MasterData.Publishing.Cache;
using Clubshop.Admin.MasterData.Publishing.Outbox;
using Clubshop.Admin.MasterData.Publishing.Verification;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Audit;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Aws;
using Clubshop.Aws.Memcached;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.MasterData.Publishing;

/// <summary>Instances of the portal on one embedded DynamoDB, and the memcached nodes that end users' servers read. Uses the real clock.</summary>
internal sealed class PublishingWorld : IAsyncDisposable
{
    private readonly LocalAws.LocalAws _aws;
    private readonly List<PortalInstance> _instances = [];

    private PublishingWorld(LocalAws.LocalAws aws, CacheNodes nodes) => (_aws, Nodes, Reader) = (aws, nodes, new RawReader(nodes.Ports, isPaused: nodes.IsPaused));

    public CacheNodes Nodes { get; }

    public RawReader Reader { get; }

    public IReadOnlyList<PortalInstance> Instances => _instances;

    public PortalInstance First => _instances[0];

    public static Actor Meera { get; } = new() { Id = "meera", Name = "Meera Iyer", Email = "meera@example.in", Role = Role.Administrators };

    public static async Task<PublishingWorld> OpenAsync(int nodes = 1, int instances = 1)
    {
        var aws = await TestFaults.OpenAsync(TimeProvider.System);
        var world = new PublishingWorld(aws, await CacheNodes.StartAsync(nodes));
        for (var i = 0; i < instances; i++)
            await world.AddInstanceAsync();

        return world;
    }

    public async Task<PortalInstance> AddInstanceAsync(bool publishing = true)
    {
        var instance = await PortalInstance.StartAsync(_aws, Nodes.Addresses, publishing);
        _instances.Add(instance);
        return instance;
    }

    /// <summary>Ends an instance in the middle of its work and starts another.</summary>
    public async Task ReplaceAsync(int number)
    {
        var ended = _instances[number];
        _instances[number] = await PortalInstance.StartAsync(_aws, Nodes.Addresses, publishing: true);
        await ended.DisposeAsync();
    }

    /// <summary>Waits until a condition holds that raises no event.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds, string what, double seconds = 10)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started).TotalSeconds < seconds, $"Not within {seconds} s: {what}");
            await timer.WaitForNextTickAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _instances)
            await instance.DisposeAsync();

        Reader.Dispose();
        Nodes.Dispose();
        await _aws.DisposeAsync();
    }
}

/// <summary>One instance of the portal: its services, without pages.</summary>
internal sealed class PortalInstance : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private bool _stopped;

    private PortalInstance(ServiceProvider services) => _services = services;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public OfferService Offers => Get<OfferService>();

    public ShopService Shops => Get<ShopService>();

    public ClubService Clubs => Get<ClubService>();

    public static async Task<PortalInstance> StartAsync(LocalAws.LocalAws aws, IEnumerable<string> nodes, bool publishing)
    {
        var services = TestPortal.Compose(aws.CreateHandler(), TimeProvider.System, [new("Cache:Nodes", string.Join(',', nodes))]).Run<ChangePoller>().Run<JobRunner>();
        if (publishing)
            services.Run<Publisher>().Run<OutboxSweeper>().Run<CacheVerifier>().Run<NodeMonitor>();

        services.AddSingleton<LabelledEntries>();
        services.AddSingleton<ICommitObserver>(provider => provider.GetRequiredService<LabelledEntries>());
        var instance = new PortalInstance(services.BuildServiceProvider());
        await instance.Get<TableSetup>().CreateMissingAsync(CancellationToken.None);
        await instance._services.StartAsync();
        await instance._services.IndexesReadyAsync();
        return instance;
    }

    public static Submit Submit() => new(Ids.New(TimeProvider.System)) { Decided = true };

    public async Task<Club> ClubAsync(string name) => Value(await Clubs.SaveAsync(
        PublishingWorld.Meera, new() { Id = Ids.New(TimeProvider.System), Name = name, Status = EditorialStatus.Published }, Submit(), CancellationToken.None));

    public async Task<Shop> ShopAsync(string name, params string[] clubs) => await SaveAsync(
        new Shop { Id = Ids.New(TimeProvider.System), Name = name, ClubIds = clubs, Status = EditorialStatus.Published });

    public async Task<Shop> SaveAsync(Shop shop) => Value(await Shops.SaveAsync(PublishingWorld.Meera, shop, Submit(), CancellationToken.None));

    public async Task<Offer> OfferAsync(string title, Shop shop, EditorialStatus status = EditorialStatus.Published) => await SaveAsync(new Offer
    {
        Id = Ids.New(TimeProvider.System),
        Title = title,
        ShopId = shop.Id,
        Benefit = Benefit.AmountOff,
        Value = 1500,
        Starts = DateTimeOffset.UtcNow.AddDays(-1),
        Ends = DateTimeOffset.UtcNow.AddDays(10),
        LandingPage = "https://www.croma.com/offers",
        Status = status,
    });

    public async Task<Offer> SaveAsync(Offer offer) => Value(await Offers.SaveAsync(PublishingWorld.Meera, offer, Submit(), CancellationToken.None));

    /// <summary>Invalidates a kind.</summary>
    public Task<long> RaiseAsync(string kind) => Get<CacheInvalidation>().RaiseAsync(
        [Get<PublishedKinds>().Find(kind)!], PublishingWorld.Meera, Ids.New(TimeProvider.System), null, CancellationToken.None);

    public static T Value<T>(Result<T> result)
        where T : class => result.Ok ? result.Value : throw new InvalidOperationException(string.Join(" ", result.Problems.Select(problem => problem.Message)));

    /// <summary>Ends the instance as a crash would: nothing is finished.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stopped)
            return;

        _stopped = true;
        await _services.StopAsync();
        Get<LabelledEntries>().Check(_services);
        await _services.DisposeAsync();
    }
}
