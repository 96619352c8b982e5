using System.Buffers;
using System.Text;

namespace Clubshop.LocalAws.DynamoDb.Model;

/// <summary>Writes the primitive parts of log entries.</summary>
internal readonly ref struct LogWriter(ArrayBufferWriter<byte> output)
{
    public void Byte(byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    public void Int(long value)
    {
        var rest = (ulong)value;
        while (rest >= 0x80)
        {
            Byte((byte)(rest | 0x80));
            rest >>= 7;
        }
        Byte((byte)rest);
    }

    public void Text(string value)
    {
        Int(Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, output);
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Int(value.Length);
        output.Write(value);
    }
}

/// <summary>Reads what <see cref="LogWriter"/> wrote.</summary>
internal ref struct LogReader(ReadOnlySpan<byte> input)
{
    private static readonly string[] Pool = new string[1 << 12];

    private ReadOnlySpan<byte> _rest = input;

    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Bytes that are left.</summary>
    public readonly int Left => _rest.Length;

    public byte Byte()
    {
        var value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    public int Int() => checked((int)Long());

    public long Long()
    {
        // Most are lengths below 128.
        if (_rest[0] is < 0x80 and var one)
        {
            _rest = _rest[1..];
            return one;
        }
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = Byte();
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80) return (long)value;
        }
    }

    public string Text() => Encoding.UTF8.GetString(Span());

    public byte[] Bytes() => Span().ToArray();

    /// <summary>Passes over a text or bytes.</summary>
    public void Pass() => Span();

    /// <summary>Text that recurs, such as attribute names: one string object for all.</summary>
    public string Name()
    {
        var bytes = Span();
        var hash = default(HashCode);
        hash.AddBytes(bytes);
        ref var slot = ref Pool[hash.ToHashCode() & (Pool.Length - 1)];
        var known = slot;
        if (known is not null && Ascii.Equals(bytes, known)) return known;
        return slot = Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Another reader of what is next.</summary>
    public readonly LogReader Ahead() => new(_rest);

    /// <summary>The bytes of a text or of bytes.</summary>
    public ReadOnlySpan<byte> Span()
    {
        var length = Int();
        var value = _rest[..length];
        _rest = _rest[length..];
        return value;
    }
}
