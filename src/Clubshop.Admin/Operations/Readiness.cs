using Clubshop.Admin.MasterData;
using Clubshop.Admin.MasterData.Publishing.Outbox;
using Clubshop.Admin.MasterData.Publishing.Verification;
using Clubshop.Admin.Operations.Draining;
using Clubshop.Aws;
using Clubshop.Aws.Memcached;
using Clubshop.Aws.Watching;

namespace Clubshop.Admin.Operations;

/// <summary>
/// Whether this instance can serve, from memory: a health check calls nothing. Once the catalog has been read it stays ready, whatever fails later,
/// because a dependency fails for all instances at once, and a balancer that takes all of them out leaves people nothing at all. Only a start that is
/// not finished and a stop that has begun take an instance out.
/// </summary>
internal sealed class Readiness(IEnumerable<IRecordIndex> indexes, AwsClients aws, NodeMonitor nodes, PublishingStatus publishing, Drain drain, TimeProvider time)
{
    /// <summary>Failed calls in a row, each with its retries, after which a service counts as degraded.</summary>
    public const int Failures = 3;

    /// <summary>How far an index may be behind, and how long a service may fail, before it counts as degraded. A poll is due every 4 s.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>How long a saved change may wait for the cache before publishing counts as degraded.</summary>
    public static readonly TimeSpan PublishingPatience = TimeSpan.FromMinutes(1);

    /// <summary>How long after the last failed call nothing is known of a service any more: it may have been back since (Pinpoint is only called to send).</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    // In the order in which a page needs them.
    private static readonly string[] Services = ["DynamoDB", "Cognito", "KMS", "Pinpoint"];

    /// <summary>The report.</summary>
    public ReadyReport Report()
    {
        var now = time.GetUtcNow();
        List<Dependency> all = [.. Services.Select(name => OfService(name, now)), .. indexes.Select(index => OfIndex(index, now)), OfCache(), OfPublishing(now)];
        var state = drain.IsDraining ? ReadyState.Draining
            : all.Exists(one => one.State == DependencyState.Starting) ? ReadyState.Starting
            : all.Exists(one => one.State == DependencyState.Degraded) ? ReadyState.Degraded
            : ReadyState.Ready;
        return new(state, all);
    }

    private Dependency OfService(string name, DateTimeOffset now) => aws.Calls.All.FirstOrDefault(one => one.Service == name) switch
    {
        null => new(name, DependencyState.Unused),
        { FailedAt: { } last } when now - last >= Forgotten => new(name, DependencyState.Unused),
        { FailingSince: { } since } failing when failing.Failures >= Failures || now - since >= Patience => new(name, DependencyState.Degraded, since),
        _ => new(name, DependencyState.Ok),
    };

    private static Dependency OfIndex(IRecordIndex index, DateTimeOffset now)
    {
        var name = "table " + index.Table.Name.ToLowerInvariant();
        return index.CurrentAt is not { } at ? new(name, DependencyState.Starting)
            : now - at >= Patience ? new(name, DependencyState.Degraded, at)
            : new(name, DependencyState.Ok);
    }

    private Dependency OfCache()
    {
        var views = nodes.Nodes;
        var down = views.Where(node => node.State.Condition == NodeCondition.Down).ToList();
        return views.Count == 0 ? new("memcached", DependencyState.Unused)
            : down.Count == 0 ? new("memcached", DependencyState.Ok)
            : new("memcached", DependencyState.Degraded, down.Min(node => node.State.Since), L[$"{down.Count} of {views.Count} nodes"]);
    }

    private Dependency OfPublishing(DateTimeOffset now) => publishing.Pending is [{ Since: var since }, ..] pending && now - since >= PublishingPatience
        ? new(L.Later("publishing"), DependencyState.Degraded, since, L[$"{pending.Count} waiting"])
        : new("publishing", DependencyState.Ok);
}
