using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using CsCheck;

namespace Clubshop.Admin.Tests.Catalog;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("  Croma  ", "Croma")]
    [InlineData("Tata\r\n1mg", "Tata 1mg")]
    [InlineData("a\tb\u00a0 c", "a b c")]
    [InlineData("nul\0l and\u0007 bell", "null and bell")]
    [InlineData("दिवाली मिठाई", "दिवाली मिठाई")]
    [InlineData("👩🏽‍💻 shop", "👩🏽‍💻 shop")]
    [InlineData("\u202eevil\u202c", "\u202eevil\u202c")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    [InlineData("e\u0301", "é")]
    [InlineData(null, "")]
    public void Line_OfWhatIsTyped_IsFitToKeep(string? typed, string kept) => Assert.Equal(kept, PlainText.Line(typed));

    [Fact]
    public void Line_WithALoneSurrogate_DropsIt() => Assert.Equal("lone surrogate", PlainText.Line("lone \ud800 surrogate"));

    [Theory]
    [InlineData("one\r\ntwo\rthree\n\n", "one\ntwo\nthree")]
    [InlineData("tab\tstays, bell\u0007 goes", "tab\tstays, bell goes")]
    public void Lines_OfWhatIsTyped_KeepTheirBreaks(string typed, string kept) => Assert.Equal(kept, PlainText.Lines(typed));

    [Theory]
    [InlineData("cafe\u0301", "café")]
    [InlineData("cafe\u0001\u0301", "café")] // a control character between a letter and its mark
    [InlineData("cafe\ufdd0\u0301", "café")]
    public void Line_OfALetterAndItsMark_IsOneCharacter(string typed, string kept) => Assert.Equal((kept, kept), (PlainText.Line(typed), PlainText.Lines(typed)));

    [Fact]
    public void Line_OfAnythingTwice_ChangesNothingMore() => Gen.Char['\0', '\u2fff'].Array[0, 40].Select(chars => new string(chars)).Sample(
        text => PlainText.Line(PlainText.Line(text)) == PlainText.Line(text) && PlainText.Lines(PlainText.Lines(text)) == PlainText.Lines(text), iter: 500);

    [Theory]
    [InlineData("abc", 3)]
    [InlineData("👩🏽‍💻", 1)]
    [InlineData("नि", 1)]
    public void Count_OfCharacters_IsAsPeopleCount(string text, int count) => Assert.Equal(count, PlainText.Count(text));
}
