using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData.Publishing.Cache;
using Clubshop.Admin.MasterData.Publishing.Outbox;
using Clubshop.Admin.MasterData.Publishing.Verification;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Memcached;

namespace Clubshop.Admin.MasterData.Publishing;

/// <summary>The cache as a whole, as of the last look.</summary>
/// <param name="At">When that was.</param>
/// <param name="Nodes">Its nodes.</param>
/// <param name="Kinds">Its kinds of record.</param>
/// <param name="Pending">What is not in it yet, the longest waiting first.</param>
public sealed record CacheOverview(DateTimeOffset At, IReadOnlyList<NodeView> Nodes, IReadOnlyList<CacheKind> Kinds, IReadOnlyList<CachePending> Pending)
{
    /// <summary>Nodes that do not answer.</summary>
    public IReadOnlyList<NodeView> Down => [.. Nodes.Where(node => node.State.Condition == NodeCondition.Down)];

    /// <summary>How long end users may see an old copy at most: what the nodes that do not answer may still tell servers that reach them. Null when all answer.</summary>
    public TimeSpan? OldFor => Down.Count == 0 ? null : CacheService.OldFor(Down.Max(node => node.State.Since), At);
}

/// <summary>One kind of record in the cache.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Many">The word for several.</param>
/// <param name="Records">Records in the catalog.</param>
/// <param name="Figures">What the last round over the copies found; null before the first.</param>
public sealed record CacheKind(string Kind, string Many, int Records, KindFigures? Figures);

/// <summary>Something that is not in the cache yet.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Href">Its page; null without one.</param>
/// <param name="Since">Since when.</param>
/// <param name="Node">The node that does not take it, as far as known.</param>
/// <param name="Tries">How often this instance tried.</param>
/// <param name="Problem">What stood in the way.</param>
public sealed record CachePending(string Name, string? Href, DateTimeOffset Since, string? Node, int Tries, string? Problem);

/// <summary>A record's source and its copies, side by side.</summary>
/// <param name="Version">The source's version.</param>
/// <param name="Shown">Whether end users may see the record.</param>
/// <param name="SavedAt">When the source was saved.</param>
/// <param name="Copies">What each node has, the one that keeps it first.</param>
/// <param name="PendingSince">Since when a change of it is not in the cache; null when all are.</param>
/// <param name="OldFor">How long end users may see the old copy at most; null when they do not.</param>
/// <param name="MayPublish">Whether the person may have it published again.</param>
public sealed record RecordLook(
    long Version, bool Shown, DateTimeOffset SavedAt, IReadOnlyList<NodeCopy> Copies, DateTimeOffset? PendingSince, TimeSpan? OldFor, bool MayPublish);

/// <summary>What publishing a record again came to.</summary>
/// <param name="Version">The version published.</param>
/// <param name="Took">From asking until it was read back.</param>
/// <param name="Done">Whether it is all in the cache; otherwise it is pending.</param>
/// <param name="Proof">What was read back.</param>
public sealed record Republished(long Version, TimeSpan Took, bool Done, ReadBack Proof);

/// <summary>A record that can be chosen.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
public sealed record CacheRecord(string Kind, string Id, string Name);

/// <summary>Why a record's changes are not read yet.</summary>
/// <param name="Node">The node that does not take them, as far as known.</param>
/// <param name="Since">Since when.</param>
/// <param name="OldFor">How long end users may see the old copy at most.</param>
public sealed record RecordDelay(string? Node, DateTimeOffset Since, TimeSpan OldFor);

/// <summary>What was invalidated.</summary>
/// <param name="Kinds">How many kinds.</param>
/// <param name="WarmUp">The job that fills the cache again.</param>
/// <param name="NotReached">Nodes that were not reached: there it is not done, and pending.</param>
public sealed record Invalidated(int Kinds, JobInfo WarmUp, IReadOnlyList<string> NotReached);

