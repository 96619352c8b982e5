using System.IO.Compression;
using System.Security.Cryptography;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Import;

/// <summary>A file that somebody chose to import.</summary>
/// <param name="Id">Its id; its import job, if there is one, has the same.</param>
/// <param name="Kind">The kind it is for.</param>
/// <param name="Name">Its name on the person's machine.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="At">When it came (UTC).</param>
public sealed record ImportFile(string Id, string Kind, string Name, long Bytes, DateTimeOffset At);

/// <summary>
/// Keeps the files that people chose, compressed, in the system table: nothing is lost when the page is left or the process ends, and any
/// instance can go on. Items of <c>IMPORT#id</c>: <c>PART#n</c>, and last <c>META</c>; and one of <c>IMPORTS#person</c>, for the list.
/// </summary>
internal sealed class ImportFiles(TableReader reader, Ledger ledger, TimeProvider time)
{
    /// <summary>Bytes that a file may have.</summary>
    public const long LargestFile = 64 * 1024 * 1024;

    private const string Data = "data", Kind = "kind", Name = "name", Bytes = "bytes", At = "at", Owner = "owner", Hash = "sha256";
    private const string Meta = "META", Part = "PART#", Id = "file";
    private const int MostRecent = 8;

    /// <summary>How long a file is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Keeps a file as it comes in.</summary>
    /// <exception cref="CsvProblemException">It is larger than <see cref="LargestFile"/>.</exception>
    public async Task<ImportFile> KeepAsync(Actor actor, string kind, string name, Stream content, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var purgeAt = (now + Kept).ToUnixTimeSeconds();
        var id = Ids.New(time);
        var (bytes, parts) = (0L, 0);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var buffer = new byte[64 * 1024];
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                bytes += read;
                if (bytes > LargestFile)
                    throw new CsvProblemException($"This file is larger than {LargestFile / (1024 * 1024)} MB. Split it, and keep the first line in each part.");

                hash.AppendData(buffer.AsSpan(0, read));
                await zip.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                await SendAsync(atLeast: PartBytes);
            }
        }

        await SendAsync(atLeast: 1);
        var file = new ImportFile(id, kind, name, bytes, now);
        await ledger.PutAllAsync(
            [
                new(Table.System, Describe(new Item("IMPORT#" + id, Meta), file).Set(Hash, Convert.ToHexStringLower(hash.GetHashAndReset()))),
                new(Table.System, Describe(new Item("IMPORTS#" + actor.Id, $"{kind}#{id}"), file)),
            ],
            cancellationToken);
        return file;

        async Task SendAsync(int atLeast)
        {
            while (packed.Length >= atLeast)
            {
                var all = packed.ToArray();
                var part = all.AsMemory(0, Math.Min(PartBytes, all.Length));
                var item = new Item("IMPORT#" + id, $"{Part}{++parts:D5}").SetBytes(Data, part).Set(Attributes.PurgeAt, purgeAt);
                await ledger.PutAsync(Table.System, item, null, cancellationToken);
                packed.SetLength(0);
                packed.Write(all.AsSpan(part.Length));
            }
        }

        Item Describe(Item item, ImportFile file) => item.Set(Id, file.Id).Set(Kind, file.Kind).Set(Name, file.Name).Set(Bytes, file.Bytes)
            .Set(At, file.At).Set(Owner, actor.Id).Set(Attributes.PurgeAt, purgeAt);
    }

    /// <summary>A file that the person chose; null when there is none, or it is somebody else's.</summary>
    public async Task<ImportFile?> FindAsync(string personId, string id, CancellationToken cancellationToken) =>
        Ids.IsValid(id) && await reader.ReadAsync(new(Table.System, "IMPORT#" + id, Meta), cancellationToken) is { } item && item.GetString(Owner) == personId
            ? FileOf(item) : null;

    /// <summary>The last files of a kind that the person chose, newest first.</summary>
    public async Task<IReadOnlyList<ImportFile>> RecentAsync(string personId, string kind, CancellationToken cancellationToken)
    {
        var files = new List<ImportFile>();
        var query = new ItemQuery(Table.System, "IMPORTS#" + personId) { Prefix = kind + "#", Descending = true, Batch = MostRecent, Consistent = true };
        await foreach (var item in reader.QueryAllAsync(query, cancellationToken))
        {
            files.Add(FileOf(item));
            if (files.Count == MostRecent)
                break;
        }

        return files;
    }

    /// <summary>The file's SHA-256, for the audit log; empty when it is gone.</summary>
    public async Task<string> HashOfAsync(string id, CancellationToken cancellationToken) =>
        (await reader.ReadAsync(new(Table.System, "IMPORT#" + id, Meta), cancellationToken))?.GetString(Hash) ?? "";

    /// <summary>The file, read part by part as it is needed.</summary>
    public Stream Open(string id) => new GZipStream(
        new PartStream(reader.QueryAllAsync(new(Table.System, "IMPORT#" + id) { Prefix = Part, Consistent = true, Batch = 4 }, CancellationToken.None), Data),
        CompressionMode.Decompress);

    private const int PartBytes = 256 * 1024;

    private static ImportFile FileOf(Item item) =>
        new(item.GetString(Id), item.GetString(Kind), item.GetString(Name), item.GetLong(Bytes), item.GetTime(At) ?? default);
}
