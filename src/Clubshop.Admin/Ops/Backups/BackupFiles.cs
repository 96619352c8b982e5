using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Ops.Backups;

/// <summary>What a folder of an export has.</summary>
internal sealed record ExportManifest
{
    /// <summary>When it was begun (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The name of the system table, to which the data keys are bound.</summary>
    public required string SystemTable { get; init; }

    /// <summary>Items by table.</summary>
    public required IReadOnlyDictionary<string, long> Items { get; init; }

    /// <summary>SHA-256 of each table's file, hexadecimal.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>Users by pool: <c>staff</c>, <c>customers</c>.</summary>
    public IReadOnlyDictionary<string, long> Users { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);
}

/// <summary>
/// Tables to and from a folder: <c>tables/offers.jsonl.gz</c> and so on, a line per item in DynamoDB's JSON, and <c>manifest.json</c> with counts and hashes.
/// Personal fields stay sealed: without the KMS key nobody reads them.
/// </summary>
internal static class BackupFiles
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The file of a table.</summary>
    public static string PathOf(string folder, string table) => Path.Combine(folder, "tables", table.ToLowerInvariant() + ".jsonl.gz");

    /// <summary>The file of a pool.</summary>
    public static string PoolPathOf(string folder, string pool) => Path.Combine(folder, "pools", pool + ".jsonl.gz");

    /// <summary>Writes every table; the audit log last, so that every change has its entry.</summary>
    /// <exception cref="InvalidOperationException">The folder has an export already.</exception>
    public static async Task<ExportManifest> ExportAsync(Installation from, string folder, CancellationToken cancellationToken)
    {
        PrivateFile.CreateFolder(Path.Combine(folder, "tables"));
        var at = from.Time.GetUtcNow();
        var (items, files) = (new Dictionary<string, long>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var table in from.Tables.OrderBy(table => table == Table.Audit))
        {
            var path = PathOf(folder, table.Name);
            items[table.Name] = 0;
            await using (var gzip = new GZipStream(PrivateFile.Create(path), CompressionLevel.Optimal))
            {
                await foreach (var item in TableScan.AllAsync(from, table, cancellationToken))
                {
                    await gzip.WriteAsync(ItemJson.Write(item), cancellationToken);
                    gzip.WriteByte((byte)'\n');
                    items[table.Name]++;
                }
            }

            files[table.Name] = await HashAsync(path, cancellationToken);
        }

        return new() { At = at, SystemTable = from.Names[Table.System], Items = items, Files = files };
    }

    /// <summary>Writes the manifest: what has none is no export.</summary>
    public static async Task FinishAsync(ExportManifest manifest, string folder, CancellationToken cancellationToken)
    {
        await using var file = PrivateFile.Create(Path.Combine(folder, "manifest.json"));
        await JsonSerializer.SerializeAsync(file, manifest, Indented, cancellationToken);
    }

    /// <summary>Reads the manifest.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it is not one.</exception>
    public static async Task<ExportManifest> ManifestAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, "manifest.json");
        if (!File.Exists(path))
            throw new InvalidOperationException($"{folder} is no export: it has no manifest.json. An export that was interrupted has none.");

        try
        {
            await using var file = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<ExportManifest>(file, cancellationToken: cancellationToken) ?? throw new JsonException();
        }
        catch (JsonException wrong)
        {
            throw new InvalidOperationException($"{path} is not a manifest.", wrong);
        }
    }

    /// <summary>Creates the tables of a prefix and puts every item of a folder into them.</summary>
    /// <exception cref="InvalidOperationException">A file is not what the manifest says, or a table has items already; nothing was put then.</exception>
    public static async Task ImportAsync(string folder, Installation to, CancellationToken cancellationToken)
    {
        var manifest = await ManifestAsync(folder, cancellationToken);
        foreach (var (table, hash) in manifest.Files)
        {
            if (!File.Exists(PathOf(folder, table)) || await HashAsync(PathOf(folder, table), cancellationToken) != hash)
                throw new InvalidOperationException($"{PathOf(folder, table)} is missing or is not what was exported.");
        }

        foreach (var table in to.Tables)
        {
            if ((await to.Setup.MissingAsync(cancellationToken)).All(missing => missing != to.Names[table]) && !await TableScan.IsEmptyAsync(to, table, cancellationToken))
                throw new InvalidOperationException($"The table {to.Names[table]} has items already. Import to a prefix without: nothing is overwritten.");
        }

        await to.Setup.CreateMissingAsync(cancellationToken);
        foreach (var table in to.Tables.Where(table => manifest.Files.ContainsKey(table.Name)))
            await ImportAsync(PathOf(folder, table.Name), to, table, cancellationToken);
    }

    private static async Task ImportAsync(string path, Installation to, Table table, CancellationToken cancellationToken)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var batch = new List<Item>(1000);
        while (await lines.ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            batch.Add(ItemJson.Read(Encoding.UTF8.GetBytes(line)));
            if (batch.Count < 1000)
                continue;

            await ItemImport.PutAsync(to, table, batch, cancellationToken);
            batch.Clear();
        }

        await ItemImport.PutAsync(to, table, batch, cancellationToken);
    }

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}
