using System.Text;
using Clubshop.Admin.Common;
using Clubshop.Admin.Coupons;
using Clubshop.Admin.Coupons.Jobs;
using Clubshop.Admin.Customers.Search;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Staff;
using Clubshop.Coupons;

namespace Clubshop.Admin.Tests.Staff.Matrix;

/// <summary>Coupons: whoever may edit the offer changes them and sees codes; who helps customers looks codes up; all who see the catalog see counts.</summary>
internal sealed class CouponMatrix : MatrixRows
{
    private const string Nobody = "7c9e6679-7425-40de-944b-e07fc1f90ae7";

    public override IEnumerable<MatrixRow> Rows =>
    [
        See(nameof(CouponService.FindAsync), async (coupons, one) => Let(await coupons.FindAsync(one.Actor, await OfferAsync(one), MatrixCase.None))),
        See(nameof(CouponService.GlanceAsync), async (coupons, one) => Let(await coupons.GlanceAsync(one.Actor, await OfferAsync(one), MatrixCase.None))),
        See(nameof(CouponService.CodesAsync), async (coupons, one) => Past((await coupons.CodesAsync(one.Actor, await OfferAsync(one), one.World.NewId(), null, 0, MatrixCase.None)).Problems)),
        See(nameof(CouponService.GetAsync), async (coupons, one) => Past((await coupons.GetAsync(one.Actor, await OfferAsync(one), "p.a.b.1", MatrixCase.None)).Problems)),
        Edit(nameof(CouponService.SaveAsync), async (coupons, one) =>
        {
            var id = await OfferAsync(one);
            return Let(await coupons.SaveAsync(one.Actor, id, new() { OfferId = id, Mode = CouponMode.Pools }, one.World.NewId(), MatrixCase.None));
        }),
        Edit(nameof(CouponService.GenerateAsync), async (coupons, one) =>
        {
            var made = await coupons.GenerateAsync(one.Actor, await OfferAsync(one), "Pool", new(3, 8), one.World.NewId(), MatrixCase.None);
            if (made.Ok)
                await one.World.Get<JobService>().WatchAsync(Actor.System, made.Value.Id, MatrixCase.None).LastAsync(); // what it still writes is this case's

            return Let(made);
        }),
        Edit(nameof(CouponService.KeepAsync), async (coupons, one) => Let(await coupons.KeepAsync(one.Actor, await OfferAsync(one), "codes.csv", Codes(), MatrixCase.None))),
        Edit(nameof(CouponService.CheckAsync), async (coupons, one) => Past((await coupons.CheckAsync(one.Actor, await OfferAsync(one), one.World.NewId(), MatrixCase.None)).Problems)),
        Edit(nameof(CouponService.ImportAsync), async (coupons, one) =>
            Past((await coupons.ImportAsync(one.Actor, await OfferAsync(one), "Pool", one.World.NewId(), MatrixCase.None)).Problems)),
        Edit(nameof(CouponService.IssueAsync), async (coupons, one) =>
            Past((await coupons.IssueAsync(one.Actor, await OfferAsync(one), Nobody, "Card", false, one.World.NewId(), MatrixCase.None)).Problems)),
        Edit(nameof(CouponService.VoidAsync), async (coupons, one) =>
            Past((await coupons.VoidAsync(one.Actor, await OfferAsync(one), "p.a.b.1", "Misused", false, one.World.NewId(), MatrixCase.None)).Problems)),
        Edit(nameof(CouponService.VoidPoolAsync), async (coupons, one) =>
            Past((await coupons.VoidPoolAsync(one.Actor, await OfferAsync(one), one.World.NewId(), false, "Leaked", one.World.NewId(), MatrixCase.None)).Problems)),
        Edit(nameof(CouponService.RevealAsync), async (coupons, one) => Let(await coupons.RevealAsync(one.Actor, await SharedAsync(one), [], MatrixCase.None))),
        Edit(nameof(CouponService.BeginExportAsync), async (coupons, one) =>
            Past((await coupons.BeginExportAsync(one.Actor, await OfferAsync(one), one.World.NewId(), MatrixCase.None)).Problems)),
        NotAsked<CouponService>(nameof(CouponService.WriteAsync), "writes what BeginExportAsync allowed and recorded"),
        LookUp(nameof(CouponService.LookUpAsync), async (coupons, one) =>
            Past((await coupons.LookUpAsync(one.Actor, await OfferAsync(one), "NOSUCHCODE", MatrixCase.None)).Problems)),
        LookUp(nameof(CouponService.MayLookUp), async (coupons, one) =>
            coupons.MayLookUp(one.Actor, MatrixWorld.Stored(await one.World.Get<OfferService>().FindAsync(Actor.System, await OfferAsync(one), MatrixCase.None)))),
        Anywhere<CustomerNumbers>(nameof(CustomerNumbers.FindAsync), Permission.EditCatalog, async (numbers, one) =>
            Past((await numbers.FindAsync(one.Actor, Nobody, MatrixCase.None)).Problems)),
        PerRecord<PoolWatch>(nameof(PoolWatch.Of), Permission.EditCatalog, async (watch, one) =>
        {
            var id = await OfferAsync(one, EditorialStatus.Published);
            MatrixWorld.Stored(await one.World.Get<CouponService>().SaveAsync(
                Actor.System, id, new() { OfferId = id, Mode = CouponMode.Pools }, one.World.NewId(), MatrixCase.None));
            await watch.RefreshAsync(MatrixCase.None);
            return watch.Of(one.Actor).Any(low => low.Row.Id == id);
        }),
        .. new[] { nameof(PoolJobs.GenerateAsync), nameof(PoolJobs.ImportAsync), nameof(PoolJobs.VoidPoolAsync) }.Select(method => NotAsked<PoolJobs>(method, "is asked by the CouponService alone, which asks for the permission")),
        NotAsked<PoolFill>("EndAsync", "ends what CouponService let begin"),
        NotAsked<GenerateJob>("RunAsync", "runs what CouponService.GenerateAsync let through"),
        NotAsked<ImportCodesJob>("RunAsync", "runs what CouponService.ImportAsync let through"),
        NotAsked<VoidCodesJob>("RunAsync", "runs what CouponService.VoidPoolAsync let through"),
    ];

