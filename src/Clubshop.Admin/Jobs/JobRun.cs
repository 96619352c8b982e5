using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Jobs;

/// <summary>A running job, for its handler. Not safe for several threads.</summary>
public sealed class JobRun : IDisposable
{
    /// <summary>How long a lease lasts without renewal.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan FlushEvery = TimeSpan.FromSeconds(1);
    private const int MaxText = 1000;

    private readonly Item _meta;
    private readonly TableReader _reader;
    private readonly UnauditedWriter _unaudited;
    private readonly TimeProvider _time;
    private readonly string _owner;
    private readonly CancellationTokenSource _stop;
    private readonly SemaphoreSlim _storing = new(1, 1);
    private readonly Lock _gate = new();
    private readonly List<JobItem> _unstored = [];
    private readonly Dictionary<string, long> _counts;
    private Item _run;
    private string? _checkpoint;
    private long _done;
    private long _storedAt;
    private volatile bool _cancelled;

    private JobRun(Item meta, Item run, string owner, TableReader reader, UnauditedWriter unaudited, TimeProvider time, CancellationToken stopping)
    {
        (_meta, _run, _owner, _reader, _unaudited, _time) = (meta, run, owner, reader, unaudited, time);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _counts = JobRecord.CountsOf(run);
        _done = ResumeAfter = run.GetLong(JobRecord.Done);
        _checkpoint = Checkpoint = run.GetStringOrNull(JobRecord.Checkpoint);
        _storedAt = time.GetTimestamp();
        Actor = JobRecord.ActorOf(meta);
        Settings = JobRecord.SettingsOf(meta);
    }

    /// <summary>The job's id.</summary>
    public string Id => _meta.Id;

    /// <summary>Its title for people.</summary>
    public string Title => _meta.GetString(JobRecord.Title);

    /// <summary>The person in whose name it acts; <see cref="Storage.AuditActor.Protocol"/> is <c>job</c>.</summary>
    public Actor Actor { get; }

    /// <summary>Total number of items.</summary>
    public long Total => _meta.GetLong(JobRecord.Total);

    /// <summary>The settings of the request.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>Number of items that had a stored outcome when this run started: continue after them. 0 on the first run.</summary>
    public long ResumeAfter { get; }

    /// <summary>The handler's own state at that point; null on the first run.</summary>
    public string? Checkpoint { get; }

    internal Item Meta => _meta;

    internal JobHub.Feed? Feed { get; set; }

    internal CancellationToken Stopped => _stop.Token;

    /// <summary>Whether a person cancelled it.</summary>
    internal bool CancelRequested => _cancelled;

    /// <summary>Whether another instance has taken it over.</summary>
    internal bool Lost { get; private set; }

    internal long Attempts => _run.GetLong(JobRecord.Attempts);

    /// <summary>The payload.</summary>
    public Task<byte[]> ReadPayloadAsync(CancellationToken cancellationToken) => JobPack.ReadPayloadAsync(
        _reader.QueryAllAsync(new(Table.System, _meta.Pk) { Prefix = "PAY#", Consistent = true }, cancellationToken), cancellationToken);

    /// <summary>Deletes the payload before its time: it is not needed any more, and too secret to be kept with the job.</summary>
    public async Task DropPayloadAsync(CancellationToken cancellationToken)
    {
        await foreach (var chunk in _reader.QueryAllAsync(new(Table.System, _meta.Pk) { Prefix = "PAY#", Consistent = true }, cancellationToken))
            await _unaudited.DeleteAsync(new(Table.System, chunk.Pk, chunk.Sk), null, cancellationToken);
    }

