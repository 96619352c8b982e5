using System.Text.Json;
using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Storage;
using Clubshop.Admin.Storage.Sealing;

namespace Clubshop.Admin.Audit.Chain;

/// <summary>What came of a check of the audit log.</summary>
public sealed record AuditCheckResult
{
    /// <summary>When it was made (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened from then on was checked (UTC); null for everything.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Number of entries that were compared with their seals.</summary>
    public required long Entries { get; init; }

    /// <summary>Number of faults.</summary>
    public required long Faults { get; init; }

    /// <summary>The first faults, as keys and numbers; no value of an entry.</summary>
    public IReadOnlyList<string> First { get; init; } = [];

    /// <summary>When everything was last checked (UTC); null if it never was.</summary>
    public DateTimeOffset? WholeAt { get; init; }

    /// <summary>When a fault was first found that is still there (UTC); null without faults.</summary>
    public DateTimeOffset? FaultySince { get; init; }
}

/// <summary>How the audit log was found at the last check.</summary>
/// <param name="Last">The last check; null before the first.</param>
public sealed record AuditCheckState(AuditCheckResult? Last);

/// <summary>Compares the audit log with its seals, remembers the outcome and raises the alarm.</summary>
public sealed partial class AuditCheckService
{
    /// <summary>Faults that are named; more are counted.</summary>
    public const int MaxNamed = 20;

    private const string Result = "result";

    private static readonly ItemKey LastKey = new(Table.System, "AUDIT#CHECK");

    private readonly TableReader _reader;
    private readonly UnauditedWriter _unaudited;
    private readonly FieldSealer _fields;
    private readonly AuditSealer _sealer;
    private readonly AuditArchive _archive;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditCheckService> _logger;

    internal AuditCheckService(
        TableReader reader, UnauditedWriter unaudited, FieldSealer fields, AuditSealer sealer, AuditArchive archive, TimeProvider time, ILogger<AuditCheckService> logger) =>
        (_reader, _unaudited, _fields, _sealer, _archive, _time, _logger) = (reader, unaudited, fields, sealer, archive, time, logger);

    /// <summary>The outcome of the last check. A problem for those who may not see all of the log.</summary>
    public async Task<Result<AuditCheckState>> LastAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (Permissions.ReachOf(actor.Role, Permission.SeeAudit) != Reach.All)
            return actor.Refuse(Permission.SeeAudit) ?? new Problem(Problem.Forbidden, L["Only those who may see the whole audit log see how it was checked."]);

