using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Clubshop.Admin.Common;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;
using Clubshop.Admin.Tests.Common;
using Clubshop.Admin.Tests.SignIn.Hosting;
using Clubshop.Admin.Tests.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Tests.Storage;

/// <summary>DynamoDB of its own, in memory, and what speaks to it, as one instance of the portal has them.</summary>
internal sealed class StorageHost : IAsyncDisposable
{
    private static int _hosts;
    private readonly LocalAws.LocalAws _aws;
    private readonly bool _owned;

    private StorageHost(LocalAws.LocalAws aws, TestClock clock, bool owned)
    {
        (_aws, Clock, _owned) = (aws, clock, owned);
        Faults = new(aws.CreateHandler());
        // The SDK counts what may be spent on retries per address: hosts that throttle must not use up each other's.
        var address = string.Create(CultureInfo.InvariantCulture, $"http://host-{Interlocked.Increment(ref _hosts)}.invalid");
        Dynamo = new AmazonDynamoDBClient(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig
        {
            ServiceURL = address,
            AuthenticationRegion = "ap-south-1",
            MaxErrorRetry = aws.Faults.Plan.Rules.Count == 0 ? 0 : 4, // none, so that what is retried is what the portal retries
            HttpClientFactory = new OneClient(new HttpClient(Faults)),
        });
        Reader = new(Dynamo, Names, clock, new(new EphemeralDataProtectionProvider()));
        Writes = new(Dynamo, Names, Reader, clock, Observers, []);
        UnauditedWriter = new(Dynamo, Names, clock);
        Setup = new(Dynamo, Names, clock, TestPortal.Tables);
        Kms = new AmazonKeyManagementServiceClient(new BasicAWSCredentials("local", "local"), new AmazonKeyManagementServiceConfig
        {
            ServiceURL = address,
            AuthenticationRegion = "ap-south-1",
            MaxErrorRetry = aws.Faults.Plan.Rules.Count == 0 ? 0 : 4,
            HttpClientFactory = new OneClient(new HttpClient(Faults)),
        });
        SealingLog = new();
        Ring = new(new KeyService(Kms, Names, Options.Create(Sealing)), Reader, UnauditedWriter, Options.Create(Sealing), clock);
        Sealer = new(Ring, new LoggerFactory([SealingLog]).CreateLogger<FieldSealer>());
    }

    public static Actor Anita { get; } = new() { Id = "anita", Name = "Anita Rao", Email = "anita@clubshop.example", Role = Role.Administrators, Address = "203.0.113.7", Protocol = "https" };

    public static Actor Rohan { get; } = Anita with { Id = "rohan", Name = "Rohan Deshpande" };

    public TestClock Clock { get; }

    public FaultHandler Faults { get; }

    public IAmazonDynamoDB Dynamo { get; }

    public TableNames Names { get; } = new("test-");

    public TableReader Reader { get; }

    public WriteUnit Writes { get; }

    public UnauditedWriter UnauditedWriter { get; }

    public TableSetup Setup { get; }

    public IAmazonKeyManagementService Kms { get; }

    /// <summary>Read at each use.</summary>
    public SealingOptions Sealing { get; } = new();

    public KeyRing Ring { get; }

    public FieldSealer Sealer { get; }

    /// <summary>What the sealer logged.</summary>
    public CollectedLog SealingLog { get; }

    /// <summary>The key that fields are sealed under, in the KMS of this host; safe to repeat.</summary>
    public Task MakeSealingKeyAsync() => new SealingKey(Kms, Options.Create(Sealing)).CreateMissingAsync(CancellationToken.None);

    /// <summary>May be added to before the first commit.</summary>
    public List<ICommitObserver> Observers { get; } = [];

    /// <param name="tables">Whether the tables are made.</param>
    /// <param name="faults">Whether the faults of the run strike here: not where a test counts requests or brings faults of its own.</param>
    public static async Task<StorageHost> StartAsync(bool tables = true, bool faults = true)
    {
        var clock = new TestClock();
        var host = new StorageHost(await TestFaults.OpenAsync(clock, faults), clock, owned: true);
        if (tables)
            await host.Setup.CreateMissingAsync(CancellationToken.None);

        host.Faults.Restart();
        return host;
    }

    /// <summary>A second instance on the same tables.</summary>
    public StorageHost Another() => new(_aws, Clock, owned: false);

    /// <summary>Indexes have what was written until now, whatever the lag of the run.</summary>
    public void IndexesFollow() => _aws.IndexesFollow();

    public string NewToken() => Ids.New(Clock);

    /// <summary>A change of a shop, its slug claimed.</summary>
    public Change Shop(string id, Item? before, string name, string? token = null, string? slug = null, Actor? actor = null)
    {
        var after = (before?.Copy() ?? new Item("SHOP#" + id)).Set("name", name).Set("status", "published");
        return new()
        {
            Actor = actor ?? Anita,
            Token = token ?? NewToken(),
            Audit = new(before is null ? AuditActions.Create : AuditActions.Change, "shop", id, name) { Clubs = ["c1"] },
            Entity = new(ShopKind.Table, before, after),
            Steps = slug is null ? [] : [new ChangeStep.Claim(ShopKind.Table, Keys.Marker("SLUG", slug), id, "Slug")],
        };
    }

    public Task<CommitOutcome> CommitAsync(Change change) => Writes.CommitAsync(change, CancellationToken.None);

    public async Task<Item> SaveAsync(Change change) => Assert.IsType<CommitOutcome.Saved>(await CommitAsync(change)).Item;

    public Task<Item?> ShopAsync(string id) => Reader.ReadAsync(new(ShopKind.Table, "SHOP#" + id), CancellationToken.None);

    public Task<List<Item>> EntriesAsync(string kind, string id) =>
        AllAsync(new(Table.Audit, AuditAttributes.Pk(kind, id)) { Consistent = true });

    public async Task<List<Item>> AllAsync(ItemQuery query)
    {
        var items = new List<Item>();
        await foreach (var item in Reader.QueryAllAsync(query, CancellationToken.None))
            items.Add(item);

        return items;
    }

    public async ValueTask DisposeAsync()
    {
        Ring.Dispose();
        Kms.Dispose();
        Dynamo.Dispose();
        if (_owned)
            await _aws.DisposeAsync();
    }

    private sealed class OneClient(HttpClient client) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
