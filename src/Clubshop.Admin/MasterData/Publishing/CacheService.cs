using Clubshop.Admin.Common;
using Clubshop.Admin.Jobs;
using Clubshop.Admin.MasterData.Publishing.Cache;
using Clubshop.Admin.MasterData.Publishing.Outbox;
using Clubshop.Admin.MasterData.Publishing.Verification;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Aws.Memcached;

namespace Clubshop.Admin.MasterData.Publishing;

/// <summary>The cache that end users' servers read: its state, its copies of a record, publishing again and invalidation.</summary>
public sealed class CacheService
{
    private readonly PublishedKinds _kinds;
    private readonly Generations _generations;
    private readonly CacheInvalidation _invalidation;
    private readonly NodeMonitor _monitor;
    private readonly PublishingStatus _status;
    private readonly CacheCopyReader _copies;
    private readonly JobService _jobs;
    private readonly TableReader _reader;
    private readonly TimeProvider _time;

    internal CacheService(
        PublishedKinds kinds, Generations generations, CacheInvalidation invalidation, NodeMonitor monitor, PublishingStatus status, CacheCopyReader copies, JobService jobs,
        TableReader reader, TimeProvider time) =>
        (_kinds, _generations, _invalidation, _monitor, _status, _copies, _jobs, _reader, _time) =
        (kinds, generations, invalidation, monitor, status, copies, jobs, reader, time);

    // One submit makes two audit entries: the invalidation, and the job that fills the cache again.
    private const string InvalidationMark = "-cache";

    /// <summary>The word that a person types to confirm invalidating everything.</summary>
    public const string Everything = "everything";

    /// <summary>The state of the cache; answered from memory.</summary>
    public Result<CacheOverview> GetOverview(Actor actor) => actor.Refuse(Permission.SeeCache) is { } refused ? refused : new CacheOverview(
        _time.GetUtcNow(),
        _monitor.Nodes,
        [.. _kinds.All.Select(kind => new CacheKind(kind.Kind, kind.Many, kind.Count, _status.Figures.FirstOrDefault(figures => figures.Kind == kind.Kind)))],
        Pending());

