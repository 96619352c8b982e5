using Clubshop.Admin.MasterData.Publishing;
using Clubshop.Admin.MasterData.Publishing.Pages;
using Clubshop.Admin.MasterData.Publishing.Verification;

namespace Clubshop.Admin.Tests.MasterData.Publishing;

/// <summary>When a record's page says that customers see an older version.</summary>
public sealed class CopyAgeTests
{
    private static readonly DateTimeOffset Saved = new(2026, 11, 20, 10, 42, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Older", true, true, false, 6, true)]
    [InlineData("Older", true, true, false, 5, false)] // on its way
    [InlineData("Older", false, true, true, 6, true)] // paused, and the copy still shows it
    [InlineData("Older", false, false, true, 60, false)] // hidden before and after
    [InlineData("NoAnswer", true, false, false, 6, true)]
    [InlineData("NoAnswer", false, false, true, 6, true)]
    [InlineData("NoAnswer", false, false, false, 60, false)] // a draft that nobody ever saw
    [InlineData("Newer", true, true, true, 0, true)]
    [InlineData("Missing", true, false, true, 60, false)] // read from the database
    [InlineData("Same", true, true, true, 60, false)]
    public void IsOld_CopyInEachState_OnlyWhereCustomersMayReadIt(string state, bool shown, bool copyShows, bool seen, int seconds, bool old)
    {
        var copy = new NodeCopy("node", true, Enum.Parse<CopyState>(state), Shown: copyShows);
        var copies = new RecordCopies(2, shown, Saved, [copy], null, null, true);
        Assert.Equal(old, CacheLabels.IsOld(copies, seen, Saved.AddSeconds(seconds)));
    }
}
