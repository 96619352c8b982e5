using Clubshop.Admin.Catalog;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;

namespace Clubshop.Admin.Ops.Backups;

/// <summary>What came of a check of the tables.</summary>
/// <param name="Counts">Items by table.</param>
/// <param name="Records">Records of the catalog whose markers were looked at.</param>
/// <param name="Samples">Records that were compared with the audit log.</param>
/// <param name="Entries">Audit entries that were compared with their seals.</param>
/// <param name="Problems">What is wrong; names keys, no values.</param>
internal sealed record DataReport(IReadOnlyDictionary<string, long> Counts, long Records, long Samples, long Entries, IReadOnlyList<string> Problems);

/// <summary>
/// Says whether tables hold together: they and their indexes are there, nothing is missing of what is expected, slugs and codes are unique, records and
/// audit entries are of one moment, the data keys open, and the audit log is as it was sealed. Changes nothing.
/// </summary>
internal sealed class DataCheck(Installation on)
{
    /// <summary>Records of each kind that are compared with the audit log.</summary>
    public const int SampleSize = 100;

    private const string Slug = "slug";
    private const string Code = "code";

    private readonly List<string> _problems = [];
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private long _records;
    private long _samples;

    /// <summary>Checks.</summary>
    /// <param name="expected">Items by table that are there at least; null where nothing is known.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<DataReport> RunAsync(IReadOnlyDictionary<string, long>? expected, CancellationToken cancellationToken)
    {
        var missing = await on.Setup.MissingAsync(cancellationToken);
        if (missing.Count > 0)
            return new(_counts, 0, 0, 0, [.. missing.Select(table => $"The table {table} is missing.")]);

        foreach (var table in on.Tables)
        {
            if (on.Kinds.FirstOrDefault(kind => kind.Table == table) is { } kind)
                await CheckKindAsync(kind, cancellationToken);
            else
                await CountAsync(table, cancellationToken);

            if (expected?.GetValueOrDefault(table.Name) is { } wanted && _counts[table.Name] != wanted)
                _problems.Add($"{table.Name} has {_counts[table.Name]} items instead of {wanted}.");
        }

        await CheckKeysAsync(cancellationToken);
        return new(_counts, _records, _samples, await CheckAuditAsync(cancellationToken), _problems);
    }

    private async Task CountAsync(Table table, CancellationToken cancellationToken)
    {
        _counts[table.Name] = 0;
        await foreach (var _ in TableScan.AllAsync(on, table, cancellationToken))
            _counts[table.Name]++;
    }

    private async Task CheckKindAsync(CatalogKind kind, CancellationToken cancellationToken)
    {
        var (count, now) = (0L, on.Time.GetUtcNow());
        var records = new Dictionary<string, (string Slug, string Code, long Version)>(StringComparer.Ordinal);
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var item in TableScan.AllAsync(on, kind.Table, cancellationToken))
        {
            count++;
            if (item.PurgeAt <= now)
                continue; // DynamoDB may remove it at any time
            if (item.Sk == Keys.Meta && item.Pk.StartsWith(kind.KeyPrefix, StringComparison.Ordinal))
                records[item.Id] = (item.GetString(Slug), item.GetString(Code), item.Version);
            else if (item.Sk == Keys.MarkerSk)
                owners[item.Pk] = item.GetString(Attributes.Owner);
        }

        (_counts[kind.Table.Name], _records) = (count, _records + records.Count);
        foreach (var (id, record) in records)
        {
            if (record.Version < 1)
                _problems.Add($"{kind.One} {id} has no version.");
            if (record.Slug.Length > 0 && owners.GetValueOrDefault(Keys.Marker("SLUG", record.Slug)) != id)
                _problems.Add($"{kind.One} {id} has a slug whose marker is missing or another's.");
            if (record.Code.Length > 0 && MarkersOf(record.Code).All(marker => owners.GetValueOrDefault(marker) != id))
                _problems.Add($"{kind.One} {id} has a code whose marker is missing or another's.");
        }

        foreach (var (marker, owner) in owners)
        {
            if (!records.TryGetValue(owner, out var record))
                _problems.Add($"{kind.Title} has the marker {marker} of a record that is not there.");
            else if (marker != Keys.Marker("SLUG", record.Slug) && !MarkersOf(record.Code).Contains(marker))
                _problems.Add($"{kind.Title} has the marker {marker}, which its record {owner} does not have any more.");
        }

        await CompareWithAuditAsync(kind, records.OrderBy(pair => ItemHash.Of(pair.Key), StringComparer.Ordinal).Take(SampleSize)
            .Select(pair => (pair.Key, pair.Value.Version)), cancellationToken);
    }

    // A change and its entry are one transaction: if the tables are of different moments, one of the two is ahead.
    private async Task CompareWithAuditAsync(CatalogKind kind, IEnumerable<(string Id, long Version)> sample, CancellationToken cancellationToken)
    {
        foreach (var (id, version) in sample)
        {
            _samples++;
            var newest = 0L;
            await foreach (var entry in on.Reader.QueryAllAsync(new(Table.Audit, AuditAttributes.Pk(kind.Name, id)) { Consistent = true }, cancellationToken))
                newest = Math.Max(newest, entry.GetLong(AuditAttributes.EntityVersion));
            if (newest > version)
                _problems.Add($"{kind.One} {id} is of version {version}, but the audit log has version {newest}: the tables are of different moments.");
            else if (newest < version)
                _problems.Add($"{kind.One} {id} is of version {version}, which the audit log does not have.");
        }
    }

    private async Task CheckKeysAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (keys, broken) = await on.Keys.CheckStoredAsync(on.Reader, cancellationToken);
            if (broken > 0)
                _problems.Add($"{broken} of {keys} data keys do not open: set Sealing:BoundTo to the name of the system table under which they were made.");
        }
        catch (SealingUnavailableException away)
        {
            _problems.Add(away.Message);
        }
    }

    private async Task<long> CheckAuditAsync(CancellationToken cancellationToken)
    {
        try
        {
            var (entries, findings) = await on.Checks.FindAsync(since: null, cancellationToken);
            foreach (var finding in findings)
                _problems.Add($"Audit: {finding}");
            return entries;
        }
        catch (Exception locked) when (locked is SealingUnavailableException or InvalidOperationException)
        {
            _problems.Add($"The audit log could not be compared with its seals: {locked.Message}");
            return 0;
        }
    }

    // Markers of codes that were given when their case counted have them as they were written.
    private static string[] MarkersOf(string code) => [Keys.Marker("CODE", code.ToLowerInvariant()), Keys.Marker("CODE", code)];
}
