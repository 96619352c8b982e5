using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Microsoft.Extensions.Options;

namespace Clubshop.Admin.Import;

/// <summary>A file that somebody chose to import.</summary>
/// <param name="Id">Its id; its import job, if there is one, has the same.</param>
/// <param name="Kind">The kind it is for.</param>
/// <param name="Name">Its name on the person's machine.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="At">When it came (UTC).</param>
public sealed record ImportFile(string Id, string Kind, string Name, long Bytes, DateTimeOffset At)
{
    /// <summary>What it calls columns beside their own names: heading and column; empty for one that is not to be read.</summary>
    public IReadOnlyDictionary<string, string> Headings { get; init; } = ImportHeadings.None;
}

/// <summary>
/// Keeps the files that people chose, compressed, in the system table: nothing is lost when the page is left or the process ends, and any
/// instance can go on. Items of <c>IMPORT#id</c>: <c>PART#n</c>, and last <c>META</c>; and one of <c>IMPORTS#person</c>, for the list.
/// </summary>
internal sealed class ImportFiles(TableReader reader, UnauditedWriter unaudited, IOptions<ImportOptions> options, TimeProvider time)
{
    /// <summary>Bytes that a file may have.</summary>
    public const long LargestFile = 64 * 1024 * 1024;

    private const string Data = "data", Kind = "kind", Name = "name", Bytes = "bytes", At = "at", Owner = "owner", Hash = "sha256";
    private const string Meta = "META", Part = "PART#", Id = "file";
    private const string Used = "used";
    private const string Headings = "headings";
    private const int MaxRecent = 8;
    private const int MaxComing = 3;
    private const int Rewritten = 10; // parts put at once

    private readonly ConcurrentDictionary<string, int> _coming = new(StringComparer.Ordinal);

    /// <summary>How long an imported file is kept; one that only waits goes after <see cref="ImportOptions.WaitingHours"/>.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>Keeps a file as it comes in.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="kind">For what.</param>
    /// <param name="name">What the person calls it.</param>
    /// <param name="content">It is read to its end, unless it is too large.</param>
    /// <param name="limit">Bytes that it may have, at most <see cref="LargestFile"/>, and what to do with a larger one.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CsvProblemException">It is too large, or the person has enough files waiting.</exception>
    public async Task<ImportFile> KeepAsync(Actor actor, string kind, string name, Stream content, (long Bytes, string Advice) limit, CancellationToken cancellationToken)
    {
        try
        {
            if (_coming.AddOrUpdate(actor.Id, 1, static (_, coming) => coming + 1) > MaxComing)
                throw new CsvProblemException(L[$"{MaxComing} of your files are still on their way. Wait until they are here, then choose this one again."]);

            return await KeepAsync(actor, kind, name, content, limit, await RoomAsync(actor.Id, cancellationToken), cancellationToken);
        }
        finally
        {
            _coming.AddOrUpdate(actor.Id, 0, static (_, coming) => coming - 1);
            _coming.TryRemove(new(actor.Id, 0));
        }
    }

    /// <summary>What is said of a file that is larger than a limit.</summary>
    public static string TooLarge((long Bytes, string Advice) limit) => L[$"This file is larger than {limit.Bytes / (1024 * 1024)} MB. {limit.Advice}"];

    /// <summary>The file is imported: it is kept for <see cref="Kept"/>, and waits no more.</summary>
    public async Task UseAsync(string personId, ImportFile file, CancellationToken cancellationToken)
    {
        var purgeAt = (time.GetUtcNow() + Kept).ToUnixTimeSeconds();
        var batch = new List<Item>(Rewritten);
        await foreach (var item in reader.QueryAllAsync(new(Table.System, "IMPORT#" + file.Id) { Consistent = true, Batch = Rewritten }, cancellationToken))
        {
            batch.Add(item.Set(Attributes.PurgeAt, purgeAt));
            if (batch.Count < Rewritten)
                continue;

            await unaudited.PutManyAsync(Table.System, batch, cancellationToken);
            batch.Clear();
        }

        await unaudited.PutManyAsync(Table.System, batch, cancellationToken);
        if (await reader.ReadAsync(new(Table.System, "IMPORTS#" + personId, $"{file.Kind}#{file.Id}"), cancellationToken) is { } listed)
            await unaudited.PutAsync(Table.System, listed.Set(Used, 1L).Set(Attributes.PurgeAt, purgeAt), null, cancellationToken);
    }

