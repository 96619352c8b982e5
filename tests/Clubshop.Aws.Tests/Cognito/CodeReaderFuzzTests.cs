using System.Globalization;
using System.Text;
using Clubshop.Aws.Cognito;
using CsCheck;

namespace Clubshop.Aws.Tests.Cognito;

public sealed class CodeReaderFuzzTests
{
    // The digit zero of every script that has one; the other nine follow it.
    private static readonly int[] Zeros =
    [
        .. Enumerable.Range(0, 0x11_0000).Where(Rune.IsValid).Select(value => new Rune(value))
            .Where(rune => Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber && Rune.GetNumericValue(rune) == 0).Select(rune => rune.Value),
    ];

    private static readonly Gen<string> Between = Gen.OneOf("", " ", "-", "\u00a0", "\u2009", "\u2011", "\u2013", "\u2212", "\u200e", "\u200f", "\u200b", "\ufeff", "\u00ad", "\t", "－");

    [Theory]
    [InlineData("123456", "123456")]
    [InlineData(" 123 456 ", "123456")]
    [InlineData("123-456", "123456")]
    [InlineData("123\u2011456", "123456")]
    [InlineData("\u200e123456\u200e", "123456")]
    [InlineData("१२३४५६", "123456")]
    [InlineData("১২৩৪৫৬", "123456")]
    [InlineData("١٢٣٤٥٦", "123456")]
    [InlineData("１２３４５６", "123456")]
    [InlineData("𝟏𝟐𝟑𝟒𝟓𝟔", "123456")]
    [InlineData("000000", "000000")]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("12345", null)]
    [InlineData("1234567", null)]
    [InlineData("123 45a", null)]
    [InlineData("123,456", null)]
    [InlineData("①②③④⑤⑥", null)]
    [InlineData("½23456", null)]
    [InlineData("一二三四五六", null)]
    [InlineData("12345\ud800", null)]
    public void Code_AsTyped_IsReadOrNot(string? typed, string? code) => Assert.Equal(code, CodeReader.Read(typed));

    [Fact]
    public void Code_InAnyScriptWithAnythingBetween_IsRead() =>
        Gen.Select(Gen.Int[0, 999_999], Gen.Int[0, Zeros.Length - 1].Array[6], Between.Array[7]).Sample((number, scripts, between) =>
        {
            var code = number.ToString("D6", CultureInfo.InvariantCulture);
            var typed = new StringBuilder(between[6]);
            for (var i = 0; i < 6; i++)
                typed.Append(new Rune(Zeros[scripts[i]] + (code[i] - '0')).ToString()).Append(between[i]);

            Assert.Equal(code, CodeReader.Read(typed.ToString()));
        });

    [Fact]
    public void Code_OfWhateverText_IsSixAsciiDigitsOrNone() => Gen.String.Sample(typed =>
    {
        if (CodeReader.Read(typed) is { } code)
        {
            Assert.Equal(6, code.Length);
            Assert.All(code, c => Assert.True(char.IsAsciiDigit(c)));
        }
    });

    [Fact]
    public void Code_OfDigitsAlone_IsReadOnlyWhereThereAreSix() => Gen.Char['0', '9'].Array[0, 12].Sample(digits =>
        Assert.Equal(digits.Length == 6 ? new string(digits) : null, CodeReader.Read(new string(digits))));
}
