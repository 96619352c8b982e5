using System.Collections.Concurrent;
using Clubshop.Admin.App;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Shops;
using Clubshop.Admin.SignIn.Sessions;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Tests.Offers;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Aws.Cognito;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Staff.Matrix;

/// <summary>The whole portal as <c>Program</c> puts it together, on an empty folder, with two clubs and people of every role and of none.</summary>
public sealed class MatrixWorld : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clubshop-matrix-").FullName;
    private readonly WriteWatch _writes = new();
    private readonly List<Actor> _people = [];
    private readonly HashSet<string> _capabilities = new(StringComparer.Ordinal);
    private WebApplicationFactory<AppRoot> _portal = null!;
    private int _made;

    /// <summary>The protocol of what somebody did beforehand, which is none of what is asked.</summary>
    internal const string Arranged = "arranged";

    /// <summary>Where it listens.</summary>
    internal Uri Address => new(Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>The club assigned to everybody.</summary>
    internal Club First { get; private set; } = null!;

    /// <summary>A club assigned to nobody.</summary>
    internal Club Second { get; private set; } = null!;

    /// <summary>One person of each role, and one without; each has <see cref="First"/> assigned.</summary>
    internal IReadOnlyList<Actor> People => _people;

    internal T Get<T>()
        where T : notnull => _portal.Services.GetRequiredService<T>();

    /// <summary>Whether the class is part of the portal: anything of its namespace is registered. Code that nobody can reach needs no row yet.</summary>
    internal bool Has(Type service) => _capabilities.Contains(service.Namespace!);

    public async Task InitializeAsync()
    {
        _portal = new WebApplicationFactory<AppRoot>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Development");
            host.UseSetting("LocalAws:Directory", _folder);
            host.UseSetting("Import:WaitingFiles", "1000"); // every case keeps a file, and most are not imported
            host.UseSetting("LocalAws:Seed", "none");
            host.ConfigureServices(services =>
            {
                services.AddSingleton<ICommitObserver>(_writes);
                services.AddSingleton<ICurrentStaff>(provider => new Roster(_people, new CurrentStaff(provider.GetRequiredService<StaffService>())));
                _capabilities.UnionWith(services.Select(service => (service.IsKeyedService ? service.ServiceType : service.ImplementationType ?? service.ServiceType).Namespace ?? ""));
            });
        });
        _portal.UseKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        _portal.StartServer();
        await _portal.Services.IndexesReadyAsync();
        First = await ClubAsync();
        Second = await ClubAsync();
        var staff = (await Get<StaffService>().ListAsync(Actor.System, MatrixCase.None)).Value!.People;
        foreach (var role in Enum.GetValues<Role>())
            _people.Add(ActorOf(staff.Single(person => person.Email == DemoStaff.People.First(demo => demo.Role == role).Email)));

        _people.Add(_people[^1] with { Id = "without-a-role", Role = null });
    }

    public async Task DisposeAsync()
    {
        await _portal.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>How many audit entries say that the person did something, beyond asking, being refused, and a job's beginning and end.</summary>
    internal int DoneBy(Actor actor) => _writes.Done.GetValueOrDefault(actor.Id);

    internal string NewId() => Ids.New(Get<TimeProvider>());

    internal Submit Submit() => new(NewId()) { Decided = true };

    /// <summary>A name that nothing has yet.</summary>
    internal string NewName(string kind) => $"{kind} {Interlocked.Increment(ref _made)}";

    internal async Task<Club> ClubAsync() => Stored(await Get<ClubService>().SaveAsync(
        Actor.System, new() { Id = NewId(), Name = NewName("Club"), Status = EditorialStatus.Published }, Submit(), MatrixCase.None));

    internal async Task<Category> CategoryAsync() => Stored(await Get<CategoryService>().SaveAsync(Actor.System, NewCategory(), Submit(), MatrixCase.None));

    internal Category NewCategory() => new() { Id = NewId(), Name = NewName("Category"), Status = EditorialStatus.Published };

    internal async Task<Shop> ShopAsync(IReadOnlyList<string> clubs) =>
        Stored(await Get<ShopService>().SaveAsync(Actor.System, NewShop(clubs), Submit(), MatrixCase.None));

    internal Shop NewShop(IReadOnlyList<string> clubs) => new() { Id = NewId(), Name = NewName("Shop"), ClubIds = [.. clubs], Status = EditorialStatus.Published };

    internal async Task<Offer> OfferAsync(IReadOnlyList<string> clubs) =>
        Stored(await Get<OfferService>().SaveAsync(Actor.System, await NewOfferAsync(clubs), Submit(), MatrixCase.None));

    /// <summary>An offer of these clubs, in a shop of nobody's.</summary>
    internal async Task<Offer> NewOfferAsync(IReadOnlyList<string> clubs)
    {
        var now = Get<TimeProvider>().GetUtcNow();
        return OfferSamples.Draft() with
        {
            Id = NewId(),
            Title = NewName("Offer"),
            ShopId = (await ShopAsync([])).Id,
            ClubIds = [.. clubs],
            Starts = now.AddDays(-1),
            Ends = now.AddDays(9),
        };
    }

    /// <summary>A session of the person, and its cookie's value.</summary>
    internal async Task<(string CookieValue, PortalSession Session)> SessionAsync(Actor actor)
    {
        var now = Get<TimeProvider>().GetUtcNow();
        var identity = new PoolIdentity(actor.Id, actor.Email, actor.Email, actor.Name, actor.Role is { } role ? [role.ToString()] : [], now);
        return await Get<SessionService>().BeginAsync(new("a", "i", "r", now.AddHours(1), identity), new("127.0.0.1", "http", "Firefox"), MatrixCase.None);
    }

    internal static T Stored<T>(Result<T> result)
        where T : class => result.Ok ? result.Value : throw new InvalidOperationException(string.Join(" ", result.Problems.Select(problem => problem.Message)));

    private Actor ActorOf(StaffMember member) => new()
    {
        Id = member.Id,
        Name = member.Name,
        Email = member.Email,
        Role = member.Role,
        Clubs = new HashSet<string>([First.Id], StringComparer.Ordinal),
    };

    // What a job asks for again: the clubs of the matrix's people are in no account.
    private sealed class Roster(IReadOnlyList<Actor> people, CurrentStaff others) : ICurrentStaff
    {
        public async Task<Actor?> FindAsync(string id, CancellationToken cancellationToken) =>
            people.FirstOrDefault(person => person.Id == id) is { } known ? known with { Protocol = "job" } : await others.FindAsync(id, cancellationToken);
    }

    private sealed class WriteWatch : ICommitObserver
    {
        public ConcurrentDictionary<string, int> Done { get; } = new(StringComparer.Ordinal);

        public void Committed(Table table, Item item)
        {
        }

        public void Recorded(Item entry)
        {
            var action = entry.GetString(AuditAttributes.Action);
            var isWord = action.StartsWith("ask-", StringComparison.Ordinal) || action.StartsWith("refuse", StringComparison.Ordinal);
            if (!isWord && entry.GetString(AuditAttributes.Kind) != "job" && entry.GetStringOrNull(AuditAttributes.Protocol) != Arranged)
                Done.AddOrUpdate(entry.GetString(AuditAttributes.ActorId), 1, (_, count) => count + 1);
        }
    }
}