    /// <summary>Keeps with a file what it calls its columns.</summary>
    public async Task NameAsync(ImportFile file, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(new(Table.System, "IMPORT#" + file.Id, Meta), cancellationToken) is { } item)
            await unaudited.PutAsync(Table.System, item.Set(Headings, ImportHeadings.Write(file.Headings)), null, cancellationToken);
    }

    /// <summary>The file is no longer needed: it is deleted.</summary>
    public async Task DropAsync(string personId, ImportFile file, CancellationToken cancellationToken)
    {
        await unaudited.DeleteAsync(new(Table.System, "IMPORTS#" + personId, $"{file.Kind}#{file.Id}"), null, cancellationToken);
        await foreach (var item in reader.QueryAllAsync(new(Table.System, "IMPORT#" + file.Id) { Consistent = true, Batch = Rewritten }, cancellationToken))
            await unaudited.DeleteAsync(new(Table.System, item.Pk, item.Sk), null, cancellationToken);
    }

    // The bytes that may still wait; an exception where none may.
    private async Task<long> RoomAsync(string personId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var (files, bytes, most) = (0, 0L, options.Value.WaitingMegabytes * 1024L * 1024);
        await foreach (var item in reader.QueryAllAsync(new(Table.System, "IMPORTS#" + personId) { Consistent = true }, cancellationToken))
        {
            if (item.GetLong(Used) == 0 && item.GetLong(Attributes.PurgeAt) > now)
                (files, bytes) = (files + 1, bytes + item.GetLong(Bytes));
        }

        return files < options.Value.WaitingFiles && bytes < most
            ? most - bytes
            : throw new CsvProblemException(L[$"{files} of your files wait to be imported, which is enough. Import one of them first; one that is not imported goes by itself after {options.Value.WaitingHours} hours."]);
    }

    private async Task<ImportFile> KeepAsync(Actor actor, string kind, string name, Stream content, (long Bytes, string Advice) limit, long room, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var purgeAt = (now + TimeSpan.FromHours(options.Value.WaitingHours)).ToUnixTimeSeconds();
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
                if (bytes > limit.Bytes)
                    throw new CsvProblemException(TooLarge(limit));

                if (bytes > room)
                    throw new CsvProblemException(L[$"With this file, more than {options.Value.WaitingMegabytes} MB of yours would wait to be imported. Import one of them first; one that is not imported goes by itself after {options.Value.WaitingHours} hours."]);

                hash.AppendData(buffer.AsSpan(0, read));
                await zip.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                await SendAsync(atLeast: PartBytes);
            }
        }

        await SendAsync(atLeast: 1);
        var file = new ImportFile(id, kind, name, bytes, now);
        await unaudited.PutAllAsync(
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
                await unaudited.PutAsync(Table.System, item, null, cancellationToken);
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
        var query = new ItemQuery(Table.System, "IMPORTS#" + personId) { Prefix = kind + "#", Descending = true, Batch = MaxRecent, Consistent = true };
        await foreach (var item in reader.QueryAllAsync(query, cancellationToken))
        {
            files.Add(FileOf(item));
            if (files.Count == MaxRecent)
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
        new(item.GetString(Id), item.GetString(Kind), item.GetString(Name), item.GetLong(Bytes), item.GetTime(At) ?? default) { Headings = ImportHeadings.Read(item.GetStringOrNull(Headings)) };
}
