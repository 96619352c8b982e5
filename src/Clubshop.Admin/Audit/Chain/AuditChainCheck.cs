using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Audit.Chain;

/// <summary>What is wrong with an entry or with the chain.</summary>
internal enum AuditFault
{
    /// <summary>It is not what was sealed.</summary>
    Altered,

    /// <summary>It was sealed and is not there.</summary>
    Missing,

    /// <summary>It was not written by the portal at its time.</summary>
    Inserted,

    /// <summary>It is not where it was sealed.</summary>
    Reordered,
}

/// <summary>One fault of the audit log. Names keys alone: no value of an entry.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Shard">The shard.</param>
/// <param name="What">What it is about: <c>entry ENT#shop#… 2026-…</c>, <c>block 17</c>, <c>the end of the chain</c>.</param>
internal sealed record AuditFinding(AuditFault Fault, int Shard, string What)
{
    /// <summary>The entry's key in one text; null for a block or the end.</summary>
    public string? EntryKey { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Fault}: {What} (shard {SealBlock.Text(Shard)})";
}

/// <summary>A shard of the log as it was read.</summary>
internal sealed record ShardContent
{
    /// <summary>The shard.</summary>
    public required int Shard { get; init; }

    /// <summary>The blocks in the order of their keys.</summary>
    public required IReadOnlyList<SealBlock> Blocks { get; init; }

    /// <summary>Where the chain ends; null if there is none.</summary>
    public required SealHead? Head { get; init; }

    /// <summary>The entries that are there, with their hashes now.</summary>
    public required IReadOnlyCollection<SealedEntry> Entries { get; init; }

    /// <summary>Only what happened from then on was read (UTC); null for everything.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>An end of the chain that was written down elsewhere earlier; null if there is none.</summary>
    public SealHead? Anchor { get; init; }
}

/// <summary>Compares the audit log with its seals. Pure.</summary>
internal static class AuditChainCheck
{
    /// <summary>Everything that is wrong with a shard.</summary>
    /// <param name="content">The shard.</param>
    /// <param name="mark">Makes the mark over a text.</param>
    /// <param name="now">The time: entries and blocks that are due are not missed.</param>
    public static IReadOnlyList<AuditFinding> Of(ShardContent content, Func<string, string> mark, DateTimeOffset now)
    {
        var findings = new List<AuditFinding>();
        findings.AddRange(Chain(content, mark, now));
        findings.AddRange(End(content, mark));
        findings.AddRange(Entries(content, now));
        return findings;
    }

    private static IEnumerable<AuditFinding> Chain(ShardContent content, Func<string, string> mark, DateTimeOffset now)
    {
        SealBlock? before = null;
        foreach (var block in content.Blocks)
        {
            var what = $"block {SealBlock.Text(block.Number)}";
            if (block.Chained() != block.Hash)
                yield return new(AuditFault.Reordered, content.Shard, $"entries of {what}");
            if (block.Shard != content.Shard || mark(block.Signed()) != block.Mark)
                yield return new(AuditFault.Altered, content.Shard, what);

            if (before is null)
            {
                var begins = block is { Number: 1, First: 1, Previous: "" };
                if (!begins && content.Since is null && !(block.PreviousAt is { } previous && IsOver(previous, now)))
                    yield return new(AuditFault.Missing, content.Shard, $"blocks before {what}");
            }
            else if (block.Number != before.Number + 1)
            {
                yield return new(block.Number > before.Number ? AuditFault.Missing : AuditFault.Reordered, content.Shard, $"blocks between {SealBlock.Text(before.Number)} and {SealBlock.Text(block.Number)}");
            }
            else if (block.Previous != before.Hash || block.First != before.First + before.Entries.Count || block.PreviousAt != before.At)
            {
                yield return new(AuditFault.Reordered, content.Shard, $"{what} does not follow block {SealBlock.Text(before.Number)}");
            }

            before = block;
        }
    }

    private static IEnumerable<AuditFinding> End(ShardContent content, Func<string, string> mark)
    {
        var last = content.Blocks.Count > 0 ? content.Blocks[^1] : null;
        if (content.Head is not { } head)
        {
            if (last is not null || content.Anchor is not null)
                yield return new(AuditFault.Missing, content.Shard, "the end of the chain");
            yield break;
        }

        if (head.Shard != content.Shard || mark(head.Signed()) != head.Mark)
            yield return new(AuditFault.Altered, content.Shard, "the end of the chain");
        if (last is null ? head.Number > 0 && (content.Since is null || head.LastAt >= content.Since) : head.Number != last.Number || head.Hash != last.Hash || head.Count != last.First + last.Entries.Count - 1)
            yield return new(AuditFault.Missing, content.Shard, $"blocks up to {SealBlock.Text(head.Number)}");

        if (content.Anchor is { } anchor)
        {
            if (mark(anchor.Signed()) != anchor.Mark)
                yield return new(AuditFault.Altered, content.Shard, "the end of the chain that was written down in the archive");
            else if (anchor.Number > head.Number || content.Blocks.Any(block => block.Number == anchor.Number && block.Hash != anchor.Hash))
                yield return new(AuditFault.Missing, content.Shard, $"blocks up to {SealBlock.Text(anchor.Number)}, which the archive names");
        }
    }

    // Times that somebody altered may be any: differences do not overflow, sums do.
    private static bool IsOver(DateTimeOffset at, DateTimeOffset now) => now - at >= AuditAttributes.Kept;

    private static IEnumerable<AuditFinding> Entries(ShardContent content, DateTimeOffset now)
    {
        var present = new Dictionary<string, SealedEntry>(content.Entries.Count, StringComparer.Ordinal);
        foreach (var entry in content.Entries)
            present[entry.Key] = entry;

        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in content.Blocks.SelectMany(block => block.Entries))
        {
            if (!known.Add(entry.Key))
                yield return Finding(AuditFault.Reordered, entry, "was sealed twice");
            else if (present.TryGetValue(entry.Key, out var found))
            {
                if (found.Hash != entry.Hash)
                    yield return Finding(AuditFault.Altered, entry, "");
            }
            else if (!IsOver(entry.At, now) && !(entry.At < content.Since))
            {
                yield return Finding(AuditFault.Missing, entry, "");
            }
        }

        var settled = content.Head?.Through;
        foreach (var entry in present.Values.Where(entry => !known.Contains(entry.Key) && settled - entry.At > AuditSealer.Grace))
            yield return Finding(AuditFault.Inserted, entry, "");

        AuditFinding Finding(AuditFault fault, SealedEntry entry, string more) =>
            new(fault, content.Shard, $"entry {entry.Pk} {entry.Sk}{(more.Length > 0 ? " " + more : "")}") { EntryKey = entry.Key };
    }
}
