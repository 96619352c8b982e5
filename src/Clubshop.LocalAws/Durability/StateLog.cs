using System.Buffers;
using Microsoft.Extensions.Logging;

namespace Clubshop.LocalAws.Durability;

/// <summary>
/// A log in a file with group commit: one thread takes everything that was appended since its last turn, writes it at once, fsyncs
/// once, and completes all waiting callers. The more callers, the fewer fsyncs per write.
/// </summary>
public sealed partial class StateLog : IStateLog
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly IReplayable _state;
    private readonly LogFile _file;
    private readonly ILogger _logger;
    private readonly Thread _writer;
    private readonly long _smallest;
    private Pending _pending = new();
    private Pending _spare = new();
    private long _compactAt;
    private bool _fenced;
    private bool _closing;

    private StateLog(LogFile file, IReplayable state, ILogger logger, long smallest)
    {
        (_file, _state, _logger, _smallest) = (file, state, logger, smallest);
        _pending.Batch = file.Batch + 1;
        _compactAt = Math.Max(smallest, file.Length * 2);
        _writer = new Thread(Run) { IsBackground = true, Name = "state log" };
        _writer.Start();
    }

    /// <summary>Bytes in the file, header included.</summary>
    public long Length => _file.Length;

    /// <summary>Opens <c>{directory}/{name}.log</c>, creating both as needed, and applies what is in it to <paramref name="state"/>.</summary>
    /// <exception cref="InvalidDataException">The file is damaged before its end.</exception>
    public static StateLog Open(string directory, string name, IReplayable state, ILogger logger) =>
        Open(directory, name, state, logger, path => new FileLogStorage(path), compactFrom: 16 << 20);

    internal static StateLog Open(
        string directory, string name, IReplayable state, ILogger logger, Func<string, ILogStorage> open, long compactFrom)
    {
        PrivateFiles.CreateFolder(directory);
        var file = LogFile.Open(Path.Combine(directory, name + ".log"), open, state);
        if (file.DroppedBytes > 0) LogTornTail(logger, name, file.DroppedBytes);
        return new StateLog(file, state, logger, compactFrom);
    }

    /// <inheritdoc/>
    public ValueTask AppendAsync(ReadOnlyMemory<byte> entry, Action<bool>? settled = null)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closing, this);
            if (!_fenced)
            {
                LogFrame.Write(_pending.Frames, _pending.Batch, entry.Span);
                _pending.Waiters.Add((done, settled));
                if (_pending.Waiters.Count == 1) _work.Release();
                return new ValueTask(done.Task);
            }
        }
        settled?.Invoke(false);
        return ValueTask.FromException(new IOException("The state log is refusing writes: an earlier one has just failed."));
    }

    /// <summary>Writes what is waiting, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            if (_closing) return;
            _closing = true;
        }
        _work.Release();
        await Task.Run(_writer.Join);
        _file.Dispose();
        _work.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _work.Wait();
            Pending batch;
            lock (_gate)
            {
                if (_pending.Waiters.Count == 0)
                {
                    if (_closing) return;
                    continue;
                }
                batch = _pending;
                (_pending, _spare) = (_spare, batch);
                _pending.Batch = batch.Batch + 1;
            }
            try
            {
                _file.Append(batch.Frames.WrittenSpan, batch.Batch);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                Refuse(batch, error);
                continue;
            }
            using (_state.Settling())
            {
                foreach (var (_, settled) in batch.Waiters) settled?.Invoke(true);
            }
            foreach (var (done, _) in batch.Waiters) done.SetResult();
            batch.Clear();
            if (_file.Length >= _compactAt && IsWorthIt()) Compact();
        }
    }

    /// <summary>
    /// Everything that was appended until now fails with the batch, because it may build on what the batch would have written; nothing
    /// is accepted until all of them have learned of it. A caller who evaluates under its own lock therefore never builds on refused state.
    /// </summary>
    private void Refuse(Pending batch, Exception error)
    {
        LogRefused(_logger, error, batch.Waiters.Count);
        List<(TaskCompletionSource Done, Action<bool>? Settled)> refused;
        lock (_gate)
        {
            _fenced = true;
            refused = [.. batch.Waiters, .. _pending.Waiters];
            _pending.Clear();
            _pending.Batch = _file.Batch + 1;
            batch.Clear();
        }
        foreach (var (_, settled) in refused) settled?.Invoke(false);
        lock (_gate) _fenced = false;
        foreach (var (done, _) in refused)
            done.SetException(new IOException("The write could not be made durable and was not kept: " + error.Message, error));
    }

    // A log that was only ever added to would become no shorter, and all writers would wait for that.
    private bool IsWorthIt()
    {
        if (_state.SnapshotLength is not { } kept || kept <= _file.Length / 2) return true;
        _compactAt = kept * 2;
        return false;
    }

    private void Compact()
    {
        try
        {
            var before = _file.Length;
            _file.Replace(_state.Snapshot());
            LogCompacted(_logger, before, _file.Length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The log itself is whole and keeps growing; the next attempt comes when it has doubled.
            LogNotCompacted(_logger, error);
        }
        _compactAt = Math.Max(_smallest, _file.Length * 2);
    }

    [LoggerMessage(4201, LogLevel.Warning, "State log {Name}: the last write was torn by a crash; dropped {Bytes} bytes that were never acknowledged.")]
    private static partial void LogTornTail(ILogger logger, string name, long bytes);

    [LoggerMessage(4202, LogLevel.Error, "State log: {Count} writes could not be made durable and were refused.")]
    private static partial void LogRefused(ILogger logger, Exception error, int count);

    [LoggerMessage(4203, LogLevel.Information, "State log compacted from {Before} to {After} bytes.")]
    private static partial void LogCompacted(ILogger logger, long before, long after);

    [LoggerMessage(4204, LogLevel.Warning, "State log could not be compacted; it is kept as it is.")]
    private static partial void LogNotCompacted(ILogger logger, Exception error);

    /// <summary>What was appended since the writer's last turn.</summary>
    private sealed class Pending
    {
        public ArrayBufferWriter<byte> Frames { get; } = new(64 << 10);

        public List<(TaskCompletionSource Done, Action<bool>? Settled)> Waiters { get; } = [];

        /// <summary>The number that its frames carry.</summary>
        public ulong Batch { get; set; }

        public void Clear()
        {
            Frames.ResetWrittenCount();
            Waiters.Clear();
        }
    }
}
