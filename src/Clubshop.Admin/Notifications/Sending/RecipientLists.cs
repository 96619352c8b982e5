using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;

namespace Clubshop.Admin.Notifications.Sending;

/// <summary>
/// Stores frozen recipients and pasted lists: written once in sealed chunks, and read in order. They contain pasted phone numbers, so nothing is
/// stored in clear text; a chunk can be opened only at its own place.
/// </summary>
internal sealed class RecipientLists(TableReader reader, UnauditedWriter unaudited, FieldSealer sealer, TimeProvider time)
{
    private const int MaxPerChunk = 1_000;
    private const int MaxTextPerChunk = 60_000; // characters of values that are compressed at a time
    private const int MaxBytesPerChunk = 200_000; // compressed; sealing and Base64 make 356 KB of them, and an item holds 400 KB
    private const string Data = "data";

    /// <summary>Writes a list.</summary>
    /// <param name="listId">A new id; a list is never overwritten.</param>
    /// <param name="recipients">The recipients in the order of sending.</param>
    /// <param name="keptDays">Days to keep it.</param>
    /// <param name="cancellationToken">Cancels writing; what was written expires by its date.</param>
    /// <returns>The number of recipients, and the hash of the list.</returns>
    public async Task<(int Count, string Hash)> WriteAsync(string listId, IAsyncEnumerable<Recipient> recipients, int keptDays, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var purgeAt = (time.GetUtcNow() + TimeSpan.FromDays(keptDays)).ToUnixTimeSeconds();
        var (chunk, number, count, letters) = (new List<Recipient>(MaxPerChunk), 0, 0, 0);
        await foreach (var recipient in recipients.WithCancellation(cancellationToken))
        {
            chunk.Add(recipient);
            count++;
            letters += recipient.Values?.Sum(pair => pair.Key.Length + pair.Value.Length) ?? 0;
            if (chunk.Count == MaxPerChunk || letters > MaxTextPerChunk)
            {
                await PutAsync(chunk);
                chunk.Clear();
                letters = 0;
            }
        }

        if (chunk.Count > 0)
            await PutAsync(chunk);

        return (count, Convert.ToHexStringLower(hash.GetHashAndReset()));

        // The compressed size cannot be predicted, so a chunk that does not fit into an item is halved.
        async Task PutAsync(List<Recipient> some)
        {
            var plain = JsonSerializer.SerializeToUtf8Bytes(some);
            var packed = Zip(plain);
            if (packed.Length > MaxBytesPerChunk && some.Count > 1)
            {
                await PutAsync(some[..(some.Count / 2)]);
                await PutAsync(some[(some.Count / 2)..]);
                return;
            }

            hash.AppendData(plain);
            var part = (++number).ToString("D6", CultureInfo.InvariantCulture);
            var sealedText = await sealer.SealAsync(Convert.ToBase64String(packed), Place(listId, part), cancellationToken);
            await unaudited.PutManyAsync(Table.Deliveries, [new Item(Pk(listId), part).Set(Data, sealedText).Set(Attributes.PurgeAt, purgeAt)], cancellationToken);
        }
    }

    /// <summary>The recipients in their order, a chunk at a time.</summary>
    /// <exception cref="InvalidDataException">A part can no longer be read.</exception>
    public async IAsyncEnumerable<IReadOnlyList<Recipient>> ReadAsync(string listId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (_, recipients) in ChunksAsync(listId, cancellationToken))
            yield return recipients;
    }

    /// <summary>The hash of a list as stored now; null if a part of it can no longer be read.</summary>
    public async Task<string?> HashAsync(string listId, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            await foreach (var (plain, _) in ChunksAsync(listId, cancellationToken))
                hash.AppendData(plain);
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async IAsyncEnumerable<(byte[] Plain, IReadOnlyList<Recipient> Recipients)> ChunksAsync(string listId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var item in reader.QueryAllAsync(new(Table.Deliveries, Pk(listId)) { Consistent = true, Batch = 4 }, cancellationToken))
        {
            var opened = await sealer.OpenAsync(item.GetString(Data), Place(listId, item.Sk), cancellationToken)
                ?? throw new InvalidDataException($"Recipients of list {listId} cannot be read: part {item.Sk} was changed, or its key is gone.");
            var plain = Unzip(Convert.FromBase64String(opened));
            yield return (plain, JsonSerializer.Deserialize<List<Recipient>>(plain) ?? []);
        }
    }

    private static string Pk(string listId) => "LIST#" + listId;

    private static FieldPlace Place(string listId, string part) => new(Table.Deliveries, listId, part);

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
