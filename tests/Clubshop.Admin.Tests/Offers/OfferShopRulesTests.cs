using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using static Clubshop.Admin.Tests.Offers.OfferSamples;

namespace Clubshop.Admin.Tests.Offers;

/// <summary>What the shop and the clock have to say to publishing.</summary>
public sealed class OfferShopRulesTests
{
    private static readonly Offer Published = Draft() with { Status = EditorialStatus.Published, Stamp = new(3, Now, "M", Now, "M") };

    [Fact]
    public void Check_NoShop_AsksForOne() => Assert.Equal("shop-missing", Only(Draft() with { ShopId = "" }, Context()).Code);

    [Fact]
    public void Check_ShopNotThere_AsksForAnother() => Assert.Equal("shop-gone", Only(Draft(), new(Now, null, null)).Code);

    [Fact]
    public void Check_ShopsStillBeingRead_WaitsForTheWrite() => Assert.Empty(OfferRules.Check(Draft(), new(Now, null, null) { ShopsKnown = false }));

    [Theory]
    [InlineData(EditorialStatus.Draft, "is a draft")]
    [InlineData(EditorialStatus.Paused, "is paused")]
    [InlineData(EditorialStatus.Archived, "is archived")]
    [InlineData(EditorialStatus.Deleted, "was deleted")]
    public void Check_PublishingForAShopThatIsNot_Refused(EditorialStatus shop, string words)
    {
        var problem = Only(Draft() with { Status = EditorialStatus.Published }, Context(shop: Croma(shop)));
        Assert.Equal(nameof(Offer.ShopId), problem.Field);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EditorialStatus.Draft, true)]
    [InlineData(EditorialStatus.Paused, true)]
    [InlineData(EditorialStatus.Published, true)]
    [InlineData(EditorialStatus.Archived, false)]
    [InlineData(EditorialStatus.Deleted, false)]
    public void Check_DraftForAShop_NotForOnePutAway(EditorialStatus shop, bool fits) =>
        Assert.Equal(fits, OfferRules.Check(Draft(), Context(shop: Croma(shop))).Count == 0);

    [Theory]
    [InlineData(EditorialStatus.Paused)]
    [InlineData(EditorialStatus.Archived)]
    public void Check_EditOfAPublishedOfferWhoseShopWasPaused_Fits(EditorialStatus shop) =>
        Assert.Empty(OfferRules.Check(Published with { Title = "Better words" }, Context(Published, Croma(shop))));

    [Theory]
    [InlineData(EditorialStatus.Archived)]
    [InlineData(EditorialStatus.Paused)]
    public void Check_PuttingAwayAnOfferOfADeletedShop_Fits(EditorialStatus status) =>
        Assert.Empty(OfferRules.Check(Published with { Status = status }, Context(Published, Croma(EditorialStatus.Deleted))));

    [Fact]
    public void Check_PublishingWithoutStart_AsksForIt()
    {
        var problem = Only(Draft() with { Status = EditorialStatus.Published, Starts = null }, Context());
        Assert.Equal(nameof(Offer.Starts), problem.Field);
    }

    [Fact]
    public void Check_PublishingAfterItsEnd_Refused()
    {
        var late = Draft() with { Status = EditorialStatus.Published, Ends = Now };
        Assert.Equal("publish-ended", Only(late, Context()).Code);
        Assert.Empty(OfferRules.Check(late with { Ends = Now.AddTicks(1) }, Context()));
    }

    [Fact]
    public void Check_PublishingWithLastYearsEnd_GuessesThisYear()
    {
        var problem = Only(Draft() with { Status = EditorialStatus.Published, Starts = India(2025, 11, 1), Ends = India(2025, 11, 30, 23, 59) }, Context());
        Assert.EndsWith("Did you mean 30 Nov 2026, 11:59 pm?", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_EditOfAnEndedOffer_Fits()
    {
        var ended = Published with { Ends = Now.AddDays(-1) };
        Assert.Empty(OfferRules.Check(ended with { Title = "Better words" }, Context(ended)));
        Assert.Equal("publish-ended", Only(ended with { Ends = Now.AddHours(-1) }, Context(ended)).Code);
    }

    private static Problem Only(Offer offer, OfferContext context) => Assert.Single(OfferRules.Check(offer, context));
}