/// <summary>The cache that end users' servers read: how it is, what it has of a record, and making it forget.</summary>
public sealed class CacheService
{
    private readonly PublishedKinds _kinds;
    private readonly Generations _generations;
    private readonly CacheInvalidation _invalidation;
    private readonly NodeMonitor _watch;
    private readonly PublishingStatus _board;
    private readonly CacheCopyReader _copies;
    private readonly JobService _jobs;
    private readonly TableReader _reader;
    private readonly TimeProvider _time;

    internal CacheService(
        PublishedKinds kinds, Generations generations, CacheInvalidation invalidation, NodeMonitor watch, PublishingStatus board, CacheCopyReader copies, JobService jobs,
        TableReader reader, TimeProvider time) =>
        (_kinds, _generations, _invalidation, _watch, _board, _copies, _jobs, _reader, _time) =
        (kinds, generations, invalidation, watch, board, copies, jobs, reader, time);

    // The submit has two entries of its own: what was invalidated, and the job that fills the cache again.
    private const string InvalidationMark = "-cache";

    /// <summary>The word to type before everything is invalidated.</summary>
    public const string Everything = "everything";

    /// <summary>How the cache is; costs nothing.</summary>
    public Result<CacheOverview> Look(Actor actor) => actor.Refuse(Permission.SeeCache) is { } refused ? refused : new CacheOverview(
        _time.GetUtcNow(),
        _watch.Nodes,
        [.. _kinds.All.Select(kind => new CacheKind(kind.Kind, kind.Many, kind.Count, _board.Figures.FirstOrDefault(figures => figures.Kind == kind.Kind)))],
        Pending());

