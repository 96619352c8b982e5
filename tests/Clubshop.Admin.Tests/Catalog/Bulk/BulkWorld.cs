using System.Collections.Concurrent;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog.Bulk;
using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Tests.Offers;
using Clubshop.Admin.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Catalog.Bulk;

/// <summary>The catalog with a runner of jobs, and people whose rights can be taken away while a job runs.</summary>
internal sealed class BulkWorld : IAsyncDisposable
{
    private BulkWorld(CatalogWorld catalog, OfferWorld offers, People people) => (Catalog, Offers, Staff) = (catalog, offers, people);

    public CatalogWorld Catalog { get; }

    public OfferWorld Offers { get; }

    public People Staff { get; }

    public BulkService Bulk => Catalog.Get<BulkService>();

    public UndoService Undo => Catalog.Get<UndoService>();

    public JobService Jobs => Catalog.Get<JobService>();

    public static Actor Meera => CatalogWorld.Meera;

    public static CancellationToken None => CancellationToken.None;

    public static async Task<BulkWorld> OpenAsync()
    {
        var people = new People();
        people.Add(CatalogWorld.Meera, CatalogWorld.Rohan);
        var catalog = await CatalogWorld.OpenAsync(services => Add(services, people));
        return new(catalog, await OfferWorld.FillAsync(catalog), people);
    }

    /// <summary>Another instance on the same tables.</summary>
    public Task<CatalogWorld> AnotherAsync() => Catalog.AnotherAsync(services => Add(services, Staff));

    public static void Add(IServiceCollection services, People people) => services.Run<JobRunner>().AddSingleton<ICurrentStaff>(people);

    public async Task<IReadOnlyList<Offer>> OffersAsync(int count, EditorialStatus status = EditorialStatus.Published, IReadOnlyList<string>? clubs = null)
    {
        var made = new Offer[count];
        await Parallel.ForEachAsync(Enumerable.Range(0, count), async (i, _) =>
            made[i] = await Offers.SaveAsync(Offers.Draft($"Offer {i} of Diwali") with { Status = status, ClubIds = clubs ?? [Offers.First.Id] }));
        return made;
    }

    public async Task<BulkRehearsal> RehearseAsync(BulkEdit edit, IEnumerable<string> ids, Actor? actor = null, string kind = OfferKind.Name)
    {
        var draft = CatalogWorld.Value(await Bulk.KeepAsync(actor ?? Meera, kind, edit, [.. ids], None));
        return CatalogWorld.Value(await Bulk.RehearseAsync(actor ?? Meera, draft, null, None));
    }

    public async Task<JobInfo> StartAsync(BulkRehearsal rehearsal, Actor? actor = null) => CatalogWorld.Value(await Bulk.StartAsync(actor ?? Meera, rehearsal, None));

    public async Task<JobInfo> ChangeAsync(BulkEdit edit, IEnumerable<string> ids, Actor? actor = null, string kind = OfferKind.Name) =>
        await EndedAsync(await StartAsync(await RehearseAsync(edit, ids, actor, kind), actor));

    public async Task<JobInfo> UndoneAsync(JobInfo job, Actor? actor = null) => await EndedAsync(CatalogWorld.Value(await Undo.StartAsync(actor ?? Meera, job.Id, None)));

    public Task<JobInfo> EndedAsync(JobInfo job) => EndedAsync(Jobs, job);

    public static async Task<JobInfo> EndedAsync(JobService jobs, JobInfo job)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        await foreach (var info in jobs.WatchAsync(Actor.System, job.Id, patience.Token))
            job = info;

        return job;
    }

    public async Task<List<JobItem>> ItemsAsync(JobInfo job)
    {
        var items = new List<JobItem>();
        await foreach (var item in Jobs.ItemsAsync(Actor.System, job.Id, None))
            items.Add(item);

        return items;
    }

    public async Task<Offer> StoredAsync(string id) => CatalogWorld.Value(await Offers.Offers.FindAsync(Meera, id, None));

    public Task<IReadOnlyList<AuditEntry>> HistoryAsync(string id) => Catalog.HistoryAsync(OfferKind.Name, id);

    public ValueTask DisposeAsync() => Catalog.DisposeAsync();

    /// <summary>The staff as they are now.</summary>
    internal sealed class People : ICurrentStaff
    {
        private readonly ConcurrentDictionary<string, Actor> _all = new(StringComparer.Ordinal);

        public void Add(params Actor[] people)
        {
            foreach (var person in people)
                _all[person.Id] = person;
        }

        public void Remove(Actor person) => _all.TryRemove(person.Id, out _);

        public Task<Actor?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(_all.TryGetValue(id, out var actor) ? actor with { Protocol = "job" } : null);
    }
}
