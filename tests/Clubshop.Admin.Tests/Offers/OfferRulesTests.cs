using Clubshop.Admin.Common;
using Clubshop.Admin.Offers;
using static Clubshop.Admin.Tests.Offers.OfferSamples;

namespace Clubshop.Admin.Tests.Offers;

public sealed class OfferRulesTests
{
    private static Problem Single(Offer offer, OfferContext? context = null) => Assert.Single(OfferRules.Check(offer, context ?? Context()));

    [Fact]
    public void Check_ValidDraft_NothingToSay() => Assert.Empty(OfferRules.Check(Draft(), Context()));

    [Fact]
    public void Check_ValidPublished_NothingToSay() => Assert.Empty(OfferRules.Check(Draft() with { Status = EditorialStatus.Published }, Context()));

    [Theory]
    [InlineData("")]
    [InlineData("\u200b")]
    public void Check_TitleMissing_ToldAtTheTitle(string title)
    {
        var problem = Single(Draft() with { Title = title });
        Assert.Equal(nameof(Offer.Title), problem.Field);
        Assert.Contains("needs a title", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TitleTooLong_SaysByHowMuch()
    {
        var problem = Single(Draft() with { Title = new string('a', 131) });
        Assert.Equal(nameof(Offer.Title), problem.Field);
        Assert.Contains("131", problem.Message, StringComparison.Ordinal);
        Assert.Contains("by 11", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TitleOf120Emoji_Fits() => Assert.Empty(OfferRules.Check(Draft() with { Title = string.Concat(Enumerable.Repeat("👨‍👩‍👧", 120)) }, Context()));

    [Theory]
    [InlineData("दिवाली मिठाई पर 20% की छूट")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("عرض خاص 20%")]
    [InlineData("🎁🎁🎁")]
    public void Check_TitleInAnyScript_IsTextLikeAnyOther(string title) => Assert.Empty(OfferRules.Check(Draft() with { Title = title }, Context()));

    [Fact]
    public void Check_EndBeforeStart_NamesBothAndGuessesTheYear()
    {
        var problem = Single(Draft() with { Starts = India(2026, 12, 20), Ends = India(2026, 1, 5, 23, 59) });
        Assert.Equal(nameof(Offer.Ends), problem.Field);
        Assert.Equal(
            "The end (5 Jan 2026, 11:59 pm) is before the start (20 Dec 2026, 12:00 am). Did you mean 5 Jan 2027, 11:59 pm?",
            problem.Message);
    }

    [Fact]
    public void Check_EndAtStart_AsksForALaterEnd()
    {
        var problem = Single(Draft() with { Ends = Draft().Starts });
        Assert.Equal("ends-at-start", problem.Code);
    }

    [Fact]
    public void Check_NoEnd_IsOpen() => Assert.Empty(OfferRules.Check(Draft() with { Ends = null, Status = EditorialStatus.Published }, Context()));

    [Theory]
    [InlineData(Benefit.PercentOff, 150, "Did you mean “Amount off” of ₹150?")]
    [InlineData(Benefit.PercentCashback, 100000, "Did you mean “Cashback” of ₹1,00,000?")]
    [InlineData(Benefit.PercentOff, 0, "Write 20 for 20%.")]
    [InlineData(Benefit.PercentOff, -5, "Write 20 for 20%.")]
    [InlineData(Benefit.AmountOff, 0, "more than ₹0")]
    [InlineData(Benefit.AmountOff, -1, "more than ₹0")]
    [InlineData(Benefit.Cashback, 1000000001, "Check the zeros.")]
    public void Check_ValueOutOfRange_SaysWhatWasMeant(Benefit benefit, int value, string words)
    {
        var problem = Single(Draft() with { Benefit = benefit, Value = value });
        Assert.Equal(nameof(Offer.Value), problem.Field);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_FractionForPercent_GuessesThePercentage() =>
        Assert.Contains("Did you mean 20%?", Single(Draft() with { Benefit = Benefit.PercentOff, Value = 0.2m }).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Check_PercentAtItsBounds_Fits(int percent) =>
        Assert.Empty(OfferRules.Check(Draft() with { Benefit = Benefit.PercentOff, Value = percent }, Context()));

    [Theory]
    [InlineData(Benefit.PercentOff, "percent")]
    [InlineData(Benefit.AmountOff, "rupees")]
    [InlineData(Benefit.Cashback, "rupees")]
    [InlineData(Benefit.PercentCashback, "percent")]
    public void Check_ValueMissing_SaysWhichOne(Benefit benefit, string word) =>
        Assert.Contains(word, Single(Draft() with { Benefit = benefit, Value = null }).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(Benefit.FreeGift)]
    [InlineData(Benefit.BuyOneGetOne)]
    [InlineData(Benefit.FreeDelivery)]
    [InlineData(Benefit.Other)]
    public void Check_ValueOfABenefitWithoutOne_Refused(Benefit benefit)
    {
        Assert.Equal("value-unneeded", Single(Draft() with { Benefit = benefit, Value = 5 }).Code);
        Assert.Empty(OfferRules.Check(Draft() with { Benefit = benefit, Value = null }, Context()));
        Assert.Empty(OfferRules.Check(OfferRules.Clean(Draft() with { Benefit = benefit, Value = 5 }), Context()));
    }

    [Fact]
    public void Check_ThreeDecimals_Refused()
    {
        Assert.Equal("percent-decimals", Single(Draft() with { Benefit = Benefit.PercentOff, Value = 12.345m }).Code);
        Assert.Equal("amount-decimals", Single(Draft() with { Value = 99.999m }).Code);
        Assert.Empty(OfferRules.Check(Draft() with { Value = 99.50m }, Context()));
    }

    [Theory]
    [InlineData("http://www.croma.com/offers", "https://www.croma.com/offers")]
    [InlineData("www.croma.com/offers", "https://www.croma.com/offers")]
    [InlineData("javascript:alert(1)", "https://")]
    [InlineData("ftp://croma.com", "https://")]
    [InlineData("https://user@croma.com", "@")]
    [InlineData("https://localhost/x", "localhost")]
    [InlineData("not an address", "space")]
    public void Check_LandingPageNotHttps_SaysWhatToWrite(string address, string words)
    {
        var problem = Single(Draft() with { LandingPage = address });
        Assert.Equal(nameof(Offer.LandingPage), problem.Field);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_NoLandingPage_IsTheShopsWebsite() => Assert.Empty(OfferRules.Check(Draft() with { LandingPage = "" }, Context()));

    [Fact]
    public void Check_SlugThatIsNone_SuggestsOne() =>
        Assert.Contains("“flat-1500-off”", Single(Draft() with { Slug = "Flat 1500 Off" }).Message, StringComparison.Ordinal);

    [Fact]
    public void Check_TooManyClubs_Counts() =>
        Assert.Contains("40", Single(Draft() with { ClubIds = [.. Enumerable.Range(1, 41).Select(Id)] }).Message, StringComparison.Ordinal);

    [Fact]
    public void Check_TextTooLong_AtItsField()
    {
        Assert.Equal(nameof(Offer.Terms), Single(Draft() with { Terms = new string('x', 4001) }).Field);
        Assert.Equal(nameof(Offer.Description), Single(Draft() with { Description = new string('x', 10_000) }).Field);
    }

    [Fact]
    public void Check_EverythingWrong_EachAtItsOwnField()
    {
        var problems = OfferRules.Check(
            new Offer { Id = Id(1), Starts = Now, Ends = Now.AddDays(-40), LandingPage = "http://x.in", Slug = "A B", Code = "a b" },
            new(Now, null, null));
        Assert.Equal(
            [nameof(Offer.Title), nameof(Offer.ShopId), nameof(Offer.Value), nameof(Offer.Ends), nameof(Offer.LandingPage), nameof(Offer.Slug), nameof(Offer.Code)],
            problems.Select(problem => problem.Field));
    }
}
