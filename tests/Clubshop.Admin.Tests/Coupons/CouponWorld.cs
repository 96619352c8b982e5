using System.Text;
using Clubshop.Admin.Audit;
using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.Coupons;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Ops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Customers;
using Clubshop.Admin.Tests.Offers;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Coupons;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Coupons;

/// <summary>The real services with a live offer, demo customers in the pool, and the jobs running.</summary>
internal sealed class CouponWorld : IAsyncDisposable
{
    private readonly bool _owned;

    private CouponWorld(CatalogWorld catalog, OfferWorld offers, Offer offer, bool owned) => (Catalog, Offers, Offer, _owned) = (catalog, offers, offer, owned);

    public CatalogWorld Catalog { get; }

    public OfferWorld Offers { get; }

    /// <summary>A live offer of the first club.</summary>
    public Offer Offer { get; private set; }

    public string Id => Offer.Id;

    public CouponService Service => Catalog.Get<CouponService>();

    public CouponLedger Ledger => Catalog.Get<CouponLedger>();

    public static Actor Meera => CatalogWorld.Meera;

    public static CancellationToken None => CancellationToken.None;

    public Actor ClubAdministrator => CatalogWorld.Person(Role.ClubAdministrators, Offers.First.Id);

    public static void Add(IServiceCollection services) => services.Run<JobRunner>();

    public static async Task<CouponWorld> OpenAsync() => await FillAsync(await CatalogWorld.OpenAsync(Add), owned: true);

    /// <summary>Wraps a world that a page test opened with <see cref="Add"/>.</summary>
    public static async Task<CouponWorld> FillAsync(CatalogWorld catalog, bool owned = false)
    {
        await CustomerWorld.OnAsync(catalog);
        var offers = await OfferWorld.FillAsync(catalog);
        var offer = await offers.SaveAsync(offers.Draft() with { Status = EditorialStatus.Published });
        return new(catalog, offers, offer, owned);
    }

    /// <summary>A token of a later second, so that what is done is in order in the audit log.</summary>
    public string Token()
    {
        Catalog.Clock.Advance(TimeSpan.FromSeconds(1));
        return Ids.New(Catalog.Clock);
    }

    public string Customer(int n) => DemoCustomers.First(120, Catalog.Clock.GetUtcNow()).Where(customer => customer.Enabled).ElementAt(n).Sub;

    public static T Value<T>(Result<T> result)
        where T : class => CatalogWorld.Value(result);

    public async Task<CouponView> ViewAsync(Actor? actor = null) => Value(await Service.FindAsync(actor ?? Meera, Id, None));

    public async Task SettingsAsync(Func<CouponSettings, CouponSettings> change)
    {
        var now = (await ViewAsync()).Settings;
        Value(await Service.SaveAsync(Meera, Id, change(now), Token(), None));
    }

    public async Task<CouponPool> GenerateAsync(int count = 40, string prefix = "", string name = "Launch")
    {
        var job = Value(await Service.GenerateAsync(Meera, Id, name, new(count, 8, prefix), Token(), None));
        await EndAsync(job);
        return (await ViewAsync()).Pools.Single(pool => pool.Pool.Id == job.Id).Pool;
    }

    public async Task<string> KeepAsync(string text, string name = "codes.csv", Actor? actor = null) =>
        Value(await Service.KeepAsync(actor ?? Meera, Id, name, new MemoryStream(Encoding.UTF8.GetBytes(text)), None)).Id;

    public async Task<JobInfo> ImportAsync(string text, string name = "Shop")
    {
        var file = await KeepAsync(text);
        return await EndAsync(Value(await Service.ImportAsync(Meera, Id, name, file, None)));
    }

    public async Task<JobInfo> EndAsync(JobInfo job)
    {
        await foreach (var state in Catalog.Get<JobService>().WatchAsync(Meera, job.Id, None))
            job = state;
        Assert.Equal(JobState.Finished, job.State);
        Catalog.Clock.Advance(TimeSpan.FromSeconds(1));
        return job;
    }

    public async Task<IReadOnlyList<JobItem>> ItemsAsync(JobInfo job) => await Catalog.Get<JobService>().ItemsAsync(Meera, job.Id, None).ToListAsync();

    public async Task<HandedOut> IssueAsync(int customer, Actor? actor = null, bool another = false) =>
        Value(await Service.IssueAsync(actor ?? Meera, Id, Customer(customer), "Card did not work", another, Token(), None));

    public async Task<IReadOnlyList<AuditEntry>> HistoryAsync() => await Catalog.HistoryAsync(CouponItems.AuditKind, Id);

    public async ValueTask DisposeAsync()
    {
        if (_owned)
            await Catalog.DisposeAsync();
    }
}
