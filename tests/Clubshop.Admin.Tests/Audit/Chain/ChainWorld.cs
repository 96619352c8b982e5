using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.DynamoDBv2.Model;
using Clubshop.Admin.Audit.Chain;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Tests.Audit.Chain;

/// <summary>A shard of a log in memory, as items: entries as the write unit makes them, sealed in blocks, and what somebody does to them.</summary>
internal sealed class ChainWorld
{
    private static readonly byte[] Key = Encoding.UTF8.GetBytes("the key that only the portal has");

    public static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 42, 0, TimeSpan.Zero);

    private ChainWorld(List<Item> entries, List<Item> blocks, Item head) => (Entries, Blocks, Head) = (entries, blocks, head);

    public List<Item> Entries { get; }

    public List<Item> Blocks { get; }

    public Item? Head { get; set; }

    public SealHead? Anchor { get; set; }

    public static string MarkOf(string text) => Convert.ToBase64String(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes(text)));

    /// <summary>So many entries, one every minute, the last two hours ago.</summary>
    public static ChainWorld Of(int count, int perBlock)
    {
        var begin = Now.AddHours(-2).AddMinutes(-count);
        var entries = Enumerable.Range(0, count).Select(i => Entry(i, begin.AddMinutes(i))).ToList();
        var blocks = new List<SealBlock>();
        foreach (var chunk in entries.Chunk(perBlock))
        {
            var last = blocks.LastOrDefault();
            var block = new SealBlock
            {
                Shard = 2,
                Number = (last?.Number ?? 0) + 1,
                First = last is null ? 1 : last.First + last.Entries.Count,
                At = chunk[^1].GetTime(AuditAttributes.At)!.Value.AddSeconds(4),
                PreviousAt = last?.At,
                Previous = last?.Hash ?? "",
                Entries = [.. chunk.Select(SealedEntry.Of)],
            };
            block = block with { Hash = block.Chained() };
            blocks.Add(block with { Mark = MarkOf(block.Signed()) });
        }

        var end = blocks[^1];
        var head = new SealHead { Shard = 2, Number = end.Number, Count = count, Hash = end.Hash, LastAt = end.At, Through = Now.AddMinutes(-1) };
        return new(entries, [.. blocks.Select(SealItems.Write)], SealItems.Write(head with { Mark = MarkOf(head.Signed()) }, 1));
    }

    public static Item Entry(int number, DateTimeOffset at)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"token{number:D6}");
        return new Item(AuditAttributes.Pk("shop", string.Create(CultureInfo.InvariantCulture, $"s{number % 17}")), AuditAttributes.Sk(at, id))
            .Set(AuditAttributes.Id, id).Set(AuditAttributes.At, at).Set(AuditAttributes.ActorId, "anita").Set(AuditAttributes.ActorName, "Anita Rao")
            .Set(AuditAttributes.Action, "change").Set(AuditAttributes.Kind, "shop").Set(AuditAttributes.EntityName, "Croma")
            .SetSet(AuditAttributes.Clubs, ["c1", "c2"]).Set(AuditAttributes.EntityVersion, (long)number).Set(AuditAttributes.Changes, "[[\"name\",\"a\",\"b\"]]")
            .Set(AuditAttributes.Day, AuditAttributes.DayOf(at, "2")).Set(Attributes.PurgeAt, (at + AuditAttributes.Kept).ToUnixTimeSeconds());
    }

    /// <summary>The same, to be altered.</summary>
    public ChainWorld Copy() => new([.. Entries], [.. Blocks], Head!) { Anchor = Anchor };

    public IReadOnlyList<AuditFinding> Check(DateTimeOffset? now = null) => AuditChainCheck.Of(
        new()
        {
            Shard = 2,
            Blocks = [.. Blocks.OrderBy(block => block.Sk, StringComparer.Ordinal).Select(SealItems.ReadBlock)],
            Head = Head is null ? null : SealItems.ReadHead(Head),
            Entries = [.. Entries.Select(SealedEntry.Of)],
            Anchor = Anchor,
        },
        MarkOf,
        now ?? Now);

    /// <summary>Does something to the log that no portal does, without the key.</summary>
    /// <returns>What was done; null when it would have changed nothing.</returns>
    public string? Alter(Random random)
    {
        var at = random.Next(Entries.Count);
        var entry = Entries[at];
        switch (random.Next(16))
        {
            case 0:
                Entries.RemoveAt(at);
                return "an entry removed";
            case 1:
                Entries[at] = entry.Copy().Set(AuditAttributes.ActorName, "Nobody");
                return "a name altered";
            case 2:
                Entries[at] = entry.Copy().Set(AuditAttributes.Changes, "[]");
                return "changes altered";
            case 3:
                Entries[at] = entry.Copy().Remove(entry.Raw.Keys.Where(name => name is not (Attributes.Pk or Attributes.Sk)).Order(StringComparer.Ordinal).ElementAt(random.Next(8)));
                return "an attribute removed";
            case 4:
                Entries[at] = entry.Copy().Set("extra" + random.Next(9).ToString(CultureInfo.InvariantCulture), "x");
                return "an attribute added";
            case 5:
                Entries[at] = entry.Copy().Set(Attributes.PurgeAt, entry.GetLong(Attributes.PurgeAt) - 1 - random.Next(100_000));
                return "a purge brought forward";
            case 6:
                Entries[at] = entry.Copy().SetSet(AuditAttributes.Clubs, ["c1"]);
                return "a club removed";
            case 7:
                Entries.Add(Entry(100_000 + random.Next(1000), entry.GetTime(AuditAttributes.At)!.Value.AddSeconds(1 + random.Next(50))));
                return "an entry inserted";
            case 8:
                Entries.Add(WithKey(entry, entry.Pk + "x", entry.Sk));
                return "an entry copied to another record";
            case 9:
                var other = random.Next(Entries.Count);
                if (other == at)
                    return null;
                (Entries[at], Entries[other]) = (WithKey(Entries[other], entry.Pk, entry.Sk), WithKey(entry, Entries[other].Pk, Entries[other].Sk));
                return "two entries exchanged";
            case 10:
                Entries[at] = WithKey(entry, entry.Pk, AuditAttributes.Sk(entry.GetTime(AuditAttributes.At)!.Value.AddMinutes(-90), entry.GetString(AuditAttributes.Id)));
                return "an entry moved in time";
            case 11:
                Entries.RemoveAt(at);
                Blocks[BlockOf(entry)] = Resealed(Blocks[BlockOf(entry)], block => block with { Entries = [.. block.Entries.Where(one => one.Key != SealedEntry.KeyOf(entry))] });
                return "an entry removed from the log and its block";
            case 12:
                var altered = Entries[at] = entry.Copy().Set(AuditAttributes.Note, "other");
                Blocks[BlockOf(entry)] = Resealed(Blocks[BlockOf(entry)], block => block with { Entries = [.. block.Entries.Select(one => one.Key == SealedEntry.KeyOf(entry) ? SealedEntry.Of(altered) : one)] });
                return "an entry altered in the log and its block";
            case 13:
                var first = random.Next(Blocks.Count);
                Blocks.RemoveRange(first, random.Next(1, Blocks.Count - first + 1));
                return "blocks removed";
            case 14:
                var (one, two) = (random.Next(Blocks.Count), random.Next(Blocks.Count));
                if (one == two)
                    return null;
                (Blocks[one], Blocks[two]) = (WithKey(Blocks[two], Blocks[one].Pk, Blocks[one].Sk), WithKey(Blocks[one], Blocks[two].Pk, Blocks[two].Sk));
                return "two blocks exchanged";
            default:
                var cut = random.Next(1, Blocks.Count);
                var gone = Blocks[cut..].SelectMany(block => SealItems.ReadBlock(block).Entries).Select(sealedEntry => sealedEntry.Key).ToHashSet(StringComparer.Ordinal);
                Blocks.RemoveRange(cut, Blocks.Count - cut);
                Entries.RemoveAll(present => gone.Contains(SealedEntry.KeyOf(present)));
                var last = SealItems.ReadBlock(Blocks[^1]);
                var head = new SealHead { Shard = 2, Number = last.Number, Count = last.First + last.Entries.Count - 1, Hash = last.Hash, LastAt = last.At, Through = Now.AddMinutes(-1) };
                Head = random.Next(2) == 0 ? null : SealItems.Write(head with { Mark = Head!.GetString("mark") }, 2);
                return "the end cut off";
        }
    }

    private int BlockOf(Item entry) => Blocks.FindIndex(block => SealItems.ReadBlock(block).Entries.Any(one => one.Key == SealedEntry.KeyOf(entry)));

    // As well as it goes without the key.
    private static Item Resealed(Item item, Func<SealBlock, SealBlock> change)
    {
        var block = change(SealItems.ReadBlock(item));
        return SealItems.Write(block with { Hash = block.Chained() });
    }

    private static Item WithKey(Item item, string pk, string sk)
    {
        var attributes = item.ToAttributes();
        attributes[Attributes.Pk] = new AttributeValue { S = pk };
        attributes[Attributes.Sk] = new AttributeValue { S = sk };
        return new(attributes);
    }
}