    private static MatrixRow See(string method, Func<CouponService, MatrixCase, Task<bool>> call) =>
        Row(method, "", AnyClubs, one => Permissions.Has(one.Actor.Role, Permission.SeeCatalog), call);

    private static MatrixRow Edit(string method, Func<CouponService, MatrixCase, Task<bool>> call) => PerRecord(method, Permission.EditCatalog, call);

    private static MatrixRow LookUp(string method, Func<CouponService, MatrixCase, Task<bool>> call) =>
        Row(method, "", AnyClubs, one => Reaches(one, Permission.EditCatalog) || Permissions.Has(one.Actor.Role, Permission.HelpCustomers), call);

    private static async Task<string> OfferAsync(MatrixCase one, EditorialStatus status = EditorialStatus.Draft)
    {
        var offer = await one.World.OfferAsync(one.Clubs);
        if (status != EditorialStatus.Draft)
            offer = MatrixWorld.Stored(await one.World.Get<OfferService>().ChangeStatusAsync(Actor.System, offer, status, one.World.Submit(), MatrixCase.None));
        return offer.Id;
    }

    private static async Task<string> SharedAsync(MatrixCase one)
    {
        var id = await OfferAsync(one);
        MatrixWorld.Stored(await one.World.Get<CouponService>().SaveAsync(
            Actor.System, id, new() { OfferId = id, Mode = CouponMode.Shared, SharedCode = "DIWALI2026" }, one.World.NewId(), MatrixCase.None));
        return id;
    }

    private static MemoryStream Codes() => new(Encoding.UTF8.GetBytes("DIWALI01\nDIWALI02\n"));
}
