using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Clubshop.LocalAws.Durability;

/// <summary>Reads the frames of a log file through a window, so that a log may be larger than an array or the memory.</summary>
internal sealed class LogReader : IDisposable
{
    private readonly SafeFileHandle _file;
    private byte[] _window;
    private int _start;
    private int _end;

    /// <param name="path">The file; it must exist.</param>
    /// <param name="window">Bytes read at once; grows to the longest frame.</param>
    public LogReader(string path, int window = 4 << 20)
    {
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, FileOptions.SequentialScan);
        _window = new byte[window];
        Length = RandomAccess.GetLength(_file);
    }

    /// <summary>Bytes in the file.</summary>
    public long Length { get; }

    /// <summary>Where the next byte is.</summary>
    public long Position { get; private set; }

    /// <summary>Takes these bytes if they are next.</summary>
    public bool TryTake(ReadOnlySpan<byte> bytes)
    {
        if (!Fill(bytes.Length) || !_window.AsSpan(_start, bytes.Length).SequenceEqual(bytes)) return false;
        Skip(bytes.Length);
        return true;
    }

    /// <summary>Takes the frame that is next; false, and nothing taken, when it is torn or damaged. The entry is valid until the next call.</summary>
    public bool TryTakeFrame(out ulong batch, out ReadOnlySpan<byte> entry)
    {
        if (!TryLook(out batch, out entry)) return false;
        Skip(LogFrame.HeaderLength + entry.Length);
        return true;
    }

    /// <summary>The number of the first good frame from the next byte but one on whose number is greater than this; null when there is none.</summary>
    public ulong? FindFrameAfter(ulong last)
    {
        Skip(1);
        for (; Fill(LogFrame.HeaderLength); Skip(1))
        {
            // The upper half of a batch number is zero in any log of this machine's lifetime; passes over nearly all positions cheaply.
            if (BitConverter.ToUInt32(_window, _start + 12) == 0 && TryLook(out var batch, out _) && batch > last) return batch;
        }
        return null;
    }

    public void Dispose() => _file.Dispose();

    private bool TryLook(out ulong batch, out ReadOnlySpan<byte> entry)
    {
        batch = 0;
        entry = default;
        if (!Fill(LogFrame.HeaderLength)) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(_window.AsSpan(_start));
        return length is >= 0 and <= LogFrame.MaxEntryLength
            && Fill(LogFrame.HeaderLength + length)
            && LogFrame.TryRead(_window.AsSpan(_start, _end - _start), out batch, out entry);
    }

    private void Skip(int bytes)
    {
        if (!Fill(bytes)) bytes = _end - _start;
        _start += bytes;
        Position += bytes;
    }

    /// <summary>Whether so many bytes are next; reads on where the window has fewer.</summary>
    private bool Fill(int bytes)
    {
        if (_end - _start >= bytes) return true;
        if (Length - Position < bytes) return false;
        if (bytes > _window.Length || _start > 0)
        {
            var room = bytes > _window.Length ? new byte[Math.Max(bytes, _window.Length * 2)] : _window;
            Buffer.BlockCopy(_window, _start, room, 0, _end - _start);
            (_window, _end, _start) = (room, _end - _start, 0);
        }
        while (_end < _window.Length)
        {
            var read = RandomAccess.Read(_file, _window.AsSpan(_end), Position + _end - _start);
            if (read == 0) break;
            _end += read;
        }
        return _end - _start >= bytes;
    }
}
