using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Jobs;

/// <summary>Packs payloads and outcomes into items.</summary>
internal static class JobPack
{
    /// <summary>Bytes in one chunk; an item holds 400 KB including attribute names.</summary>
    public const int ChunkBytes = 300 * 1024;

    /// <summary>Outcomes in one chunk.</summary>
    public const int ChunkItems = 500;

    private const string Data = "data";

    /// <summary>The compressed payload as items.</summary>
    public static IReadOnlyList<Item> Payload(string pk, ReadOnlyMemory<byte> payload, DateTimeOffset purgeAt) =>
        [.. Zip(payload.Span).Chunk(ChunkBytes).Select((chunk, i) => ItemOf(pk, $"PAY#{i + 1:D5}", chunk, purgeAt))];

    /// <summary>The payload from its chunks, which must be in order.</summary>
    public static async Task<byte[]> ReadPayloadAsync(IAsyncEnumerable<Item> chunks, CancellationToken cancellationToken)
    {
        using var packed = new MemoryStream();
        await foreach (var chunk in chunks.WithCancellation(cancellationToken))
            await packed.WriteAsync(chunk.GetBytes(Data), cancellationToken);

        return packed.Length == 0 ? [] : Unzip(packed.ToArray());
    }

    /// <summary>A chunk of outcomes.</summary>
    public static Item Outcomes(string pk, long number, IEnumerable<JobItem> items, DateTimeOffset purgeAt) =>
        ItemOf(pk, $"OUT#{number:D7}", Zip(JsonSerializer.SerializeToUtf8Bytes(items)), purgeAt);

    /// <summary>The outcomes of a chunk.</summary>
    public static IReadOnlyList<JobItem> ReadOutcomes(Item chunk) => JsonSerializer.Deserialize<List<JobItem>>(Unzip(chunk.GetBytes(Data).ToArray())) ?? [];

    /// <summary>A token that is always the same for a job and a purpose.</summary>
    public static string Token(string jobId, string purpose) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{jobId}#{purpose}"))[..16]);

    private static Item ItemOf(string pk, string sk, byte[] data, DateTimeOffset purgeAt) =>
        new Item(pk, sk).SetBytes(Data, data).Set(Attributes.PurgeAt, purgeAt.ToUnixTimeSeconds());

    private static byte[] Zip(ReadOnlySpan<byte> plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(plain);

        return packed.ToArray();
    }

    private static byte[] Unzip(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}
