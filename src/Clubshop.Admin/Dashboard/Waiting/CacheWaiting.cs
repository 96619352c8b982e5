using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Dashboard.Waiting;

/// <summary>Changes and invalidations that the cache has not taken: end users may see what is old.</summary>
internal sealed class CacheWaiting(CacheService cache) : IWaitingSource
{
    // What was saved a moment ago is on its way.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(30);

    public string Things => L.Later("changes that wait for the cache");

    public bool FromMemory => true;

    public bool IsFor(Actor actor) => actor.Reaches(Permission.InvalidateCache, []);

    public ValueTask<IReadOnlyList<WaitingThing>> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (cache.GetOverview(actor).Value is not { } overview)
            return new([]);

        var late = overview.Pending.Where(pending => overview.At - pending.Since > Late).ToList();
        if (late.Count == 0)
            return new([]);

        var what = late.Count == 1 ? L["1 change is not in the cache yet"] : L[$"{Format.Number(late.Count)} changes are not in the cache yet"];
        var detail = overview.Down.Count switch
        {
            0 => L["Published by itself as soon as possible"],
            1 => L["1 node does not answer; published by itself as soon as possible"],
            var down => L[$"{Format.Number(down)} nodes do not answer; published by itself as soon as possible"],
        };
        return new([new(what, detail, late[0].Since, "/cache") { Count = late.Count }]);
    }
}
