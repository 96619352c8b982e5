using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Clubshop.LocalAws.Durability;
using Clubshop.LocalAws.Wire;

namespace Clubshop.LocalAws.S3;

/// <summary>The checksums of S3's <c>x-amz-checksum-…</c> headers, big endian in Base64.</summary>
internal static class Checksums
{
    private const string Head = "x-amz-checksum-";
    private const ulong Nvme = 0x9A6C9329AC4BC9B5; // CRC-64/NVME, reflected

    private static readonly ulong[] NvmeTable = MakeTable();

    private static readonly Dictionary<string, Func<ReadOnlyMemory<byte>, byte[]>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        [Head + "crc32"] = body => BigEndian(Crc32.Compute(body.Span)),
        [Head + "crc32c"] = body => BigEndian(Crc32C.Compute(body.Span)),
        [Head + "crc64nvme"] = body => BigEndian(Crc64(body.Span)),
        [Head + "sha1"] = Sha1,
        [Head + "sha256"] = body => SHA256.HashData(body.Span),
    };

    /// <summary>Checks the checksum that came along, and returns it; CRC-64/NVME, as S3 does by itself, when none came.</summary>
    /// <exception cref="S3Exception">BadDigest, or more than one checksum.</exception>
    public static KeyValuePair<string, string> Check(IEnumerable<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> body)
    {
        List<KeyValuePair<string, string>> given = [.. headers.Where(header => Known.ContainsKey(header.Key))];
        if (given.Count > 1) throw S3Exception.InvalidArgument("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        if (given is not [var (name, value)]) return new(Head + "crc64nvme", Convert.ToBase64String(Known[Head + "crc64nvme"](body)));
        var own = Convert.ToBase64String(Known[name](body));
        if (own != value) throw S3Exception.BadDigest(name[Head.Length..].ToUpperInvariant());
        return new(name.ToLowerInvariant(), own);
    }

    /// <summary>MD5 in hexadecimal: the ETag.</summary>
    [SuppressMessage("Security", "CA5351:Do not use broken cryptographic algorithms", Justification = "The ETag of S3 is an MD5; nothing is protected by it.")]
    public static byte[] Md5(ReadOnlyMemory<byte> body) => MD5.HashData(body.Span);

    [SuppressMessage("Security", "CA5350:Do not use weak cryptographic algorithms", Justification = "One of the checksums that S3 offers; nothing is protected by it.")]
    private static byte[] Sha1(ReadOnlyMemory<byte> body) => SHA1.HashData(body.Span);

    private static ulong Crc64(ReadOnlySpan<byte> data)
    {
        var crc = ulong.MaxValue;
        foreach (var b in data) crc = NvmeTable[(byte)crc ^ b] ^ (crc >> 8);
        return ~crc;
    }

    private static ulong[] MakeTable()
    {
        var table = new ulong[256];
        for (var i = 0u; i < 256; i++)
        {
            ulong crc = i;
            for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * Nvme);
            table[i] = crc;
        }
        return table;
    }

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] BigEndian(ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
