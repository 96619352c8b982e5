using Clubshop.Admin.Common;
using CsCheck;

namespace Clubshop.Admin.Tests.Common;

public sealed class FoldTests
{
    [Theory]
    [InlineData("Café Coffee Day", "cafe coffee day")]
    [InlineData("  TATA \t 1mg\n", "tata 1mg")]
    [InlineData("ＡＢＣ", "abc")]
    [InlineData("ﬁt", "fit")]
    [InlineData("McDonald’s", "mcdonald's")]
    [InlineData("McDonald´s", "mcdonald's")]
    [InlineData("नाइका", "नाइका")]
    [InlineData("क़िला", "क\u093cिला")]
    [InlineData("श्री\u200dराम", "श्रीराम")]
    [InlineData("Überraschung", "uberraschung")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData("🎁", "🎁")]
    public void Text_Folds(string? text, string folded) => Assert.Equal(folded, Fold.Text(text));

    [Fact]
    public void Text_WithHalfACharacter_IsStillFolded() => Assert.StartsWith("e", Fold.Text("É\ud83d"), StringComparison.Ordinal);

    [Fact]
    public void Text_ComposedAndDecomposed_FoldAlike() => Assert.Equal(Fold.Text("\u0958\u093f\u0932\u093e"), Fold.Text("\u0915\u093c\u093f\u0932\u093e"));

    [Fact]
    public void Text_OfAnything_IsStableAndShort()
    {
        Gen.Char.Array[0, 60].Select(chars => new string(chars)).Sample(
            text => Fold.Text(Fold.Text(text)) == Fold.Text(text) && Fold.Text(text).Length <= Fold.MaxLength, iter: 2_000);

        Assert.Equal(Fold.MaxLength, Fold.Text(new string('x', 10_000)).Length);
    }

    [Fact]
    public void Terms_SplitsAtWhiteSpace() => Assert.Equal(["cafe", "day"], Fold.Terms(" Café  DAY "));
}
