using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Clubshop.LocalAws.DynamoDb.Model;

namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>
/// Keys as byte strings whose order is the order of the service: partitions by the MD5 of their key (which makes a scan's order, and
/// a parallel scan's segments, those of the service), then by sort key. Each part is escaped and terminated, so that parts can be joined.
/// </summary>
internal static class KeyCodec
{
    private const int HashLength = 16;

    // Most partitions that are asked for were asked for a moment ago: of indexes, and of the record that a request is about. Which one has a place does not matter.
    private static readonly Known?[] Recent = new Known[4096];

    private static ReadOnlySpan<byte> EscapedZero => [0, 0xff];

    /// <summary>The byte form of an item's key; the attributes must have the key's.</summary>
    public static byte[] KeyOf(KeySchema schema, AttributeMap attributes)
    {
        var output = new ArrayBufferWriter<byte>(96);
        if (schema.MorePartitions.Count == 0) AppendPartition(output, attributes[schema.Partition]!);
        else AppendPartition(output, [.. schema.Partitions.Select(name => attributes[name]!)]);
        if (schema.Sort is not null) AppendSort(output, attributes[schema.Sort]!);
        foreach (var name in schema.MoreSorts) AppendSort(output, attributes[name]!);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The start of all keys of one partition: hash, then the partition key itself.</summary>
    public static void AppendPartition(ArrayBufferWriter<byte> output, AttributeValue partition) => AppendPartition(output, Bytes(partition));

    /// <summary>The same of the bytes of a partition key.</summary>
    public static void AppendPartition(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> partition)
    {
        ref var place = ref Recent[PlaceOf(partition)];
        if (place is not { } known || !known.Partition.AsSpan().SequenceEqual(partition))
        {
            var made = new ArrayBufferWriter<byte>(96);
            AppendHash(made, partition);
            AppendPart(made, partition);
            place = known = new(partition.ToArray(), made.WrittenSpan.ToArray());
        }
        output.Write(known.Key);
    }

    /// <summary>The same of a partition key of several attributes.</summary>
    public static void AppendPartition(ArrayBufferWriter<byte> output, IReadOnlyList<AttributeValue> partitions)
    {
        if (partitions.Count == 1)
        {
            AppendPartition(output, partitions[0]);
            return;
        }
        var parts = new ArrayBufferWriter<byte>(96);
        foreach (var partition in partitions) AppendPart(parts, Bytes(partition));
        AppendHash(output, parts.WrittenSpan);
        output.Write(parts.WrittenSpan);
    }

    /// <summary>A sort key, or any further part.</summary>
    public static void AppendSort(ArrayBufferWriter<byte> output, AttributeValue value) => AppendPart(output, Bytes(value));

    /// <summary>The same of its bytes.</summary>
    public static void AppendSort(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> value) => AppendPart(output, value);

    /// <summary>A sort key's beginning: all sort keys that begin so follow it.</summary>
    public static void AppendSortPrefix(ArrayBufferWriter<byte> output, AttributeValue value) => AppendEscaped(output, Bytes(value));

    /// <summary>The least byte string behind everything that starts with <paramref name="prefix"/>; null when there is none.</summary>
    public static byte[]? Behind(ReadOnlySpan<byte> prefix)
    {
        var last = prefix.LastIndexOfAnyExcept((byte)0xff);
        if (last < 0) return null;
        var behind = prefix[..(last + 1)].ToArray();
        behind[last]++;
        return behind;
    }

    /// <summary>The least byte string behind <paramref name="key"/> itself.</summary>
    public static byte[] After(ReadOnlySpan<byte> key) => [.. key, 0];

    /// <summary>Where segment <paramref name="segment"/> of <paramref name="total"/> begins, by the hash of partitions.</summary>
    public static byte[] SegmentStart(int segment, int total)
    {
        // The service cuts the hash space evenly; the segment of a hash h of b bits is floor(h * total / 2^b).
        var start = (((ulong)segment << 32) + (ulong)total - 1) / (ulong)total;
        return [(byte)(start >> 24), (byte)(start >> 16), (byte)(start >> 8), (byte)start];
    }

    private static byte[] Bytes(AttributeValue value) => value switch
    {
        StringValue text => Encoding.UTF8.GetBytes(text.Value),
        NumberValue number => number.Value.ToOrderedBytes(),
        BinaryValue binary => binary.Value.ToArray(),
        _ => throw new InvalidOperationException("A key is a string, a number or a binary."),
    };

    private static void AppendHash(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> partition)
    {
        var salted = partition.Length <= 512 ? stackalloc byte[8 + partition.Length] : new byte[8 + partition.Length];
        "Outliers"u8.CopyTo(salted);
        partition.CopyTo(salted[8..]);
#pragma warning disable CA5351 // MD5 is what the service places partitions by; nothing here is secret.
        MD5.HashData(salted, output.GetSpan(HashLength));
#pragma warning restore CA5351
        output.Advance(HashLength);
    }

    private static void AppendPart(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> part)
    {
        AppendEscaped(output, part);
        output.Write("\0\0"u8);
    }

    private static int PlaceOf(ReadOnlySpan<byte> partition)
    {
        var hash = default(HashCode);
        hash.AddBytes(partition);
        return hash.ToHashCode() & (Recent.Length - 1);
    }

    private sealed record Known(byte[] Partition, byte[] Key);

    /// <summary>A zero byte becomes 00 FF, so that the end mark 00 00 sorts before any continuation.</summary>
    private static void AppendEscaped(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> part)
    {
        while (true)
        {
            var zero = part.IndexOf((byte)0);
            if (zero < 0) break;
            output.Write(part[..zero]);
            output.Write(EscapedZero);
            part = part[(zero + 1)..];
        }
        output.Write(part);
    }
}
