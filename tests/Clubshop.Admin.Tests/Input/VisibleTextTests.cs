using Clubshop.Admin.Catalog;
using Clubshop.Admin.Catalog.Fields;
using Clubshop.Admin.Clubs;
using Clubshop.Admin.Input;

namespace Clubshop.Admin.Tests.Input;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("Croma")]
    [InlineData("श्री\u200Dराम")]
    [InlineData("क्\u200Cष")]
    [InlineData("👩🏽\u200D💻 shop")]
    [InlineData("❤\uFE0F")]
    [InlineData("🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F")]
    [InlineData("اردو\u200F 12")]
    [InlineData("தமிழ்")]
    [InlineData("")]
    [InlineData(null)]
    public void Wrong_OfOrdinaryText_IsNull(string? text) => Assert.Null(VisibleText.Wrong(text));

    [Theory]
    [InlineData("\u3164")]
    [InlineData("\u2800\u2800")]
    [InlineData("\u115F\u1160")]
    [InlineData("\uFFA0")]
    [InlineData("\u200B\u200D\u2060")]
    [InlineData("\U000E0041\U000E0042")]
    [InlineData("\uFE0F\uFE0E")]
    [InlineData("\u034F\u0301")]
    [InlineData("\u00AD \u00A0")]
    [InlineData("\uE000")]
    public void Wrong_OfInvisibleText_SaysSo(string text)
    {
        Assert.False(VisibleText.CanBeSeen(text));
        Assert.Contains("no visible characters", VisibleText.Wrong(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pay\u202Exe.gpj", "U+202E")]
    [InlineData("a\u202Ab\u202C", "U+202A")]
    [InlineData("a\u2066b\u2069", "U+2066")]
    [InlineData("bell\u0007", "U+0007")]
    [InlineData("del\u007F", "U+007F")]
    [InlineData("next\u0085line", "U+0085")]
    [InlineData("none\uFFFE", "U+FFFE")]
    [InlineData("none\U0001FFFF", "U+1FFFF")]
    [InlineData("two\nlines", "line break")]
    [InlineData("two\u2028lines", "line break")]
    public void Wrong_OfControlOrDirectionCharacters_NamesThem(string text, string part) => Assert.Contains(part, VisibleText.Wrong(text), StringComparison.Ordinal);

    [Fact]
    public void Wrong_OfHalfACharacter_SaysSo()
    {
        Assert.Contains("half a character", VisibleText.Wrong("half \uD83D"), StringComparison.Ordinal);
        Assert.Contains("half a character", VisibleText.Wrong("\uDE00 half"), StringComparison.Ordinal);
        Assert.Contains("half a character", Assert.Single(WebAddress.Check("https://croma.com/\uD83D", "Website", "The website", onlySecure: false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_OfSeveralLines_DependsOnTheField()
    {
        Assert.Null(VisibleText.Wrong("one\n\ttwo", lines: true));
        Assert.NotNull(VisibleText.Wrong("one\n\ttwo"));
    }

    [Theory]
    [InlineData("\u3164", "Name")]
    [InlineData("Pay\u202Elater", "Name")]
    public void ClubName_Invisible_IsRefusedAtItsField(string name, string field) =>
        Assert.Equal(field, Assert.Single(ClubRules.Check(Club() with { Name = name })).Field);

    [Theory]
    [InlineData("Pu\u202Ene")]
    [InlineData("\u2800")]
    public void ClubCity_Invisible_IsRefusedAtItsField(string city) =>
        Assert.Equal("City", Assert.Single(ClubRules.Check(Club() with { City = city })).Field);

    [Theory]
    [InlineData("https://cro\u202Ema.com")]
    [InlineData("https://croma.com/\u202Egpj.exe")]
    [InlineData("https://croma.com/a\u200Bb")]
    [InlineData("https://croma.com/\u3164")]
    public void WebAddress_WithInvisibleCharacters_IsRefused(string value) =>
        Assert.Contains("U+", Assert.Single(WebAddress.Check(value, "Website", "The website", onlySecure: false)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a\uFFFEb", "ab")]
    [InlineData("a\uFDD0b\U0001FFFE", "ab")]
    public void PlainText_WithNoncharacters_DropsThem(string typed, string kept) => Assert.Equal((kept, kept), (PlainText.Line(typed), PlainText.Lines(typed)));

    private static Club Club() => new() { Id = "0123456789abcdef0123456789abcdef", Name = "Tata Employees" };
}
