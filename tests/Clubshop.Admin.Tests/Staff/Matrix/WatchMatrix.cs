using Clubshop.Admin.Common;
using Clubshop.Admin.Coupons;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.Doctor;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Watch;

namespace Clubshop.Admin.Tests.Staff.Matrix;

/// <summary>The walk to customers is taken by all who see the catalog; findings are of those who may put them right.</summary>
internal sealed class WatchMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        Anywhere<OfferDoctor>(nameof(OfferDoctor.WalkAsync), Permission.SeeCatalog, async (doctor, one) =>
            Past((await doctor.WalkAsync(one.Actor, one.World.NewId(), null, null, MatrixCase.None)).Problems)),
        NotAsked<OfferDoctor>(nameof(OfferDoctor.WarnAsync), "tells of an offer that the person has before them; publishing it asks"),
        PerRecord<OfferDoctor>(nameof(OfferDoctor.RefreshCopyAsync), Permission.InvalidateCache, async (doctor, one) =>
            Past((await doctor.RefreshCopyAsync(one.Actor, "offer/" + (await one.World.OfferAsync(one.Clubs)).Id, one.World.NewId(), MatrixCase.None)).Problems)),
        NotAsked<CouponCheck>("CheckAsync", "is asked by OfferDoctor.WalkAsync alone, and asks for SeeCatalog"),
        NotAsked<CopyCheck>("CheckAsync", "is asked by OfferDoctor.WalkAsync alone, and asks for SeeCache"),
        PerRecord<WatchService>(nameof(WatchService.Of), Permission.EditCatalog, async (watch, one) =>
        {
            var key = await FoundAsync(one);
            return watch.Of(one.Actor).Any(view => view.Finding.Key == key);
        }),
        Anywhere<WatchService>(nameof(WatchService.StateOf), Permission.EditCatalog, (watch, one) => Task.FromResult(Let(watch.StateOf(one.Actor)))),
        Anywhere<WatchService>(nameof(WatchService.MayCheck), Permission.EditWholeCatalog, (_, one) => Task.FromResult(WatchService.MayCheck(one.Actor))),
        Anywhere<WatchService>(nameof(WatchService.CheckNowAsync), Permission.EditWholeCatalog, async (watch, one) => Let(await watch.CheckNowAsync(one.Actor, one.World.NewId(), MatrixCase.None))),
        PerRecord<WatchService>(nameof(WatchService.PeopleAsync), Permission.EditCatalog, async (watch, one) => (await watch.PeopleAsync(one.Actor, await FoundAsync(one), MatrixCase.None)).Count > 0),
        Change(nameof(WatchService.AssignAsync), (watch, one, key) => watch.AssignAsync(one.Actor, key, one.Actor.Id, one.World.NewId(), MatrixCase.None)),
        Change(nameof(WatchService.SnoozeAsync), (watch, one, key) => watch.SnoozeAsync(one.Actor, key, one.World.Get<TimeProvider>().GetUtcNow().AddDays(1), one.World.NewId(), MatrixCase.None)),
        Change(nameof(WatchService.DismissAsync), (watch, one, key) => watch.DismissAsync(one.Actor, key, "Known", one.World.NewId(), MatrixCase.None)),
        Change(nameof(WatchService.ReopenAsync), (watch, one, key) => watch.ReopenAsync(one.Actor, key, one.World.NewId(), MatrixCase.None)),
    ];

    private static MatrixRow Change(string method, Func<WatchService, MatrixCase, FindingKey, Task<Result<Finding>>> call) =>
        PerRecord<WatchService>(method, Permission.EditCatalog, async (watch, one) => Past((await call(watch, one, await FoundAsync(one))).Problems));

    // A finding of an offer of these clubs.
    private static async Task<FindingKey> FoundAsync(MatrixCase one)
    {
        var offer = MatrixWorld.Stored(await one.World.Get<OfferService>().ChangeStatusAsync(
            Actor.System, await one.World.OfferAsync(one.Clubs), EditorialStatus.Published, one.World.Submit(), MatrixCase.None));
        var key = new FindingKey(FindingKind.PastDate, OfferKind.Name, offer.Id);
        var found = new Finding { Found = new(key, offer.Title, "Its terms name a date that is over.", "terms", offer.Stamp.Version), FirstSeen = DateTimeOffset.UnixEpoch };
        await one.World.Get<Clubshop.Admin.Storage.UnauditedWriter>().PutAsync(
            Clubshop.Admin.Storage.Table.System, FindingItems.Write(found, null).Set(Clubshop.Admin.Storage.Attributes.Version, 1L), null, MatrixCase.None);
        await one.World.Get<WatchBoard>().ReadAsync(MatrixCase.None);
        return key;
    }
}