    /// <summary>The token for the change of an item: the same in every run of the job, so that repeating it changes nothing.</summary>
    public string TokenFor(long number) => JobPack.Token(Id, number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>
    /// Reports finished items in order. Pages of this instance see them at once. They are stored together with the checkpoint every second or every 500
    /// items, and at the end.
    /// </summary>
    /// <param name="items">The outcomes.</param>
    /// <param name="checkpoint">The handler's own state after these items; null if it needs only the count.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <exception cref="OperationCanceledException">The job was cancelled, or another instance has taken it over.</exception>
    public async Task ReportAsync(IReadOnlyCollection<JobItem> items, string? checkpoint, CancellationToken cancellationToken)
    {
        bool due;
        lock (_gate)
        {
            foreach (var item in items)
            {
                _unstored.Add(item.Text is { Length: > MaxText } text ? item with { Text = TextCut.Shown(text, MaxText) } : item);
                _counts[item.Outcome] = _counts.GetValueOrDefault(item.Outcome) + 1;
            }

            _done += items.Count;
            _checkpoint = checkpoint;
            due = _unstored.Count >= JobPack.ChunkItems || _time.GetElapsedTime(_storedAt) >= FlushEvery;
        }

        Feed?.Publish(Info());
        if (due)
            await StoreAsync(cancellationToken);

        _stop.Token.ThrowIfCancellationRequested();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Dispose();
        _storing.Dispose();
    }

    /// <summary>Acquires the job for this instance; null if another instance holds it.</summary>
    internal static async Task<JobRun?> AcquireAsync(
        Item meta, string owner, TableReader reader, UnauditedWriter unaudited, TimeProvider time, CancellationToken stopping)
    {
        var now = time.GetUtcNow();
        var run = await reader.ReadAsync(JobRecord.RunKey(meta.Id), stopping);
        if (run is not null && run.GetTime(JobRecord.LeaseUntil) > now && !JobOwner.IsGone(run.GetString(JobRecord.LeaseOwner)))
            return null;

        var key = JobRecord.RunKey(meta.Id);
        var taken = (run?.Copy() ?? new Item(key.Pk, key.Sk))
            .Set(Attributes.Version, (run?.Version ?? 0) + 1)
            .Set(JobRecord.LeaseOwner, owner).Set(JobRecord.LeaseUntil, now + Lease)
            .Set(JobRecord.Attempts, (run?.GetLong(JobRecord.Attempts) ?? 0) + 1)
            .Set(Attributes.PurgeAt, (now + JobRecord.Retention).ToUnixTimeSeconds());
        return await unaudited.PutAsync(Table.System, taken, new RowCondition.AtVersion(run?.Version ?? 0), stopping)
            ? new(meta, taken, owner, reader, unaudited, time, stopping)
            : null;
    }

    /// <summary>Stores what was reported, renews the lease, and checks whether a person cancelled the job.</summary>
    /// <param name="cancellationToken">Observed until the write is sent.</param>
    internal async Task StoreAsync(CancellationToken cancellationToken)
    {
        await _storing.WaitAsync(cancellationToken);
        try
        {
            while (!Lost && !await TryStoreAsync())
            {
                // The version differs: either another instance took the job, or an earlier write of this one succeeded although its answer was lost.
                var stored = await _reader.ReadAsync(JobRecord.RunKey(Id), CancellationToken.None);
                if (stored?.GetString(JobRecord.LeaseOwner) == _owner)
                {
                    Adopt(stored);
                    continue;
                }

                Lost = true;
                await _stop.CancelAsync();
            }

            if (!Lost && await _reader.ReadAsync(JobRecord.CancelKey(Id), CancellationToken.None) is not null)
                Cancel();
        }
        finally
        {
            _storing.Release();
        }
    }

    private async Task<bool> TryStoreAsync()
    {
        List<JobItem> items;
        Item next;
        lock (_gate)
        {
            items = [.. _unstored];
            next = _run.Copy().Set(JobRecord.Done, _done).Set(JobRecord.Counts, JobRecord.CountsText(_counts)).Set(JobRecord.Checkpoint, _checkpoint);
        }

        var now = _time.GetUtcNow();
        var (chunks, purgeAt) = (_run.GetLong(JobRecord.Chunks), now + JobRecord.Retention);
        var puts = items.Chunk(JobPack.ChunkItems)
            .Select(chunk => new RowPut(Table.System, JobPack.Outcomes(_meta.Pk, ++chunks, chunk, purgeAt))).ToList();
        next.Set(Attributes.Version, _run.Version + 1).Set(JobRecord.Chunks, chunks).Set(JobRecord.LeaseUntil, now + Lease);
        if (items.Count > 0)
            next.Set(JobRecord.Attempts, 0L);
        puts.Add(new(Table.System, next, new RowCondition.AtVersion(_run.Version)));

        if (!await _unaudited.PutAllAsync(puts, CancellationToken.None))
            return false;

        Adopt(next);
        return true;
    }

    private void Adopt(Item stored)
    {
        lock (_gate)
        {
            _unstored.RemoveRange(0, (int)(stored.GetLong(JobRecord.Done) - _run.GetLong(JobRecord.Done)));
            _run = stored;
            _storedAt = _time.GetTimestamp();
        }
    }

    /// <summary>Releases the job, to be taken again after a while.</summary>
    internal async Task ReleaseAsync(TimeSpan rest, CancellationToken cancellationToken)
    {
        await _storing.WaitAsync(cancellationToken);
        try
        {
            var next = _run.Copy().Set(Attributes.Version, _run.Version + 1).Set(JobRecord.LeaseUntil, _time.GetUtcNow() + rest);
            if (!Lost && await _unaudited.PutAsync(Table.System, next, new RowCondition.AtVersion(_run.Version), cancellationToken))
                _run = next;
        }
        finally
        {
            _storing.Release();
        }
    }

    /// <summary>Stops the handler because a person cancelled the job.</summary>
    internal void Cancel()
    {
        _cancelled = true;
        _stop.Cancel();
    }

    internal JobInfo Info()
    {
        lock (_gate)
        {
            return JobRecord.InfoOf(_meta, null, _cancelled) with { Done = _done, Counts = new Dictionary<string, long>(_counts, StringComparer.Ordinal) };
        }
    }
}
