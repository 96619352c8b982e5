using System.Buffers;
using Clubshop.LocalAws.Durability;
using Clubshop.LocalAws.DynamoDb.Model;
using Clubshop.LocalAws.Faults;

namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>
/// All tables, and how they change. Two rules:
/// <list type="bullet">
/// <item>What readers see is durable. A write is evaluated at once against the newest state, goes into the log, and is applied to what
/// readers see when the log says that it is on the disk; nobody reads what a crash could take back, and readers never wait for a disk.</item>
/// <item>Writes see each other in the order of the log. Until a write is durable its outcome stands in an overlay that only writes read.
/// When the log refuses a write, it refuses everything that came after it too, so the overlay holds nothing that builds on it.</item>
/// </list>
/// </summary>
internal sealed class Database(TimeProvider time, FaultBoard? faults = null) : IReplayable, IAsyncDisposable
{
    private readonly Lock _writing = new();
    private readonly ReaderWriterLockSlim _applied = new();
    private readonly Dictionary<string, Table> _byName = [];
    private readonly Dictionary<int, Table> _byNumber = [];
    private readonly Tokens _tokens = new();
    private readonly Overlay _overlay = new();
    private IStateLog _log = new MemoryStateLog();
    private int _lastNumber;
    private volatile bool _lagging;
    private bool _reading = true;
    private Replay? _replay;

    // While the log settles a batch: whose changes are applied, and who is told once the locks are given back.
    private List<TaskCompletionSource>? _settled;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Tables and items that are durable; call under <see cref="Read{T}"/> or within a write.</summary>
    public IReadOnlyDictionary<string, Table> Tables => _byName;

    /// <summary>The table of that number, or null.</summary>
    public Table? Table(int number) => _byNumber.GetValueOrDefault(number);

    /// <summary>Uses the log from now on; what it held has been applied.</summary>
    public void Attach(IStateLog log)
    {
        _log = log;
        _replay?.End();
        _replay = null;
        _reading = false;
        Parallel.ForEach(_byNumber.Values, table => table.EndReading());
        foreach (var table in _byNumber.Values) table.Remember(Time.GetUtcNow());
    }

    /// <summary>Reads one consistent state. <paramref name="read"/> must be quick: take items, do not render them.</summary>
    public T Read<TState, T>(TState state, Func<Database, TState, T> read)
    {
        _applied.EnterReadLock();
        try
        {
            return read(this, state);
        }
        finally
        {
            _applied.ExitReadLock();
        }
    }

