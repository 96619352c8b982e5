using Clubshop.Admin.Common;

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
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var i = 0; i < 2000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(0, 60)).Select(_ => (char)random.Next(0, 0x10000))]);
            var folded = Fold.Text(text);
            Assert.True(folded == Fold.Text(folded), $"seed {seed}: {string.Join(' ', text.Select(c => ((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)))}");
            Assert.True(folded.Length <= Fold.MaxLength);
        }

        Assert.Equal(Fold.MaxLength, Fold.Text(new string('x', 10_000)).Length);
    }

    [Fact]
    public void Terms_SplitsAtWhiteSpace() => Assert.Equal(["cafe", "day"], Fold.Terms(" Café  DAY "));
}
