using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Tests.Staff.Matrix;

namespace Clubshop.Admin.Tests.MasterData.Publishing;

/// <summary>The cache: seen by some, invalidated as far as the permission reaches; whole kinds are for whom it reaches everything.</summary>
internal sealed class CacheMatrix : MatrixRows
{
    public override IEnumerable<MatrixRow> Rows =>
    [
        Anywhere<CacheService>("Look", Permission.SeeCache, (cache, one) => Task.FromResult(Let(cache.Look(one.Actor)))),
        Anywhere<CacheService>("LookAsync", Permission.SeeCache, async (cache, one) =>
            Let(await cache.LookAsync(one.Actor, "shop", (await one.World.ShopAsync([])).Id, MatrixCase.None))),
        PerRecord<CacheService>("RepublishAsync", Permission.InvalidateCache, async (cache, one) =>
            Let(await cache.RepublishAsync(one.Actor, "shop", (await one.World.ShopAsync(one.Clubs)).Id, one.World.NewId(), MatrixCase.None))),
        Whole("InvalidateKindAsync", async (cache, one) => Let(await cache.InvalidateKindAsync(one.Actor, "club", one.World.NewId(), MatrixCase.None))),
        Whole("InvalidateEverythingAsync", async (cache, one) =>
            Let(await cache.InvalidateEverythingAsync(one.Actor, CacheService.Everything, one.World.NewId(), MatrixCase.None))),
        Whole("WarmUpAsync", async (cache, one) => Let(await cache.WarmUpAsync(one.Actor, "club", one.World.NewId(), MatrixCase.None))),
        Row<CacheService>("WarmUpUnderWayAsync", "one's own", [Whose.Nobodys], one => true, async (cache, one) =>
        {
            await cache.WarmUpUnderWayAsync(one.Actor, MatrixCase.None);
            return true;
        }),
        NotAsked<CacheService>("WatchAsync", "asks as JobService.WatchAsync does, which is its row"),
        NotAsked<CacheService>("AsReadAsync", "is what any end user's server reads; it is shown on /local, to this machine alone"),
        NotAsked<CacheInvalidation>("RaiseAsync", "writes down what CacheService let through, or the portal itself wants"),
        NotAsked<CacheInvalidation>("RepublishAsync", "writes down what CacheService let through"),
        NotAsked<WarmUpJob>("RunAsync", "does what CacheService.WarmUpAsync let through"),
        NotAsked<Outbox>("StepsOf", "is part of a change that a service let through"),
    ];

    private static MatrixRow Whole(string method, Func<CacheService, MatrixCase, Task<bool>> call) => Row(
        method, "", [Whose.Nobodys], one => Permissions.ReachOf(one.Actor.Role, Permission.InvalidateCache) == Reach.All, call);
}
