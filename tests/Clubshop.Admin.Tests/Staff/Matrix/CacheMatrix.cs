using Clubshop.Admin.Catalog;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.MasterData.Publishing.Cache;
using Clubshop.Admin.MasterData.Publishing.Outbox;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage.Sealing;

namespace Clubshop.Admin.Tests.Staff.Matrix;

/// <summary>The cache: seen by those who curate and those who read all. Club administrators publish their own records again; Administrators invalidate everything.</summary>
internal sealed class CacheMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        Anywhere<CacheService>("GetOverview", Permission.SeeCache, (cache, one) => Task.FromResult(Let(cache.GetOverview(one.Actor)))),
        Row<CacheService>("GetRecordAsync", "", AnyClubs, one => one.Actor.Has(Permission.SeeCache), async (cache, one) =>
            Let(await cache.GetRecordAsync(one.Actor, ShopKind.Name, (await one.World.ShopAsync(one.Clubs)).Id, MatrixCase.None))),
        PerRecord<CacheService>("RepublishAsync", Permission.InvalidateCache, async (cache, one) =>
            Let(await cache.RepublishAsync(one.Actor, ShopKind.Name, (await one.World.ShopAsync(one.Clubs)).Id, one.World.NewId(), MatrixCase.None))),
        Everything("InvalidateKindAsync", async (cache, one) => Let(await cache.InvalidateKindAsync(one.Actor, ClubKind.Name, one.World.NewId(), MatrixCase.None))),
        Everything("InvalidateEverythingAsync", async (cache, one) =>
            Let(await cache.InvalidateEverythingAsync(one.Actor, CacheService.Everything, one.World.NewId(), MatrixCase.None))),
        Everything("WarmUpAsync", async (cache, one) => Let(await cache.WarmUpAsync(one.Actor, ClubKind.Name, one.World.NewId(), MatrixCase.None))),
        NotAsked<CacheService>("WarmUpUnderWayAsync", "is JobService.OpenAsync, of the person's own jobs"),
        NotAsked<CacheService>("WatchAsync", "is JobService.WatchAsync"),
        NotAsked<CacheService>("ReadAsServerAsync", "reads what every end user's server reads; shown where the record is shown"),
        NotAsked<CacheInvalidation>("RaiseAsync", "is CacheService's, which asks"),
        NotAsked<CacheInvalidation>("RepublishAsync", "is CacheService's, which asks"),
        NotAsked<WarmUpJob>("RunAsync", "runs what CacheService.WarmUpAsync let through"),
        NotAsked<PublishingOutbox>("StepsOf", "is part of a change that a service let through"),
        NotAsked<KeyService>("CurrentKeyAsync", "is the storage's, which seals fields whoever asks"),
    ];

    private static MatrixRow Everything(string method, Func<CacheService, MatrixCase, Task<bool>> call) => Row<CacheService>(
        method, "", [Whose.Nobodys], one => Permissions.ReachOf(one.Actor.Role, Permission.InvalidateCache) == Reach.All, call);
}