    /// <summary>A record's source, and what each node has of it, read now.</summary>
    public async Task<Result<RecordLook>> LookAsync(Actor actor, string kindName, string id, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SeeCache) is { } refused)
            return refused;

        var (kind, source, problem) = await FindAsync(kindName, id, cancellationToken);
        if (kind is null || source is null)
            return problem!;

        var copies = await _copies.CopiesAsync(kind, source, cancellationToken);
        var row = kind.Read(source);
        var now = _time.GetUtcNow();
        var keeper = copies[0];
        TimeSpan? oldFor = keeper.State switch
        {
            CopyState.NoAnswer => OldFor(keeper.Since ?? now, now),
            CopyState.Older or CopyState.Newer => keeper.Left,
            _ => null,
        };
        return new RecordLook(
            source.Version,
            row.Shown,
            source.Stamp.UpdatedAt,
            copies,
            _board.Pending.FirstOrDefault(change => change.Kind == kindName && change.Id == id)?.Since,
            oldFor,
            actor.Refuse(Permission.InvalidateCache, row.Clubs) is null);
    }

    /// <summary>Why a record's changes are not read yet, and for how long; null when they are, or nobody knows better. Costs nothing.</summary>
    /// <param name="kindName">The record's kind.</param>
    /// <param name="id">Its id.</param>
    public RecordDelay? DelayOf(string kindName, string id)
    {
        var now = _time.GetUtcNow();
        var node = _copies.KeeperOf(kindName, id);
        if (node is { State.Condition: NodeCondition.Down })
            return new(node.Address, node.State.Since, OldFor(node.State.Since, now));

        return _board.Pending.FirstOrDefault(change => change.Kind == kindName && change.Id == id) is { } pending
            ? new(pending.Note?.Node, pending.Since, OldFor(pending.Since, now))
            : null;
    }

    /// <summary>What an end user's server reads of a record.</summary>
    public async Task<CacheAnswer?> AsReadAsync(string kindName, string id, CancellationToken cancellationToken) =>
        _kinds.Find(kindName) is { } kind && Ids.IsValid(id) ? await _copies.AsReaderAsync(kind, id, cancellationToken) : null;

    /// <summary>Records whose name contains a text, to choose one from.</summary>
    /// <param name="kindName">One kind; null for all.</param>
    /// <param name="text">The text.</param>
    /// <param name="most">How many at most.</param>
    public (IReadOnlyList<CacheRecord> Records, int Total) Find(string? kindName, string text, int most)
    {
        var found = _kinds.All.Where(kind => kindName is null || kind.Kind == kindName).Select(kind => (kind.Kind, Page: kind.Search(text, most))).ToList();
        return (
            [.. found.SelectMany(kind => kind.Page.Rows.Select(row => new CacheRecord(kind.Kind, row.Id, row.Name))).OrderBy(record => record.Name, StringComparer.Ordinal).Take(most)],
            found.Sum(kind => kind.Page.Total));
    }

    /// <summary>
    /// Publishes one record again, in place of whatever the cache has of it, and reads it back to prove it. Where a node does not answer it is
    /// kept, and done when that one is back.
    /// </summary>
    /// <param name="actor">Who.</param>
    /// <param name="kindName">The record's kind.</param>
    /// <param name="id">Its id.</param>
    /// <param name="token">Made once per submit.</param>
    /// <param name="cancellationToken">Heeded until it is asked for.</param>
    public async Task<Result<Republished>> RepublishAsync(Actor actor, string kindName, string id, string token, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.InvalidateCache) is { } refused)
            return refused;

        var started = _time.GetTimestamp();
        var (kind, source, problem) = await FindAsync(kindName, id, cancellationToken);
        if (kind is null || source is null)
            return problem!;

        var row = kind.Read(source);
        if (actor.Refuse(Permission.InvalidateCache, row.Clubs) is { } foreign)
            return foreign;

        kind.Take(source);
        var done = await _invalidation.RepublishAsync(kind, row, actor, token, cancellationToken);
        var proof = await _copies.ReadBackAsync(kind, source, cancellationToken);
        return new Republished(source.Version, _time.GetElapsedTime(started), done && proof.Problem is null, proof);
    }

    /// <summary>Makes the cache forget all records of a kind, and starts to fill it again.</summary>
    public async Task<Result<Invalidated>> InvalidateKindAsync(Actor actor, string kindName, string token, CancellationToken cancellationToken) =>
        _kinds.Find(kindName) is { } kind ? await InvalidateAsync(actor, [kind], token, cancellationToken) : NoSuchKind();

    /// <summary>Makes the cache forget everything, and starts to fill it again.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="typed">What the person typed to confirm it: <see cref="Everything"/>.</param>
    /// <param name="token">Made once per submit.</param>
    /// <param name="cancellationToken">Heeded until it is asked for.</param>
    public async Task<Result<Invalidated>> InvalidateEverythingAsync(Actor actor, string typed, string token, CancellationToken cancellationToken) =>
        string.Equals(typed.Trim(), Everything, StringComparison.OrdinalIgnoreCase)
            ? await InvalidateAsync(actor, _kinds.All, token, cancellationToken)
            : new Problem("not-confirmed", $"Type {Everything} to confirm.");

    /// <summary>Fills the cache: publishes every record and list that is missing or old, as a job.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="kindName">One kind; null for all.</param>
    /// <param name="token">Made once per submit.</param>
    /// <param name="cancellationToken">Heeded until it is asked for.</param>
    public async Task<Result<JobInfo>> WarmUpAsync(Actor actor, string? kindName, string token, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.InvalidateCache, []) is { } refused)
            return refused;

        IReadOnlyList<PublishedKind> kinds = kindName is null ? _kinds.All : [.. _kinds.All.Where(kind => kind.Kind == kindName)];
        return kinds.Count == 0 ? NoSuchKind() : await StartWarmUpAsync(actor, kinds, token, cancellationToken);
    }

    /// <summary>The person's warm-up that still runs; null for none.</summary>
    public async Task<JobInfo?> WarmUpUnderWayAsync(Actor actor, CancellationToken cancellationToken) =>
        actor.Has(Permission.InvalidateCache) && await _jobs.OpenAsync(actor, WarmUpJob.JobKind, cancellationToken) is [var newest, ..] ? newest : null;

    /// <summary>Follows a warm-up until it ends.</summary>
    public IAsyncEnumerable<JobInfo> WatchAsync(Actor actor, string jobId, CancellationToken cancellationToken) => _jobs.WatchAsync(actor, jobId, cancellationToken);

    /// <summary>How long a copy that was out of reach since then may still be answered: until the longest lifetime is over.</summary>
    internal static TimeSpan OldFor(DateTimeOffset since, DateTimeOffset now)
    {
        var left = CacheWriter.LongestLifetime - (now > since ? now - since : TimeSpan.Zero);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private async Task<Result<Invalidated>> InvalidateAsync(Actor actor, IReadOnlyList<PublishedKind> kinds, string token, CancellationToken cancellationToken)
    {
        // Whole kinds are of no club: they are for whom the permission reaches everything.
        if (actor.Refuse(Permission.InvalidateCache) is { } refused)
            return refused;
        if (!actor.Reaches(Permission.InvalidateCache, []))
            return new Problem(Problem.Forbidden, "You may invalidate the records of your clubs, each on its page. A whole kind is for Administrators.");

        await _invalidation.RaiseAsync(kinds, actor, token + InvalidationMark, null, cancellationToken);
        var behind = _generations.Behind().Where(copy => kinds.Any(kind => kind.Kind == copy.Kind)).Select(copy => copy.Node);
        return new Invalidated(kinds.Count, await StartWarmUpAsync(actor, kinds, token, cancellationToken), [.. behind.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    private Task<JobInfo> StartWarmUpAsync(Actor actor, IReadOnlyList<PublishedKind> kinds, string token, CancellationToken cancellationToken) => _jobs.StartAsync(
        new()
        {
            Actor = actor,
            Token = token,
            Kind = WarmUpJob.JobKind,
            Title = kinds.Count == 1 ? $"Filling the cache with {kinds[0].Many}" : "Filling the cache",
            Total = kinds.Sum(kind => kind.Count),
            Settings = new Dictionary<string, string>(StringComparer.Ordinal) { [WarmUpJob.Kinds] = string.Join(' ', kinds.Select(kind => kind.Kind)) },
        },
        cancellationToken);

    private async Task<(PublishedKind? Kind, Item? Source, Problem? Problem)> FindAsync(string kindName, string id, CancellationToken cancellationToken)
    {
        if (_kinds.Find(kindName) is not { } kind)
            return (null, null, NoSuchKind());

        var source = Ids.IsValid(id) ? await _reader.ReadAsync(kind.KeyOf(id), cancellationToken) : null;
        return (kind, source, source is null ? new Problem(Problem.NotFound, $"This {kindName} is not there any more, or never was.") : null);
    }

    private IReadOnlyList<CachePending> Pending()
    {
        var changes = _board.Pending.Select(change => new CachePending(
            _kinds.Find(change.Kind)?.Find(change.Id)?.Name ?? $"A {change.Kind}",
            _kinds.Find(change.Kind)?.Href(change.Id),
            change.Since,
            change.Note?.Node,
            change.Note?.Tries ?? 0,
            change.Note?.Problem));
        var generations = _generations.Behind().GroupBy(copy => (copy.Kind, copy.Node)).Select(copies => new CachePending(
            $"Invalidation of all {_kinds.Find(copies.Key.Kind)?.Many ?? copies.Key.Kind}", null, copies.Min(copy => copy.Since), copies.Key.Node, 0, copies.First().Problem));
        return [.. changes.Concat(generations).OrderBy(pending => pending.Since)];
    }

    private static Problem NoSuchKind() => new(Problem.NotFound, "There is no such kind of record in the cache.");
}