    /// <summary>Reads a record from the database and from each node.</summary>
    public async Task<Result<RecordCopies>> GetRecordAsync(Actor actor, string kindName, string id, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.SeeCache) is { } refused)
            return refused;

        var (kind, source, problem) = await FindAsync(kindName, id, cancellationToken);
        if (kind is null || source is null)
            return problem!;

        var copies = await _copies.CopiesAsync(kind, source, cancellationToken);
        var row = kind.Read(source);
        var now = _time.GetUtcNow();
        var owner = copies[0];
        TimeSpan? staleFor = owner.State switch
        {
            CopyState.NoAnswer => StaleFor(owner.Since ?? now, now),
            CopyState.Older or CopyState.Newer => owner.TimeLeft,
            _ => null,
        };
        return new RecordCopies(
            source.Version,
            row.Shown,
            source.Stamp.UpdatedAt,
            copies,
            _status.Pending.FirstOrDefault(change => change.Kind == kindName && change.Id == id)?.Since,
            staleFor,
            actor.Refuse(Permission.InvalidateCache, row.Clubs) is null);
    }

    /// <summary>Why end users do not see a record's changes yet, and for how long; null when nothing is known to delay them. Answered from memory.</summary>
    /// <param name="kindName">The record's kind.</param>
    /// <param name="id">Its id.</param>
    public RecordDelay? DelayOf(string kindName, string id)
    {
        var now = _time.GetUtcNow();
        var node = _copies.OwnerOf(kindName, id);
        if (node is { State.Condition: NodeCondition.Down })
            return new(node.Address, node.State.Since, StaleFor(node.State.Since, now));

        return _status.Pending.FirstOrDefault(change => change.Kind == kindName && change.Id == id) is { } pending
            ? new(pending.Note?.Node, pending.Since, StaleFor(pending.Since, now))
            : null;
    }

    /// <summary>What an end user's server reads of a record.</summary>
    public async Task<CacheAnswer?> ReadAsServerAsync(string kindName, string id, CancellationToken cancellationToken) =>
        _kinds.Find(kindName) is { } kind && Ids.IsValid(id) ? await _copies.ReadAsServerAsync(kind, id, cancellationToken) : null;

    /// <summary>Records whose name contains a text, for a person to choose from.</summary>
    /// <param name="kindName">One kind; null for all.</param>
    /// <param name="text">The text.</param>
    /// <param name="limit">Maximum number of records returned.</param>
    public (IReadOnlyList<CacheRecord> Records, int Total) Find(string? kindName, string text, int limit)
    {
        var found = _kinds.All.Where(kind => kindName is null || kind.Kind == kindName).Select(kind => (kind.Kind, Page: kind.Search(text, limit))).ToList();
        return (
            [.. found.SelectMany(kind => kind.Page.Rows.Select(row => new CacheRecord(kind.Kind, row.Id, row.Name))).OrderBy(record => record.Name, StringComparer.Ordinal).Take(limit)],
            found.Sum(kind => kind.Page.Total));
    }

    /// <summary>
    /// Publishes one record again, replacing whatever the cache holds, and reads it back. Where a node does not answer, the request is kept and
    /// done when the node is back.
    /// </summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="kindName">The record's kind.</param>
    /// <param name="id">Its id.</param>
    /// <param name="token">Idempotency token, made once per submit.</param>
    /// <param name="cancellationToken">Cancels until the change is committed.</param>
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

        kind.Merge(source);
        var done = await _invalidation.RepublishAsync(kind, row, actor, token, cancellationToken);
        var readBack = await _copies.ReadBackAsync(kind, source, cancellationToken);
        return new Republished(source.Version, _time.GetElapsedTime(started), done && readBack.Problem is null, readBack);
    }

    /// <summary>Invalidates all records of a kind, and starts to fill the cache again.</summary>
    public async Task<Result<Invalidated>> InvalidateKindAsync(Actor actor, string kindName, string token, CancellationToken cancellationToken) =>
        _kinds.Find(kindName) is { } kind ? await InvalidateAsync(actor, [kind], token, cancellationToken) : NoSuchKind();

    /// <summary>Invalidates everything, and starts to fill the cache again.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="typed">What the person typed to confirm: <see cref="Everything"/>.</param>
    /// <param name="token">Idempotency token, made once per submit.</param>
    /// <param name="cancellationToken">Cancels until the change is committed.</param>
    public async Task<Result<Invalidated>> InvalidateEverythingAsync(Actor actor, string typed, string token, CancellationToken cancellationToken) =>
        string.Equals(typed.Trim(), Everything, StringComparison.OrdinalIgnoreCase)
            ? await InvalidateAsync(actor, _kinds.All, token, cancellationToken)
            : new Problem("not-confirmed", L["Type everything to confirm."]);

    /// <summary>Starts a job that fills the cache: it publishes every record and list that is missing or old.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="kindName">One kind; null for all.</param>
    /// <param name="token">Idempotency token, made once per submit.</param>
    /// <param name="cancellationToken">Cancels until the change is committed.</param>
    public async Task<Result<JobInfo>> WarmUpAsync(Actor actor, string? kindName, string token, CancellationToken cancellationToken)
    {
        if (actor.Refuse(Permission.InvalidateCache, []) is { } refused)
            return refused;

        IReadOnlyList<PublishedKind> kinds = kindName is null ? _kinds.All : [.. _kinds.All.Where(kind => kind.Kind == kindName)];
        return kinds.Count == 0 ? NoSuchKind() : await StartWarmUpAsync(actor, kinds, token, cancellationToken);
    }

    /// <summary>The person's warm-up that is still running; null when there is none.</summary>
    public async Task<JobInfo?> WarmUpUnderWayAsync(Actor actor, CancellationToken cancellationToken) =>
        actor.Has(Permission.InvalidateCache) && await _jobs.OpenAsync(actor, WarmUpJob.JobKind, cancellationToken) is [var newest, ..] ? newest : null;

    /// <summary>Follows a warm-up until it ends.</summary>
    public IAsyncEnumerable<JobInfo> WatchAsync(Actor actor, string jobId, CancellationToken cancellationToken) => _jobs.WatchAsync(actor, jobId, cancellationToken);

    /// <summary>How much longer a copy that is out of reach since then may be read: until the longest lifetime is over.</summary>
    internal static TimeSpan StaleFor(DateTimeOffset since, DateTimeOffset now)
    {
        var left = CacheWriter.LongestLifetime - (now > since ? now - since : TimeSpan.Zero);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private async Task<Result<Invalidated>> InvalidateAsync(Actor actor, IReadOnlyList<PublishedKind> kinds, string token, CancellationToken cancellationToken)
    {
        // A whole kind belongs to no club: only a permission that reaches everything suffices.
        if (actor.Refuse(Permission.InvalidateCache) is { } refused)
            return refused;
        if (!actor.Reaches(Permission.InvalidateCache, []))
            return new Problem(Problem.Forbidden, L["Only Administrators can invalidate a whole kind. You can publish each record of your clubs again on its own page."]);

        await _invalidation.RaiseAsync(kinds, actor, token + InvalidationMark, null, cancellationToken);
        var behind = _generations.StaleCopies().Where(copy => kinds.Any(kind => kind.Kind == copy.Kind)).Select(copy => copy.Node);
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
        return (kind, source, source is null ? new Problem(Problem.NotFound, L[$"This {L[kindName]} does not exist, or was deleted."]) : null);
    }

    private IReadOnlyList<CachePending> Pending()
    {
        var changes = _status.Pending.Select(change => new CachePending(
            _kinds.Find(change.Kind)?.Find(change.Id)?.Name ?? L[$"A {L[change.Kind]}"],
            _kinds.Find(change.Kind)?.Href(change.Id),
            change.Since,
            change.Note?.Node,
            change.Note?.Tries ?? 0,
            change.Note?.Problem));
        var generations = _generations.StaleCopies().GroupBy(copy => (copy.Kind, copy.Node)).Select(copies => new CachePending(
            L[$"Invalidation of all {L[_kinds.Find(copies.Key.Kind)?.Many ?? copies.Key.Kind]}"], null, copies.Min(copy => copy.Since), copies.Key.Node, 0, copies.First().Problem));
        return [.. changes.Concat(generations).OrderBy(pending => pending.Since)];
    }

    private static Problem NoSuchKind() => new(Problem.NotFound, L["The cache has no such kind of record."]);
}
