using System.Buffers;

namespace Clubshop.LocalAws.Durability;

/// <summary>A log file as bytes: finding the good part at start, appending batches, replacing the whole by a snapshot.</summary>
internal sealed class LogFile : IDisposable
{
    private readonly string _path;
    private readonly Func<string, ILogStorage> _open;
    private ILogStorage _storage;
    private bool _needsCut;

    private LogFile(string path, Func<string, ILogStorage> open, ILogStorage storage, long length, ulong batch)
    {
        (_path, _open, _storage, Length, Batch) = (path, open, storage, length, batch);
    }

    /// <summary>Bytes of good frames, header included.</summary>
    public long Length { get; private set; }

    /// <summary>Number of the last batch that is on the disk.</summary>
    public ulong Batch { get; private set; }

    /// <summary>Bytes that a torn last write left behind and that opening dropped.</summary>
    public long DroppedBytes { get; private init; }

    /// <summary>Opens or creates the file, applies every good entry to <paramref name="state"/>, and drops a torn tail.</summary>
    /// <exception cref="InvalidDataException">The file is damaged before its end, among acknowledged entries; nothing was changed.</exception>
    public static LogFile Open(string path, Func<string, ILogStorage> open, IReplayable state)
    {
        // Left by a compaction that did not reach its rename; the log itself is whole.
        File.Delete(path + ".new");
        var (length, batch, found) = File.Exists(path) ? Replay(path, state) : (0L, 0UL, 0L);
        var storage = open(path);
        try
        {
            if (length == 0)
            {
                storage.SetLength(0);
                storage.Write(LogFrame.Magic, 0);
                length = LogFrame.Magic.Length;
                storage.Flush();
                DurableFolder.Flush(Path.GetDirectoryName(path)!);
            }
            else if (length < found)
            {
                storage.SetLength(length);
                storage.Flush();
            }
            return new LogFile(path, open, storage, length, batch) { DroppedBytes = Math.Max(0, found - length) };
        }
        catch
        {
            storage.Dispose();
            throw;
        }
    }

    /// <summary>Writes and fsyncs one batch. When that fails, the file is cut back so that nothing of the batch is kept.</summary>
    /// <exception cref="IOException">The batch was not kept.</exception>
    public void Append(ReadOnlySpan<byte> frames, ulong batch)
    {
        if (_needsCut) Cut();
        try
        {
            _storage.Write(frames, Length);
            _storage.Flush();
        }
        catch
        {
            _needsCut = true;
            TryCut();
            throw;
        }
        Length += frames.Length;
        Batch = batch;
    }

    /// <summary>Replaces this file by one with only <paramref name="entries"/>; a crash leaves the old or the new one whole.</summary>
    public void Replace(IEnumerable<ReadOnlyMemory<byte>> entries)
    {
        const int Chunk = 1 << 20;
        var temporary = _path + ".new";
        File.Delete(temporary);
        var storage = _open(temporary);
        try
        {
            var buffer = new ArrayBufferWriter<byte>(Chunk + (Chunk / 4));
            buffer.Write(LogFrame.Magic);
            var length = 0L;
            foreach (var entry in entries)
            {
                LogFrame.Write(buffer, Batch, entry.Span);
                if (buffer.WrittenCount < Chunk) continue;
                storage.Write(buffer.WrittenSpan, length);
                length += buffer.WrittenCount;
                buffer.ResetWrittenCount();
            }
            storage.Write(buffer.WrittenSpan, length);
            length += buffer.WrittenCount;
            storage.Flush();

            // Windows renames neither over an open file nor an open file.
            if (OperatingSystem.IsWindows())
            {
                storage.Dispose();
                _storage.Dispose();
            }
            File.Move(temporary, _path, overwrite: true);
            if (OperatingSystem.IsWindows()) storage = _open(_path);
            var old = _storage;
            (_storage, Length, _needsCut) = (storage, length, false);
            old.Dispose();
            DurableFolder.Flush(Path.GetDirectoryName(_path)!);
        }
        catch when (!ReferenceEquals(storage, _storage))
        {
            storage.Dispose();
            throw;
        }
    }

    public void Dispose() => _storage.Dispose();

    /// <summary>Applies the good frames; returns where they end, the number of the last, and the bytes in the file.</summary>
    private static (long Length, ulong Batch, long Found) Replay(string path, IReplayable state)
    {
        using var reader = new LogReader(path);
        if (reader.Length < LogFrame.Magic.Length) return (0, 0, reader.Length);
        if (!reader.TryTake(LogFrame.Magic)) throw new InvalidDataException($"{path} is not a state log of this version.");
        var last = 0UL;
        while (reader.TryTakeFrame(out var batch, out var entry))
        {
            state.Apply(entry);
            last = batch;
        }
        var good = reader.Position;
        // A write torn by a crash belongs to the last batch. A good frame of a later batch after the bad one means that the bad one was
        // acknowledged: that is damage, and dropping it silently would lose what was promised.
        if (good < reader.Length && reader.FindFrameAfter(last + 1) is not null)
        {
            throw new InvalidDataException(
                $"{path} is damaged at byte {good}: entries that were acknowledged cannot be read. Restore it from a copy, or move it away to start empty.");
        }
        return (good, last, reader.Length);
    }

    private void Cut()
    {
        _storage.SetLength(Length);
        _storage.Flush();
        _needsCut = false;
    }

    private void TryCut()
    {
        try
        {
            Cut();
        }
        catch (IOException)
        {
            // The disk is failing altogether; the caller's own exception says so, and the cut is tried again before the next batch.
        }
    }
}
