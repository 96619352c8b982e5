using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;

namespace Clubshop.Admin.Dashboard.Waiting;

/// <summary>Changes and invalidations that the cache has not taken: end users may see what is old.</summary>
internal sealed class CacheWaiting(CacheService cache) : IWaitingSource
{
    // What was saved a moment ago is on its way.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(30);

    public string Things => "changes that wait for the cache";

    public bool FromMemory => true;

    public bool IsFor(Actor actor) => actor.Reaches(Permission.InvalidateCache, []);

    public ValueTask<IReadOnlyList<WaitingThing>> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (cache.GetOverview(actor).Value is not { } overview)
            return new([]);

        var late = overview.Pending.Where(pending => overview.At - pending.Since > Late).ToList();
        if (late.Count == 0)
            return new([]);

        var detail = overview.Down.Count > 0
            ? $"{Format.Count(overview.Down.Count, "node does", "nodes do")} not answer; published by itself as soon as possible"
            : "Published by itself as soon as possible";
        return new([new($"{Format.Count(late.Count, "change is", "changes are")} not in the cache yet", detail, late[0].Since, "/cache") { Count = late.Count }]);
    }
}
