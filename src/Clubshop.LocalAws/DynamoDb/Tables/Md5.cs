using System.Buffers.Binary;
using System.Numerics;

namespace Clubshop.LocalAws.DynamoDb.Tables;

/// <summary>
/// MD5 (RFC 1321), by which the service places partitions: no secret depends on it. Keys are short, and the platform's own takes many times longer to begin than
/// to hash one; opening a state of millions of items spent two thirds of its time there.
/// </summary>
internal static class Md5
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = 16;

    private const int Block = 64;

    private static readonly uint[] Sines = [.. Enumerable.Range(1, Block).Select(i => (uint)(long)(Math.Abs(Math.Sin(i)) * 4294967296.0))];

    private static ReadOnlySpan<byte> Shifts => [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

    /// <summary>The hash of <paramref name="data"/>.</summary>
    public static void Hash(ReadOnlySpan<byte> data, Span<byte> hash)
    {
        (uint A, uint B, uint C, uint D) state = (0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
        var rest = data;
        for (; rest.Length >= Block; rest = rest[Block..]) state = Mixed(state, rest);

        // A one bit, zeros, and the number of bits: in this block, or in one more.
        Span<byte> last = stackalloc byte[2 * Block];
        last.Clear();
        rest.CopyTo(last);
        last[rest.Length] = 0x80;
        var end = rest.Length < Block - 8 ? Block : 2 * Block;
        BinaryPrimitives.WriteUInt64LittleEndian(last[(end - 8)..], (ulong)data.Length * 8);
        for (var at = 0; at < end; at += Block) state = Mixed(state, last[at..]);

        BinaryPrimitives.WriteUInt32LittleEndian(hash, state.A);
        BinaryPrimitives.WriteUInt32LittleEndian(hash[4..], state.B);
        BinaryPrimitives.WriteUInt32LittleEndian(hash[8..], state.C);
        BinaryPrimitives.WriteUInt32LittleEndian(hash[12..], state.D);
    }

    private static (uint A, uint B, uint C, uint D) Mixed((uint A, uint B, uint C, uint D) state, ReadOnlySpan<byte> block)
    {
        Span<uint> words = stackalloc uint[16];
        for (var i = 0; i < words.Length; i++) words[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(4 * i)..]);
        var (a, b, c, d) = state;
        var sines = Sines;
        for (var i = 0; i < Block; i++)
        {
            var (mixed, word) = (i >> 4) switch
            {
                0 => ((b & c) | (~b & d), i),
                1 => ((d & b) | (~d & c), (5 * i) + 1),
                2 => (b ^ c ^ d, (3 * i) + 5),
                _ => (c ^ (b | ~d), 7 * i),
            };
            mixed += a + sines[i] + words[word & 15];
            (a, d, c) = (d, c, b);
            b += BitOperations.RotateLeft(mixed, Shifts[((i >> 4) * 4) + (i & 3)]);
        }
        return (state.A + a, state.B + b, state.C + c, state.D + d);
    }
}
