using System.Globalization;
using System.Text.Json;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Audit.Chain;

/// <summary>An entry as its seal keeps it.</summary>
/// <param name="Pk">Its partition key.</param>
/// <param name="Sk">Its sort key: when, then which.</param>
/// <param name="Hash">The hash of all its attributes.</param>
internal sealed record SealedEntry(string Pk, string Sk, string Hash)
{
    /// <summary>Its key in one text.</summary>
    public string Key => Pk + "\n" + Sk;

    /// <summary>The key of an item, as <see cref="Key"/>.</summary>
    public static string KeyOf(Item item) => item.Pk + "\n" + item.Sk;

    /// <summary>When it happened (UTC), as its key says; the beginning of time if the key says nothing.</summary>
    public DateTimeOffset At => Sk.Length > 24 && Times.TryParse(Sk[..24], out var at) ? at : default;

    /// <summary>Of an item.</summary>
    public static SealedEntry Of(Item item) => new(item.Pk, item.Sk, ItemHash.Of(item));
}

/// <summary>
/// A link of a shard's chain: some entries in the order in which they were sealed, and the hash of the chain up to the last of them. The hash of each
/// entry takes in that of the one before it.
/// </summary>
internal sealed record SealBlock
{
    /// <summary>Entries in one block, so that its item stays far below 400 KB.</summary>
    public const int MaxEntries = 200;

    /// <summary>The shard.</summary>
    public required int Shard { get; init; }

    /// <summary>Its number in the shard, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The number of its first entry in the shard, from 1.</summary>
    public required long First { get; init; }

    /// <summary>When it was sealed (UTC).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the block before it was sealed (UTC); null for the first.</summary>
    public DateTimeOffset? PreviousAt { get; init; }

    /// <summary>The hash of the chain before it; empty for the first.</summary>
    public required string Previous { get; init; }

    /// <summary>The entries.</summary>
    public required IReadOnlyList<SealedEntry> Entries { get; init; }

    /// <summary>The hash of the chain after its last entry.</summary>
    public string Hash { get; init; } = "";

    /// <summary>The mark over all of it, which only the holder of the key can make.</summary>
    public string Mark { get; init; } = "";

    /// <summary>The hash that follows from its entries.</summary>
    public string Chained()
    {
        var (hash, number) = (Previous, First);
        foreach (var entry in Entries)
            hash = ItemHash.Of(hash, Text(number++), entry.Pk, entry.Sk, entry.Hash);

        return hash;
    }

    /// <summary>What the mark is over; the entries are in it by the chain's hash.</summary>
    public string Signed() =>
        ItemHash.Of("block", Text(Shard), Text(Number), Text(First), Text(Entries.Count), Times.ToText(At), PreviousAt is { } at ? Times.ToText(at) : "", Previous, Hash);

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Where a shard's chain ends, so that nobody can cut its end off.</summary>
internal sealed record SealHead
{
    /// <summary>The shard.</summary>
    public required int Shard { get; init; }

    /// <summary>The number of the last block.</summary>
    public required long Number { get; init; }

    /// <summary>The number of the last entry.</summary>
    public required long Count { get; init; }

    /// <summary>The hash of the chain.</summary>
    public required string Hash { get; init; }

    /// <summary>When the last block was sealed (UTC); null before the first.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>Entries older than this less <see cref="AuditSealer.Grace"/> are all sealed (UTC).</summary>
    public required DateTimeOffset Through { get; init; }

    /// <summary>The mark over all of it, which only the holder of the key can make.</summary>
    public string Mark { get; init; } = "";

    /// <summary>What the mark is over.</summary>
    public string Signed() => ItemHash.Of(
        "head", SealBlock.Text(Shard), SealBlock.Text(Number), SealBlock.Text(Count), Hash, LastAt is { } at ? Times.ToText(at) : "", Times.ToText(Through));
}

/// <summary>Seals ⇄ items. They are in the audit table, because what is restored together is kept together; its indexes do not have them.</summary>
internal static class SealItems
{
    private const string First = "first";
    private const string At = "sealedAt";
    private const string PreviousAt = "previousAt";
    private const string Previous = "previous";
    private const string Entries = "entries";
    private const string Hash = "hash";
    private const string Mark = "mark";
    private const string Number = "number";
    private const string EntryCount = "entryCount";
    private const string Through = "through";

    /// <summary>Sort keys of blocks begin with this.</summary>
    public const string BlockPrefix = "B#";

    // Longer than the entries, so that no block goes before one of its entries.
    private static readonly TimeSpan Kept = AuditAttributes.Kept + TimeSpan.FromDays(30);

    public static string Pk(int shard) => AuditAttributes.SealPrefix + SealBlock.Text(shard);

    public static string BlockSk(long number) => BlockPrefix + number.ToString("D12", CultureInfo.InvariantCulture);

    public static ItemKey HeadKey(int shard) => new(Table.Audit, Pk(shard), "HEAD");

    public static Item Write(SealBlock block) => new Item(Pk(block.Shard), BlockSk(block.Number))
        .Set(Number, block.Number).Set(First, block.First).Set(At, block.At).Set(PreviousAt, block.PreviousAt).Set(Previous, block.Previous)
        .Set(Entries, JsonSerializer.Serialize(block.Entries.Select(entry => new[] { entry.Pk, entry.Sk, entry.Hash })))
        .Set(Hash, block.Hash).Set(Mark, block.Mark).Set(Attributes.PurgeAt, (block.At + Kept).ToUnixTimeSeconds());

    public static SealBlock ReadBlock(Item item) => new()
    {
        Shard = ShardOf(item),
        Number = item.GetLong(Number),
        First = item.GetLong(First),
        At = item.GetTime(At) ?? default,
        PreviousAt = item.GetTime(PreviousAt),
        Previous = item.GetString(Previous),
        Entries = EntriesOf(item.GetString(Entries, "[]")),
        Hash = item.GetString(Hash),
        Mark = item.GetString(Mark),
    };

    public static Item Write(SealHead head, long version) => new Item(Pk(head.Shard), HeadKey(head.Shard).Sk)
        .Set(Attributes.Version, version).Set(Number, head.Number).Set(EntryCount, head.Count).Set(Hash, head.Hash).Set(At, head.LastAt)
        .Set(Through, head.Through).Set(Mark, head.Mark);

    public static SealHead ReadHead(Item item) => new()
    {
        Shard = ShardOf(item),
        Number = item.GetLong(Number),
        Count = item.GetLong(EntryCount),
        Hash = item.GetString(Hash),
        LastAt = item.GetTime(At),
        Through = item.GetTime(Through) ?? default,
        Mark = item.GetString(Mark),
    };

    private static int ShardOf(Item item) => int.TryParse(item.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var shard) ? shard : -1;

    // What was altered may be anything: then it is no entry, and the mark does not fit.
    private static IReadOnlyList<SealedEntry> EntriesOf(string json)
    {
        try
        {
            return [.. (JsonSerializer.Deserialize<string[][]>(json) ?? []).Where(parts => parts is { Length: 3 }).Select(parts => new SealedEntry(parts[0], parts[1], parts[2]))];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
