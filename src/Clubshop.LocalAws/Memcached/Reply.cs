using System.Buffers;
using System.Buffers.Text;

namespace Clubshop.LocalAws.Memcached;

/// <summary>What to send to a client: grows command by command, and a command may take back what it began.</summary>
internal sealed class Reply
{
    private byte[] _bytes = new byte[4096];
    private int _length;

    /// <summary>Bytes that wait to be sent.</summary>
    public int Length => _length;

    /// <summary>The bytes that wait.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>Takes back everything behind this length.</summary>
    public void CutTo(int length) => _length = length;

    /// <summary>Drops what was sent; gives a large buffer back.</summary>
    public void Clear()
    {
        _length = 0;
        if (_bytes.Length > 1 << 20) _bytes = new byte[4096];
    }

    public Reply Text(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        _length += text.Length;
        return this;
    }

    public Reply Letter(char letter)
    {
        Room(1)[0] = (byte)letter;
        _length++;
        return this;
    }

    public Reply Number(ulong number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out var written);
        _length += written;
        return this;
    }

    public Reply Number(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out var written);
        _length += written;
        return this;
    }

    /// <summary>Text and the end of the line.</summary>
    public Reply Line(ReadOnlySpan<byte> text) => Text(text).Text("\r\n"u8);

    /// <summary>One line of statistics.</summary>
    public Reply Stat(string name, ReadOnlySpan<byte> value)
    {
        Text("STAT "u8);
        _length += System.Text.Encoding.ASCII.GetBytes(name, Room(name.Length));
        return Letter(' ').Line(value);
    }

    private Span<byte> Room(int wanted)
    {
        if (_bytes.Length - _length < wanted) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + wanted));
        return _bytes.AsSpan(_length);
    }
}
