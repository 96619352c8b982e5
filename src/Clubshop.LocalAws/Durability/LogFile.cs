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
    /// <exception cref="InvalidDataException">The file is damaged before its end, where acknowledged entries are; nothing was changed.</exception>
    public static LogFile Open(string path, Func<string, ILogStorage> open, IReplayable state)
    {
        // A compaction that did not get to its rename left this; the log itself is still whole.
        File.Delete(path + ".new");
        var bytes = File.Exists(path) ? File.ReadAllBytes(path) : [];
        if (bytes.Length >= LogFrame.Magic.Length && !bytes.AsSpan(0, LogFrame.Magic.Length).SequenceEqual(LogFrame.Magic))
            throw new InvalidDataException($"{path} is not a state log of this version.");

        var (length, batch) = bytes.Length < LogFrame.Magic.Length ? (0L, 0UL) : Replay(path, bytes, state);
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
            else if (length < bytes.Length)
            {
                storage.SetLength(length);
                storage.Flush();
            }
            return new LogFile(path, open, storage, length, batch) { DroppedBytes = Math.Max(0, bytes.Length - length) };
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

    /// <summary>Puts a file with <paramref name="entries"/> alone in the place of this one; a crash leaves the old or the new, whole.</summary>
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

            // Windows does not rename over an open file, nor an open one.
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

    private static (long Length, ulong Batch) Replay(string path, byte[] bytes, IReplayable state)
    {
        var position = LogFrame.Magic.Length;
        var last = 0UL;
        while (position < bytes.Length && LogFrame.TryRead(bytes.AsSpan(position), out var batch, out var entry))
        {
            state.Apply(entry);
            last = batch;
            position += LogFrame.HeaderLength + entry.Length;
        }
        if (position < bytes.Length) RefuseDamage(path, bytes, position, last);
        return (position, last);
    }

    /// <summary>
    /// A write that a crash tore belongs to the last batch. A good frame of a later batch behind the bad one means that the bad one was
    /// acknowledged: that is damage, and dropping it silently would lose what was promised.
    /// </summary>
    private static void RefuseDamage(string path, byte[] bytes, int position, ulong last)
    {
        for (var at = position + 1; at < bytes.Length - LogFrame.HeaderLength; at++)
        {
            // The upper half of a batch number is zero in any log of this machine's lifetime; skips nearly all positions cheaply.
            if (BitConverter.ToUInt32(bytes, at + 12) != 0) continue;
            if (LogFrame.TryRead(bytes.AsSpan(at), out var batch, out _) && batch > last + 1)
                throw new InvalidDataException(
                    $"{path} is damaged at byte {position}: entries that were acknowledged cannot be read. Restore it from a copy, or move it away to start empty.");
        }
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