        return new AuditCheckState(await LastAsync(cancellationToken));
    }

    /// <summary>Checks the log, stores the outcome, and logs each fault as an error (event 2210).</summary>
    /// <param name="since">Checks only what happened from then on (UTC); null for everything.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<AuditCheckResult> RunAsync(DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var (entries, findings) = await FindAsync(since, cancellationToken);
        var (now, last) = (_time.GetUtcNow(), await LastAsync(cancellationToken));
        // What an earlier check of everything found does not go away because a later one looks at less.
        if (findings.Count == 0 && since is not null && last is { Faults: > 0 })
            return last;

        var result = new AuditCheckResult
        {
            At = now,
            Since = since,
            Entries = entries,
            Faults = findings.Count,
            First = [.. findings.Take(MaxNamed).Select(finding => finding.ToString())],
            WholeAt = since is null ? now : last?.WholeAt,
            FaultySince = findings.Count == 0 ? null : last?.FaultySince ?? now,
        };
        foreach (var finding in findings.Take(MaxNamed))
            LogFault(finding.Fault, finding.Shard, finding.What);
        if (findings.Count > 0)
            LogFaulty(findings.Count, entries);

        await _unaudited.PutAsync(LastKey.Table, new Item(LastKey.Pk, LastKey.Sk).Set(Result, JsonSerializer.Serialize(result)), null, cancellationToken);
        return result;
    }

    /// <summary>Everything that is wrong, without storing or logging it.</summary>
    /// <returns>Number of entries compared, and the faults.</returns>
    internal async Task<(long Entries, IReadOnlyList<AuditFinding> Findings)> FindAsync(DateTimeOffset? since, CancellationToken cancellationToken)
    {
        await _fields.ReadyAsync(cancellationToken);
        var anchors = await _archive.AnchorsAsync(cancellationToken);
        var (entries, findings) = (0L, new List<AuditFinding>());
        for (var shard = 0; shard < TableSchemas.AuditShards; shard++)
        {
            try
            {
                var content = await ReadAsync(shard, since, anchors.FirstOrDefault(anchor => anchor.Shard == shard), cancellationToken);
                entries += content.Entries.Count;
                var found = AuditChainCheck.Of(content, _sealer.MarkOf, _time.GetUtcNow());
                findings.AddRange(await ConfirmedAsync(found, content, cancellationToken));
            }
            catch (Exception odd) when (odd is FormatException or OverflowException or ArgumentOutOfRangeException)
            {
                // A number that is none, a time out of range: the portal writes no such thing, and it must not silence the check.
                findings.Add(new(AuditFault.Altered, shard, $"an attribute that cannot be read ({odd.GetType().Name})"));
            }
        }

        return (entries, findings);
    }

    /// <summary>The outcome of the last check, without asking who wants to know.</summary>
    internal async Task<AuditCheckResult?> LastAsync(CancellationToken cancellationToken) =>
        (await _reader.ReadAsync(LastKey, cancellationToken))?.GetStringOrNull(Result) is { } json ? JsonSerializer.Deserialize<AuditCheckResult>(json) : null;

    // First the entries, then the blocks: what is written meanwhile is not missing.
    private async Task<ShardContent> ReadAsync(int shard, DateTimeOffset? since, SealHead? anchor, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var head = await _reader.ReadAsync(SealItems.HeadKey(shard), cancellationToken);
        var from = since ?? (await _reader.ReadAsync(AuditAttributes.SinceKey, cancellationToken))?.GetTime(AuditAttributes.At)?.AddDays(-2) ?? now - AuditAttributes.Kept;
        var entries = new List<SealedEntry>();
        for (var day = from.UtcDateTime.Date; day <= now.UtcDateTime.Date.AddDays(1); day = day.AddDays(1))
        {
            var query = new ItemQuery(Table.Audit, AuditAttributes.DayOf(new(day, TimeSpan.Zero), SealBlock.Text(shard))) { Index = TableSchemas.ByDay, From = Times.ToText(from) };
            await foreach (var item in _reader.QueryAllAsync(query, cancellationToken))
                entries.Add(SealedEntry.Of(item));
        }

        var blocks = new List<SealBlock>();
        var newest = new ItemQuery(Table.Audit, SealItems.Pk(shard)) { Prefix = SealItems.BlockPrefix, Descending = true, Consistent = true };
        await foreach (var item in _reader.QueryAllAsync(newest, cancellationToken))
        {
            var block = SealItems.ReadBlock(item);
            if (block.At < since)
                break;
            blocks.Add(block);
        }

        blocks.Reverse();
        var read = head is null ? null : SealItems.ReadHead(head);
        // Sealed while this was read.
        blocks.RemoveAll(block => read is not null && block.Number > read.Number && block.At >= read.Through && block.At >= now.AddMinutes(-5));
        return new() { Shard = shard, Blocks = blocks, Head = read, Entries = entries, Since = since, Anchor = anchor };
    }

    // The index that the entries were read from lags by seconds; what the table itself says counts.
    private async Task<IEnumerable<AuditFinding>> ConfirmedAsync(IReadOnlyList<AuditFinding> found, ShardContent content, CancellationToken cancellationToken)
    {
        if (!found.Any(IsDoubtful))
            return found;

        var wanted = content.Blocks.SelectMany(block => block.Entries).DistinctBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary(entry => entry.Key, StringComparer.Ordinal);
        var doubtful = found.Where(IsDoubtful).Select(finding => wanted[finding.EntryKey!]).ToList();
        var stored = await _reader.ReadManyAsync(doubtful.Select(entry => new ItemKey(Table.Audit, entry.Pk, entry.Sk)), cancellationToken);
        var sound = doubtful.Where(entry => stored.TryGetValue(new(Table.Audit, entry.Pk, entry.Sk), out var item) && ItemHash.Of(item) == entry.Hash)
            .Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        return found.Where(finding => !IsDoubtful(finding) || !sound.Contains(finding.EntryKey!));

        static bool IsDoubtful(AuditFinding finding) => finding is { Fault: AuditFault.Missing or AuditFault.Altered, EntryKey: not null };
    }

    [LoggerMessage(EventId = 2210, Level = LogLevel.Error, Message = "The audit log is not what was written: {Fault} {What} (shard {Shard}).")]
    private partial void LogFault(AuditFault fault, int shard, string what);

    [LoggerMessage(EventId = 2211, Level = LogLevel.Critical, Message = "The audit log has {Faults} faults among {Entries} entries.")]
    private partial void LogFaulty(long faults, long entries);
}
