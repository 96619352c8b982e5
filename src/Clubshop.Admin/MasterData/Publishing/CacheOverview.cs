using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData.Publishing.Outbox;
using Clubshop.Admin.MasterData.Publishing.Verification;
using Clubshop.Aws.Memcached;

namespace Clubshop.Admin.MasterData.Publishing;

/// <summary>The state of the cache, as of the last check.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Nodes">Its nodes.</param>
/// <param name="Kinds">Its kinds of record.</param>
/// <param name="Pending">Changes that are not in it yet, the longest waiting first.</param>
public sealed record CacheOverview(DateTimeOffset At, IReadOnlyList<NodeView> Nodes, IReadOnlyList<CacheKind> Kinds, IReadOnlyList<CachePending> Pending)
{
    /// <summary>Nodes that do not answer.</summary>
    public IReadOnlyList<NodeView> Down => [.. Nodes.Where(node => node.State.Condition == NodeCondition.Down)];

    /// <summary>How much longer end users may see an old copy: servers may still reach nodes that the portal cannot reach. Null when all nodes answer.</summary>
    public TimeSpan? StaleFor => Down.Count == 0 ? null : CacheService.StaleFor(Down.Max(node => node.State.Since), At);
}

/// <summary>One kind of record in the cache.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Many">The plural.</param>
/// <param name="Records">Records in the catalog.</param>
/// <param name="Figures">What the last verification round found; null before the first.</param>
public sealed record CacheKind(string Kind, string Many, int Records, KindFigures? Figures);

/// <summary>Something that is not in the cache yet.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Href">Its page; null without one.</param>
/// <param name="Since">Since when.</param>
/// <param name="Node">The node that does not accept it; null when not known.</param>
/// <param name="Tries">How often this instance tried.</param>
/// <param name="Problem">The last problem.</param>
public sealed record CachePending(string Name, string? Href, DateTimeOffset Since, string? Node, int Tries, string? Problem);

/// <summary>A record in the database and its copies in the cache.</summary>
/// <param name="Version">The version in the database.</param>
/// <param name="Shown">Whether end users may see the record.</param>
/// <param name="SavedAt">When that version was saved.</param>
/// <param name="Copies">Each node's copy, the owner's first.</param>
/// <param name="PendingSince">Since when a change is not in the cache; null when all are.</param>
/// <param name="StaleFor">How much longer end users may see the old copy, at most; null when they do not.</param>
/// <param name="MayPublish">Whether the person may publish it again.</param>
public sealed record RecordCopies(
    long Version, bool Shown, DateTimeOffset SavedAt, IReadOnlyList<NodeCopy> Copies, DateTimeOffset? PendingSince, TimeSpan? StaleFor, bool MayPublish);

/// <summary>Result of publishing a record again.</summary>
/// <param name="Version">The version published.</param>
/// <param name="Took">Time from the request until it was read back.</param>
/// <param name="Done">True when all of it is in the cache; false when it is pending.</param>
/// <param name="ReadBack">What was read back.</param>
public sealed record Republished(long Version, TimeSpan Took, bool Done, ReadBack ReadBack);

/// <summary>A record that can be chosen.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
public sealed record CacheRecord(string Kind, string Id, string Name);

/// <summary>Why end users do not see a record's changes yet.</summary>
/// <param name="Node">The node that does not accept them; null when not known.</param>
/// <param name="Since">Since when.</param>
/// <param name="StaleFor">How much longer end users may see the old copy, at most.</param>
public sealed record RecordDelay(string? Node, DateTimeOffset Since, TimeSpan StaleFor);

/// <summary>What was invalidated.</summary>
/// <param name="Kinds">Number of kinds.</param>
/// <param name="WarmUp">The job that fills the cache again.</param>
/// <param name="NotReached">Nodes that were not reached: there the invalidation is pending.</param>
public sealed record Invalidated(int Kinds, JobInfo WarmUp, IReadOnlyList<string> NotReached);
