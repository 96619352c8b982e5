using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Clubshop.Admin.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>
/// Frozen recipients, and pasted lists before that: written once, in sealed chunks, read in order. They hold phone numbers that were pasted,
/// so nothing of them stands in the table in the clear.
/// </summary>
internal sealed class RecipientLists(TableReader reader, Ledger ledger, IDataProtectionProvider protection, TimeProvider time)
{
    public const int ChunkSize = 1_000;

    private const string Data = "data";

    private readonly IDataProtector _protector = protection.CreateProtector("Clubshop.Admin.Notifications.Recipients");

    /// <summary>Writes a list; returns how many it has, and the hash of all.</summary>
    /// <param name="listId">Minted by the caller; never written twice.</param>
    /// <param name="recipients">In the order in which they are sent.</param>
    /// <param name="keptDays">How long it is kept.</param>
    /// <param name="cancellationToken">Ends the writing; what was written then is purged by its date.</param>
    public async Task<(int Count, string Hash)> WriteAsync(string listId, IAsyncEnumerable<Recipient> recipients, int keptDays, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var purgeAt = (time.GetUtcNow() + TimeSpan.FromDays(keptDays)).ToUnixTimeSeconds();
        var (chunk, number, count) = (new List<Recipient>(ChunkSize), 0, 0);
        await foreach (var recipient in recipients.WithCancellation(cancellationToken))
        {
            chunk.Add(recipient);
            count++;
            if (chunk.Count == ChunkSize)
                await FlushAsync();
        }

        if (chunk.Count > 0)
            await FlushAsync();

        return (count, Convert.ToHexStringLower(hash.GetHashAndReset()));

        async Task FlushAsync()
        {
            var plain = JsonSerializer.SerializeToUtf8Bytes(chunk);
            hash.AppendData(plain);
            var item = new Item(Pk(listId), (++number).ToString("D6", CultureInfo.InvariantCulture))
                .SetBytes(Data, _protector.CreateProtector(listId).Protect(Zip(plain))).Set(Attributes.PurgeAt, purgeAt);
            await ledger.PutManyAsync(Table.Deliveries, [item], cancellationToken);
            chunk.Clear();
        }
    }

    /// <summary>The recipients in their order, a chunk at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<Recipient>> ReadAsync(string listId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (_, recipients) in ChunksAsync(listId, cancellationToken))
            yield return recipients;
    }

    /// <summary>The hash of a list as it is stored now.</summary>
    public async Task<string> HashAsync(string listId, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var (plain, _) in ChunksAsync(listId, cancellationToken))
            hash.AppendData(plain);

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async IAsyncEnumerable<(byte[] Plain, IReadOnlyList<Recipient> Recipients)> ChunksAsync(string listId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in reader.QueryAllAsync(new(Table.Deliveries, Pk(listId)) { Consistent = true, Batch = 4 }, cancellationToken))
        {
            var plain = Unzip(_protector.CreateProtector(listId).Unprotect(item.GetBytes(Data).ToArray()));
            yield return (plain, JsonSerializer.Deserialize<List<Recipient>>(plain) ?? []);
        }
    }

    private static string Pk(string listId) => "LIST#" + listId;

    private static byte[] Zip(byte[] plain)
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
