using System.Buffers;
using System.Buffers.Binary;

namespace Clubshop.LocalAws.Durability;

/// <summary>
/// One framed entry of a log file: length (4 bytes), CRC-32C over all that follows (4), batch number (8), the entry. Little endian.
/// Entries of one batch were written and fsynced together.
/// </summary>
internal static class LogFrame
{
    /// <summary>Bytes before the entry.</summary>
    public const int HeaderLength = 16;

    /// <summary>Longest entry: 64 MB, far over the 4 MB of a transaction. A longer length field is damage.</summary>
    public const int MaxEntryLength = 64 << 20;

    /// <summary>What every log file starts with; the digit is the version of the format.</summary>
    public static ReadOnlySpan<byte> Magic => "CSLOG\0\0\u0001"u8;

    /// <summary>Appends the frame of <paramref name="entry"/> to <paramref name="output"/>.</summary>
    public static void Write(ArrayBufferWriter<byte> output, ulong batch, ReadOnlySpan<byte> entry)
    {
        if (entry.Length > MaxEntryLength) throw new ArgumentException("The entry is longer than a frame can be.", nameof(entry));
        var frame = output.GetSpan(HeaderLength + entry.Length)[..(HeaderLength + entry.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(frame, entry.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(frame[8..], batch);
        entry.CopyTo(frame[HeaderLength..]);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], Crc32C.Compute(frame[8..]));
        output.Advance(frame.Length);
    }

    /// <summary>Reads the frame at the start of <paramref name="data"/>; false when it is torn or damaged.</summary>
    public static bool TryRead(ReadOnlySpan<byte> data, out ulong batch, out ReadOnlySpan<byte> entry)
    {
        batch = 0;
        entry = default;
        if (data.Length < HeaderLength) return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(data);
        if (length is < 0 or > MaxEntryLength || length > data.Length - HeaderLength) return false;
        var covered = data.Slice(8, length + 8);
        if (Crc32C.Compute(covered) != BinaryPrimitives.ReadUInt32LittleEndian(data[4..])) return false;
        batch = BinaryPrimitives.ReadUInt64LittleEndian(covered);
        entry = covered[8..];
        return true;
    }
}
