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
    private readonly Dictionary<string, TokenChange> _tokens = [];
    private readonly Overlay _overlay = new();
    private IStateLog _log = new MemoryStateLog();
    private int _lastNumber;
    private volatile bool _lagging;
    private bool _reading = true;

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
        _reading = false;
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
    public void Apply(ReadOnlySpan<byte> entry) => Apply(Change.Read(entry));

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
            foreach (var (_, item) in table.Items.Ascending([])) yield return Entry(new PutChange(table.Descriptor.Number, item.Key, item.Attributes));
        }
        var now = Time.GetUtcNow();
        foreach (var token in _tokens.Values.Where(token => token.Until > now)) yield return Entry(token);
    }

    /// <summary>A number for a new table.</summary>
    public int NextNumber() => ++_lastNumber;

    /// <summary>A durable token, if it still holds.</summary>
    public TokenChange? Token(string token) =>
        _tokens.TryGetValue(token, out var known) && known.Until > Time.GetUtcNow() ? known : null;

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

    private void Settle(List<Change> changes, TaskCompletionSource written, bool durable)
    {
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
        foreach (var change in changes)
        {
            switch (change)
            {
                case PutChange put:
                    var target = _byNumber[put.Table];
                    target.Put(StoredItem.Of(put.Key ?? KeyCodec.KeyOf(target.Descriptor.Keys, put.Item), put.Item));
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
                    Remember(token);
                    break;
            }
        }
    }

    private void Remember(TokenChange token)
    {
        _tokens[token.Token] = token;
        if (_tokens.Count % 256 != 0) return;
        var now = Time.GetUtcNow();
        foreach (var old in _tokens.Values.Where(known => known.Until <= now).ToList()) _tokens.Remove(old.Token);
    }
}