    /// <summary>Evaluates a write against the newest state and completes when its changes are durable.</summary>
    /// <exception cref="DynamoDbException">
    /// What <paramref name="evaluate"/> throws: nothing is changed. An internal error when the log refuses.
    /// </exception>
    public async ValueTask<T> WriteAsync<T>(Func<WriteSession, T> evaluate)
    {
        T result = default!;
        DynamoDbException? refusal = null;
        Task durable;
        lock (_writing)
        {
            var session = new WriteSession(this, _overlay);
            try
            {
                result = evaluate(session);
            }
            catch (DynamoDbException error)
            {
                refusal = error;
            }
            durable = refusal is null && session.Changes.Count > 0 ? Append(session.Changes) : session.DependsOn;
        }
        try
        {
            await durable;
        }
        catch (IOException)
        {
            throw DynamoDbException.Internal("The write could not be made durable; nothing was changed.");
        }
        return refusal is null ? result : throw refusal;
    }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<byte> entry) =>
        (_replay ??= new Replay(ApplyRead, (table, item) => _byNumber[table].Put(item))).Add(entry);

    private void ApplyRead(Change change)
    {
        if (change is PutChange put) change = put with { Key = KeyCodec.KeyOf(_byNumber[put.Table].Descriptor.Keys, put.Item) };
        Apply(change);
        if (change is TableChange { Descriptor: var made }) _replay!.Know(made.Number, new(made.Keys, StoredItem.Names));
    }

    /// <inheritdoc/>
    public long? SnapshotLength
    {
        get
        {
            // In the log each attribute has a type and two lengths beside what counts in an item, and each item a frame.
            var length = 0L;
            foreach (var table in _byNumber.Values) length += table.Size + (table.Size / 8) + (20L * table.Count);
            return length;
        }
    }

    /// <inheritdoc/>
    public IDisposable Settling() => new Batch(this);

    /// <inheritdoc/>
    public IEnumerable<ReadOnlyMemory<byte>> Snapshot()
    {
        // Called by the log's thread, the only one that changes what is read here.
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        ReadOnlyMemory<byte> Entry(Change change)
        {
            buffer.ResetWrittenCount();
            change.Write(buffer);
            return buffer.WrittenMemory;
        }
        foreach (var table in _byNumber.Values)
        {
            yield return Entry(new TableChange(table.Descriptor));
            foreach (var item in table.Items.Ascending([]))
            {
                buffer.ResetWrittenCount();
                Change.WritePut(buffer, table.Descriptor.Number, item);
                yield return buffer.WrittenMemory;
            }
        }
        foreach (var token in _tokens.At(Time.GetUtcNow())) yield return Entry(token);
    }

    /// <summary>A number for a new table.</summary>
    public int NextNumber() => ++_lastNumber;

    /// <summary>A durable token, if it still holds.</summary>
    public TokenChange? Token(string token) => _tokens.Find(token, Time.GetUtcNow());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _log.DisposeAsync();
        _applied.Dispose();
    }

    /// <summary>Lets indexes that lag follow up to now. Before reading one.</summary>
    public void CatchUp(string table)
    {
        // Checked without the lock: a reader that comes a moment too early has only read a moment earlier.
        if (!_lagging) return;
        _applied.EnterWriteLock();
        try
        {
            if (_byName.TryGetValue(table, out var found)) found.CatchUp(faults?.Now ?? Time.GetUtcNow());
        }
        finally
        {
            _applied.ExitWriteLock();
        }
    }

    private DateTimeOffset? NewLag()
    {
        var lag = faults?.IndexLag ?? TimeSpan.Zero;
        if (lag <= TimeSpan.Zero) return null;
        _lagging = true;
        return faults!.Now + lag;
    }

    private Task Append(List<Change> changes)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        foreach (var change in changes) change.Write(buffer);
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _overlay.Add(changes, written.Task);
        try
        {
            // Settle receives the outcome and completes the returned task.
            _ = _log.AppendAsync(buffer.WrittenMemory, durable => Settle(changes, written, durable)).AsTask();
        }
        catch (ObjectDisposedException)
        {
            Settle(changes, written, durable: false);
        }
        return written.Task;
    }

    // By the log's thread within a batch; otherwise by whoever appended: a refusal at once, and all that a log in memory does.
    private void Settle(List<Change> changes, TaskCompletionSource written, bool durable)
    {
        if (durable && _settled is { } batch)
        {
            Apply(changes);
            _overlay.Remove(changes, written.Task);
            batch.Add(written);
            return;
        }
        lock (_writing)
        {
            if (durable)
            {
                _applied.EnterWriteLock();
                try
                {
                    Apply(changes);
                }
                finally
                {
                    _applied.ExitWriteLock();
                }
            }
            _overlay.Remove(changes, written.Task);
        }
        if (durable) written.SetResult();
        else written.SetException(new IOException("The log refused the write."));
    }

    private void Apply(List<Change> changes)
    {
        foreach (var change in changes) Apply(change);
    }

    private void Apply(Change change)
    {
        switch (change)
        {
            case PutChange put:
                _byNumber[put.Table].Put(StoredItem.Of(put.Key, put.Item));
                break;
            case DeleteChange delete:
                _byNumber[delete.Table].Delete(delete.Key);
                break;
            case TableChange { Descriptor: var descriptor }:
                _lastNumber = Math.Max(_lastNumber, descriptor.Number);
                if (_byNumber.TryGetValue(descriptor.Number, out var table)) table.Change(descriptor);
                else _byName[descriptor.Name] = _byNumber[descriptor.Number] = new Table(descriptor, NewLag, () => _reading ? null : Time.GetUtcNow());
                break;
            case DropChange drop:
                if (_byNumber.Remove(drop.Table, out var gone)) _byName.Remove(gone.Descriptor.Name);
                break;
            case TokenChange token:
                _tokens.Add(token, Time.GetUtcNow());
                break;
        }
    }

    /// <summary>Both locks for all entries of a batch: with many writers at once, taking them for each is what each waits for.</summary>
    private sealed class Batch : IDisposable
    {
        private readonly Database _of;

        public Batch(Database of)
        {
            _of = of;
            of._writing.Enter();
            of._applied.EnterWriteLock();
            of._settled = [];
        }

        public void Dispose()
        {
            var written = _of._settled!;
            _of._settled = null;
            _of._applied.ExitWriteLock();
            _of._writing.Exit();
            foreach (var one in written) one.SetResult();
        }
    }
}
