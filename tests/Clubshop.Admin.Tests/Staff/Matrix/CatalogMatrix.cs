using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Lists;
using Clubshop.Admin.Categories;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;

namespace Clubshop.Admin.Tests.Staff.Matrix;

/// <summary>What the services of the four kinds share: every method, with a record of one's own and of others.</summary>
internal abstract class RecordMatrix<TService, T> : MatrixRows
    where TService : RecordService<T>
    where T : class, ICatalogRecord
{
    protected virtual Permission Edit => Permission.EditCatalog;

    protected virtual Permission Create => Permission.EditCatalog;

    protected virtual IReadOnlyList<Whose> Records => AnyClubs;

    /// <summary>Whose a new record can be.</summary>
    protected virtual IReadOnlyList<Whose> NewRecords => Records;

    protected abstract Task<(T Record, Actor Actor)> StoredAsync(MatrixCase one);

    protected abstract Task<T> NewAsync(MatrixCase one);

    protected abstract T Changed(T record);

    private static IReadOnlyList<string> AllNames { get; } = [.. typeof(T).GetProperties().Select(property => property.Name)];

    public override IEnumerable<MatrixRow> Rows =>
    [
        PerRecord<TService>(nameof(RecordService<>.SaveAsync), Create, async (service, one) =>
            Let(await service.SaveAsync(one.Actor, await NewAsync(one), one.World.Submit(), MatrixCase.None)), "new", NewRecords),
        Row("SaveAsync", "changed", async (service, record, actor, one) => Let(await service.SaveAsync(actor, Changed(record), one.World.Submit(), MatrixCase.None))),
        Row("ChangeStatusAsync", "paused", async (service, record, actor, one) =>
            Let(await service.ChangeStatusAsync(actor, record, EditorialStatus.Paused, one.World.Submit(), MatrixCase.None))),
        Row("ChangeStatusAsync", "archived", async (service, record, actor, one) =>
            Let(await service.ChangeStatusAsync(actor, record, EditorialStatus.Archived, one.World.Submit(), MatrixCase.None))),
        Row("ChangeStatusAsync", "deleted", async (service, record, actor, one) =>
            Let(await service.ChangeStatusAsync(actor, record, EditorialStatus.Deleted, one.World.Submit(), MatrixCase.None))),
        Row("DeleteAsync", "", async (service, record, actor, one) => Let(await service.DeleteAsync(actor, record, one.World.Submit(), MatrixCase.None))),
        Row("RestoreAsync", "", async (service, record, actor, one) =>
        {
            var deleted = MatrixWorld.Stored(await service.DeleteAsync(Actor.System, record, one.World.Submit(), MatrixCase.None));
            return Let(await service.RestoreAsync(actor, deleted, one.World.Submit(), MatrixCase.None));
        }),
        Row("TakeBackAsync", "", async (service, record, actor, one) =>
            Let(await service.TakeBackAsync(actor, service.WithStatus(record, EditorialStatus.Draft), "Publish", one.World.Submit(), MatrixCase.None))),
        Row("RevertAsync", "", async (service, record, actor, one) =>
        {
            var changed = MatrixWorld.Stored(await service.SaveAsync(Actor.System, Changed(record), one.World.Submit(), MatrixCase.None));
            var timeline = MatrixWorld.Stored(await service.TimelineAsync(Actor.System, record.Id, MatrixCase.None));
            return Let(await service.RevertAsync(actor, changed, timeline.Entries[1].Version!, AllNames, one.World.Submit(), MatrixCase.None));
        }),
        PerRecord<TService>(
            "TimelineAsync", Permission.SeeAudit,
            async (service, one) =>
            {
                var (record, actor) = await StoredAsync(one);
                return Let(await service.TimelineAsync(actor, record.Id, MatrixCase.None));
            },
            "", Records),
        Row("MayEdit" + Overload, "", (service, record, actor, _) => Task.FromResult(service.MayEdit(actor, record))),
        Row("WhyNot", "", (service, record, actor, _) => Task.FromResult(service.WhyNot(actor, record) is null)),
        Row("Validate", "", (service, record, actor, _) => Task.FromResult(Let(service.Validate(actor, record, Changed(record))))),
        See("FindAsync", async (service, record, actor) => Let(await service.FindAsync(actor, record.Id, MatrixCase.None))),
        See("FindManyAsync", async (service, record, actor) => (await service.FindManyAsync(actor, [record.Id], MatrixCase.None)).Count == 1),
        NotAsked<TService>("OwnersOfSlugsAsync", "tells imports which slugs are taken, as a refused save tells anybody; the import asks for every row"),
        NotAsked<TService>("FindByCodesAsync", "tells imports what a code of a file means; the import asks for the permission before, and for every row"),
    ];

    protected virtual string Overload => "";

    private MatrixRow Row(string method, string what, Func<TService, T, Actor, MatrixCase, Task<bool>> call) => PerRecord<TService>(
        method, Edit,
        async (service, one) =>
        {
            var (record, actor) = await StoredAsync(one);
            return await call(service, record, actor, one);
        },
        what, Records);

    // Everybody with a role sees the whole catalog.
    private MatrixRow See(string method, Func<TService, T, Actor, Task<bool>> call) => Row<TService>(
        method, "", Records, one => Permissions.Has(one.Actor.Role, Permission.SeeCatalog),
        async (service, one) =>
        {
            var (record, actor) = await StoredAsync(one);
            return await call(service, record, actor);
        });
}

internal sealed class ClubMatrix : RecordMatrix<ClubService, Club>
{
    protected override Permission Create => Permission.EditWholeCatalog;

    // A club is its own club.
    protected override IReadOnlyList<Whose> Records => [Whose.Own, Whose.Others];

