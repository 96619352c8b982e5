using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.Preview;
using static Clubshop.Admin.Tests.Offers.OfferSamples;

namespace Clubshop.Admin.Tests.Offers;

public sealed class OfferProgressTests
{
    private static readonly Validity November = new(India(2026, 11, 1), India(2026, 11, 25, 23, 59));

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 23, 1)]
    [InlineData(20, 16, 20)]
    [InlineData(25, 23, 25)]
    [InlineData(28, 0, 25)]
    public void At_ADayOfIndia_CountsIt(int day, int hour, int expected) =>
        Assert.Equal(new OfferProgress(expected, 25), OfferProgress.At(November, India(2026, 11, day, hour)));

    [Fact]
    public void At_BeforeTheStart_IsNoDayYet() => Assert.Equal(new OfferProgress(0, 25), OfferProgress.At(November, India(2026, 10, 31, 23, 59)));

    [Fact]
    public void At_EndAtMidnight_TheDayBeforeIsTheLast() =>
        Assert.Equal(new OfferProgress(1, 1), OfferProgress.At(new(India(2026, 11, 1), India(2026, 11, 2)), India(2026, 11, 1, 12)));

    [Fact]
    public void At_OpenOrTurnedRound_IsNone()
    {
        Assert.Null(OfferProgress.At(new(null, India(2026, 11, 2)), Now));
        Assert.Null(OfferProgress.At(new(India(2026, 11, 2), null), Now));
        Assert.Null(OfferProgress.At(new(India(2026, 11, 2), India(2026, 11, 1)), Now));
    }

    [Fact]
    public void Words_OfAnOffer_SayWhereItIs()
    {
        Assert.Equal("day 20 of 30", OfferProgress.Words(Draft() with { Starts = India(2026, 11, 1), Ends = India(2026, 11, 30, 23, 59) }, Now));
        Assert.Equal("starts tomorrow", OfferProgress.Words(Draft() with { Starts = India(2026, 11, 21) }, Now));
        Assert.Equal("ended yesterday", OfferProgress.Words(Draft() with { Ends = India(2026, 11, 19, 12) }, Now));
        Assert.Equal("open end", OfferProgress.Words(Draft() with { Ends = null }, Now));
        Assert.Equal("no start yet", OfferProgress.Words(Draft() with { Starts = null, Ends = null }, Now));
    }
}
