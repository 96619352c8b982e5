using Clubshop.Admin.Offers;
using Clubshop.Admin.Offers.Hindi;
using CsCheck;
using static Clubshop.Admin.Tests.Offers.OfferSamples;

namespace Clubshop.Admin.Tests.Offers.Hindi;

public sealed class HindiTextsTests
{
    private static readonly Offer English = Draft() with { Title = "Flat ₹1,500 off", Description = "On all phones.", Terms = "One per person." };

    [Fact]
    public void Missing_OfAnOfferInEnglish_IsEachTextThatIsWritten()
    {
        Assert.Equal(["Title", "Description", "Terms"], HindiTexts.Missing(English));
        Assert.Equal(["Title"], HindiTexts.Missing(English with { Description = "", Terms = "" }));
        Assert.Equal(["Description"], HindiTexts.Missing(English with { TitleHi = "₹1,500 की छूट", TermsHi = "हर व्यक्ति को एक।" }));
    }

    [Fact]
    public void Missing_OfATextThatIsInHindiItself_IsNothing() =>
        Assert.Empty(HindiTexts.Missing(English with { Title = "दिवाली पर ₹1,500 की छूट", Description = "", Terms = "" }));

    [Theory]
    [InlineData("", "", "3 of 3 missing: title, description and terms. Until then they read English.")]
    [InlineData("छूट", "", "2 of 3 missing: description and terms. Until then they read English.")]
    [InlineData("छूट", "हर व्यक्ति को एक।", "1 of 3 missing: description. Until then they read English.")]
    public void Sentence_CountsAndNamesWhatIsMissing(string title, string terms, string expected) =>
        Assert.Equal("For customers who read Hindi. " + expected, HindiTexts.Sentence(English with { TitleHi = title, TermsHi = terms }));

    [Fact]
    public void Sentence_WithNothingOrEverything_SaysSo()
    {
        var short_ = English with { Description = "", Terms = "" };
        Assert.EndsWith("Nothing to translate so far.", HindiTexts.Sentence(short_ with { Title = "" }), StringComparison.Ordinal);
        Assert.EndsWith("Missing: title. Until then they read English.", HindiTexts.Sentence(short_), StringComparison.Ordinal);
        Assert.EndsWith("Everything is there.", HindiTexts.Sentence(short_ with { TitleHi = "छूट" }), StringComparison.Ordinal);
    }

    [Fact]
    public void InHindi_TakesEachTextThatIsThere_OtherwiseEnglish()
    {
        var read = (English with { TitleHi = "₹1,500 की छूट" }).InHindi();
        Assert.Equal(("₹1,500 की छूट", "On all phones.", "One per person."), (read.Title, read.Description, read.Terms));
    }

    [Fact]
    public void Row_OfAnyOffer_CountsWhatIsMissing() =>
        Gen.Select(Text, Text, Text, Gen.Select(Text, Text, Text)).Sample((title, description, terms, hindi) =>
        {
            var offer = English with { Title = title, Description = description, Terms = terms, TitleHi = hindi.Item1, DescriptionHi = hindi.Item2, TermsHi = hindi.Item3 };
            return OfferRow.Of(offer).HindiMissing == HindiTexts.Missing(offer).Count
                && HindiTexts.Missing(offer with { TitleHi = "क", DescriptionHi = "क", TermsHi = "क" }).Count == 0;
        });

    private static Gen<string> Text => Gen.OneOf("", "Half off", "आधी कीमत", "Diwali दिवाली");
}