    protected override IReadOnlyList<Whose> NewRecords => [Whose.Nobodys];

    public override IEnumerable<MatrixRow> Rows =>
    [
        .. base.Rows,
        Anywhere<ClubService>("MayCreate", Permission.EditWholeCatalog, (_, one) => Task.FromResult(ClubService.MayCreate(one.Actor))),
    ];

    protected override async Task<(Club Record, Actor Actor)> StoredAsync(MatrixCase one)
    {
        var club = await one.World.ClubAsync();
        return (club, one.Whose == Whose.Own ? one.Actor with { Clubs = new HashSet<string>([.. one.Actor.Clubs, club.Id], StringComparer.Ordinal) } : one.Actor);
    }

    protected override Task<Club> NewAsync(MatrixCase one) => Task.FromResult<Club>(new() { Id = one.World.NewId(), Name = one.World.NewName("Club") });

    protected override Club Changed(Club record) => record with { City = "Pune" };
}

internal sealed class CategoryMatrix : RecordMatrix<CategoryService, Category>
{
    protected override Permission Edit => Permission.EditCategories;

    protected override Permission Create => Permission.EditCategories;

    // Categories belong to no club.
    protected override IReadOnlyList<Whose> Records => [Whose.Nobodys];

    public override IEnumerable<MatrixRow> Rows =>
    [
        .. base.Rows,
        Anywhere<CategoryService>("MayCreate", Permission.EditCategories, (_, one) => Task.FromResult(CategoryService.MayCreate(one.Actor))),
    ];

    protected override async Task<(Category Record, Actor Actor)> StoredAsync(MatrixCase one) => (await one.World.CategoryAsync(), one.Actor);

    protected override Task<Category> NewAsync(MatrixCase one) => Task.FromResult(one.World.NewCategory());

    protected override Category Changed(Category record) => record with { Description = "Changed" };
}

internal sealed class ShopMatrix : RecordMatrix<ShopService, Shop>
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        .. base.Rows,
        Anywhere<ShopService>("MayCreate", Permission.EditCatalog, (_, one) => Task.FromResult(ShopService.MayCreate(one.Actor))),
        PerRecord<ShopService>("SaveAsync", Permission.EditCatalog, async (shops, one) =>
        {
            var mine = await one.World.ShopAsync([one.World.First.Id]);
            return Let(await shops.SaveAsync(one.Actor, mine with { ClubIds = [.. one.Clubs] }, one.World.Submit(), MatrixCase.None));
        }, "one's own, given to such clubs"),
    ];

    protected override async Task<(Shop Record, Actor Actor)> StoredAsync(MatrixCase one) => (await one.World.ShopAsync(one.Clubs), one.Actor);

    protected override Task<Shop> NewAsync(MatrixCase one) => Task.FromResult(one.World.NewShop(one.Clubs));

    protected override Shop Changed(Shop record) => record with { City = "Pune" };
}

internal sealed class OfferMatrix : RecordMatrix<OfferService, Offer>
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        .. base.Rows,
        Anywhere<OfferService>("MayCreate", Permission.EditCatalog, (_, one) => Task.FromResult(OfferService.MayCreate(one.Actor))),
        PerRecord<OfferService>("MayEdit(Actor, OfferRow)", Permission.EditCatalog, async (offers, one) =>
        {
            var offer = await one.World.OfferAsync(one.Clubs);
            return offers.MayEdit(one.Actor, one.World.Get<RecordIndex<OfferRow>>().Find(offer.Id)!);
        }),
        PerRecord<OfferService>("SaveAsync", Permission.EditCatalog, async (offers, one) =>
        {
            var offer = await one.World.NewOfferAsync([]) with { ShopId = (await one.World.ShopAsync(one.Clubs)).Id };
            return Let(await offers.SaveAsync(one.Actor, offer, one.World.Submit(), MatrixCase.None));
        }, "without clubs, of such a shop"),
        PerRecord<OfferService>("MayPublishShop", Permission.EditCatalog, async (offers, one) =>
            offers.MayPublishShop(one.Actor, (await HiddenAsync(one, await one.World.ShopAsync(one.Clubs))).Id)),
        PerRecord<OfferService>("PublishShopAsync", Permission.EditCatalog, async (offers, one) =>
            Let(await offers.PublishShopAsync(one.Actor, (await HiddenAsync(one, await one.World.ShopAsync(one.Clubs))).Id, one.World.Submit(), MatrixCase.None))),
        NotAsked<RowSteps>("ChangeAsync", "asks the person, then the ChangeStatusAsync of the kind's service"),
    ];

    protected override string Overload => "(Actor, Offer)";

    protected override async Task<(Offer Record, Actor Actor)> StoredAsync(MatrixCase one)
    {
        var offer = await one.World.OfferAsync(one.Clubs);
        return (await PublishedAsync(one, offer), one.Actor);
    }

    protected override Task<Offer> NewAsync(MatrixCase one) => one.World.NewOfferAsync(one.Clubs);

    protected override Offer Changed(Offer record) => record with { Terms = "Changed" };

    private static async Task<Shop> HiddenAsync(MatrixCase one, Shop shop) => MatrixWorld.Stored(await one.World.Get<ShopService>().ChangeStatusAsync(
        Actor.System, shop, EditorialStatus.Paused, one.World.Submit() with { Decided = true }, MatrixCase.None));

    private static async Task<Offer> PublishedAsync(MatrixCase one, Offer offer) => MatrixWorld.Stored(await one.World.Get<OfferService>().ChangeStatusAsync(
        Actor.System, offer, EditorialStatus.Published, one.World.Submit(), MatrixCase.None));
}
