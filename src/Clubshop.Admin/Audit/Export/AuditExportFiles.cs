using System.IO.Compression;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Audit.Export;

/// <summary>
/// The files of exports, in the system table for seven days: <c>AUDITFILE#job</c> has <c>PART#n</c>, each compressed by itself, and <c>META</c> once all are
/// there; <c>AUDITFILES#person</c> has which one was their last.
/// </summary>
internal sealed class AuditExportFiles(TableReader reader, UnauditedWriter unaudited, TimeProvider time)
{
    /// <summary>How long a file is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const string Data = "data", Parts = "parts", Entries = "entries", Job = "job", Part = "PART#", Meta = "META";

    private long PurgeAt => (time.GetUtcNow() + Kept).ToUnixTimeSeconds();

    /// <summary>Writes a part. The same one written again, after a crash, takes its place.</summary>
    public async Task PutAsync(string jobId, long number, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await zip.WriteAsync(lines, cancellationToken);

        var item = new Item(Pk(jobId), $"{Part}{number:D7}").SetBytes(Data, packed.ToArray()).Set(Attributes.PurgeAt, PurgeAt);
        await unaudited.PutAsync(Table.System, item, null, cancellationToken);
    }

    /// <summary>All parts are there.</summary>
    public async Task CompleteAsync(string jobId, long parts, long entries, CancellationToken cancellationToken) => await unaudited.PutAsync(
        Table.System, new Item(Pk(jobId), Meta).Set(Parts, parts).Set(Entries, entries).Set(Attributes.PurgeAt, PurgeAt), null, cancellationToken);

    /// <summary>Entries of a file; null where it is not complete, or gone.</summary>
    public async Task<long?> EntriesAsync(string jobId, CancellationToken cancellationToken) =>
        (await reader.ReadAsync(new(Table.System, Pk(jobId), Meta), cancellationToken))?.GetLong(Entries);

    /// <summary>Writes the whole file.</summary>
    public async Task CopyAsync(string jobId, Stream to, CancellationToken cancellationToken)
    {
        await using var file = await OpenAsync(jobId, cancellationToken);
        await file.CopyToAsync(to, cancellationToken);
    }

    /// <summary>The whole file, read part by part as it is needed.</summary>
    public async Task<Stream> OpenAsync(string jobId, CancellationToken cancellationToken)
    {
        // Parts behind the last one are of a run that ended before it could say so.
        var parts = (int)((await reader.ReadAsync(new(Table.System, Pk(jobId), Meta), cancellationToken))?.GetLong(Parts) ?? 0);
        var items = reader.QueryAllAsync(new(Table.System, Pk(jobId)) { Prefix = Part, Consistent = true, Batch = 4 }, cancellationToken);
        return new GZipStream(new PartStream(items.Take(parts), Data), CompressionMode.Decompress); // one member for each part
    }

    /// <summary>Keeps which export was the person's last.</summary>
    public async Task RememberAsync(string personId, string jobId, CancellationToken cancellationToken) => await unaudited.PutAsync(
        Table.System, new Item("AUDITFILES#" + personId, Meta).Set(Job, jobId).Set(Attributes.PurgeAt, PurgeAt), null, cancellationToken);

    /// <summary>The job of the person's last export; null where there is none.</summary>
    public async Task<string?> LastAsync(string personId, CancellationToken cancellationToken) =>
        (await reader.ReadAsync(new(Table.System, "AUDITFILES#" + personId, Meta), cancellationToken))?.GetStringOrNull(Job);

    /// <summary>Forgets it.</summary>
    public async Task ForgetAsync(string personId, CancellationToken cancellationToken) =>
        await unaudited.DeleteAsync(new(Table.System, "AUDITFILES#" + personId, Meta), null, cancellationToken);

    private static string Pk(string jobId) => "AUDITFILE#" + jobId;
}
