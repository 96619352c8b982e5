using Clubshop.Admin.Audit.Chain;
using Clubshop.Admin.Storage;

namespace Clubshop.Admin.Tests.Audit.Chain;

/// <summary>The check of the audit chain against everything that somebody with access to the table, but not to the key, can do.</summary>
public sealed class AuditChainCheckTests
{
    private const int Alterations = 5_000;

    [Fact]
    public void Check_OfAWholeLog_FindsNothing() => Assert.Empty(ChainWorld.Of(120, 7).Check());

    [Fact]
    public void Check_AfterEachOf5000Alterations_FindsEveryOne()
    {
        var whole = ChainWorld.Of(120, 7);
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        var overlooked = new List<string>();
        for (var seed = 0; kinds.Values.Sum() < Alterations; seed++)
        {
            var world = whole.Copy();
            if (world.Alter(new Random(seed)) is not { } done)
                continue;

            kinds[done] = kinds.GetValueOrDefault(done) + 1;
            if (world.Check().Count == 0)
                overlooked.Add($"{done} (seed {seed})");
        }

        Assert.Empty(overlooked);
        Assert.Equal(Alterations, kinds.Values.Sum());
        Assert.Equal(16, kinds.Count); // every kind was tried
    }

    [Fact]
    public void Check_OfAnAlteredEntry_NamesItsKeyAndNoValue()
    {
        var world = ChainWorld.Of(20, 5);
        world.Entries[3] = world.Entries[3].Copy().Set(AuditAttributes.ActorName, "Nobody");

        var finding = Assert.Single(world.Check());

        Assert.Equal(AuditFault.Altered, finding.Fault);
        Assert.Equal($"entry {world.Entries[3].Pk} {world.Entries[3].Sk}", finding.What);
    }

    [Fact]
    public void Check_OfAChainCutBackToAnOlderEndOfItsOwn_IsFoundByTheArchive()
    {
        var (world, shorter) = (ChainWorld.Of(120, 10), ChainWorld.Of(120, 10));
        var written = SealItems.ReadHead(world.Head!);
        // The end of an hour ago was signed by the portal too, and whoever kept it can put it back.
        shorter.Blocks.RemoveRange(10, 2);
        shorter.Entries.RemoveRange(100, 20);
        var last = SealItems.ReadBlock(shorter.Blocks[^1]);
        var head = new SealHead { Shard = 2, Number = 10, Count = 100, Hash = last.Hash, LastAt = last.At, Through = last.At };
        shorter.Head = SealItems.Write(head with { Mark = ChainWorld.MarkOf(head.Signed()) }, 3);
        Assert.Empty(shorter.Check());

        shorter.Anchor = written;

        Assert.Contains(shorter.Check(), finding => finding.What.Contains("which the archive names", StringComparison.Ordinal));
    }

    [Fact]
    public void Check_AfterThreeYears_DoesNotMissWhatIsDue()
    {
        var world = ChainWorld.Of(120, 10);
        var now = ChainWorld.Now + AuditAttributes.Kept;
        world.Entries.Clear();
        Assert.Empty(world.Check(now));

        world.Blocks.RemoveRange(0, 6);

        Assert.Empty(world.Check(now));
        Assert.NotEmpty(world.Check());
    }

    [Fact]
    public void Check_OfAnEntryThatIsNotSealedYet_FindsNothing()
    {
        var world = ChainWorld.Of(20, 5);
        world.Entries.Add(ChainWorld.Entry(500, ChainWorld.Now.AddMinutes(-1)));
        Assert.Empty(world.Check());
    }
}
