using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.Planned;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Staff.Accounts;
using Clubshop.Admin.Tests.Catalog;
using Clubshop.Admin.Tests.Catalog.Bulk;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Offers.Planned;

/// <summary>The catalog with a published offer of 20 percent, and staff whose rights a test changes.</summary>
internal sealed class PlanWorld(CatalogWorld catalog, OfferWorld offers, BulkWorld.People staff) : IAsyncDisposable
{
    private static CancellationToken None => CancellationToken.None;

    public CatalogWorld Catalog => catalog;

    public OfferWorld Offers => offers;

    public BulkWorld.People Staff => staff;

    public Offer Offer { get; private set; } = null!;

    public PlanService Plans => catalog.Get<PlanService>();

    public PlanRunner Runner => catalog.Get<PlanRunner>();

    public DateTimeOffset Now => catalog.Clock.GetUtcNow();

    public static void Add(IServiceCollection services, BulkWorld.People staff) => services.AddSingleton<PlanRunner>().AddSingleton<ICurrentStaff>(staff);

    public static async Task<PlanWorld> OpenAsync()
    {
        var staff = new BulkWorld.People();
        return await FillAsync(await CatalogWorld.OpenAsync(services => Add(services, staff)), staff);
    }

    public static async Task<PlanWorld> FillAsync(CatalogWorld catalog, BulkWorld.People staff)
    {
        staff.Add(CatalogWorld.Meera, CatalogWorld.Rohan);
        var world = new PlanWorld(catalog, await OfferWorld.FillAsync(catalog), staff);
        world.Offer = await world.SaveAsync(world.Offers.Draft("Diwali sale") with
        {
            Benefit = Benefit.PercentOff,
            Value = 20,
            Status = EditorialStatus.Published,
            Starts = world.Now.AddDays(-1),
            Ends = world.Now.AddDays(60),
        });
        return world;
    }

    public async Task<Offer> SaveAsync(Offer offer) => Value(await offers.Offers.SaveAsync(CatalogWorld.Rohan, offer, offers.Submit(), None));

    public async Task<Offer> StoredAsync() => Value(await offers.Offers.FindAsync(CatalogWorld.Meera, Offer.Id, None));

    public PlanWish Wish(Func<Offer, Offer> change, TimeSpan from, TimeSpan? back = null) =>
        new(PlannedValues.Between(Offer, change(Offer)), Now + from, back is { } later ? Now + later : null);

    public Task<Result<PlannedChange>> TryAsync(PlanWish wish, Actor? actor = null) => Plans.PlanAsync(actor ?? CatalogWorld.Meera, Offer.Id, wish, catalog.NewId(), None);

    /// <summary>Plans to give 30 percent.</summary>
    public async Task<PlannedChange> PlanAsync(TimeSpan from, TimeSpan? back = null, Func<Offer, Offer>? change = null, Actor? actor = null) =>
        Value(await TryAsync(Wish(change ?? (offer => offer with { Value = 30 }), from, back), actor));

    public async Task<PlannedChange> NowAsync(string id) => Value(await Plans.OfAsync(CatalogWorld.Meera, Offer.Id, None)).Plans.Single(plan => plan.Id == id);

    /// <summary>Time passes, and the runner looks.</summary>
    public Task<int> PassAsync(TimeSpan time)
    {
        catalog.Clock.Advance(time);
        return Runner.RunDueAsync(None);
    }

    public ValueTask DisposeAsync() => catalog.DisposeAsync();

    private static T Value<T>(Result<T> result)
        where T : class => CatalogWorld.Value(result);
}
