using Clubshop.Admin.Input;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Display;

namespace Clubshop.Admin.Tests.Input;

public sealed class TextCutTests
{
    private const string Coder = "👩🏽\u200D💻"; // seven units, one character

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("ab" + Coder, 3, "ab")]
    [InlineData("ab" + Coder, 8, "ab")]
    [InlineData("ab" + Coder, 9, "ab" + Coder)]
    [InlineData("कनि", 2, "क")]
    [InlineData(Coder, 0, "")]
    public void Units_OfAText_EndBetweenCharacters(string text, int most, string cut) => Assert.Equal(cut, TextCut.Units(text, most));

    [Theory]
    [InlineData("दिल्ली", 1, "दि")]
    [InlineData("ab" + Coder + "c", 3, "ab" + Coder)]
    [InlineData("ab", 5, "ab")]
    public void Characters_OfAText_AreCountedAsPeopleDo(string text, int most, string cut) => Assert.Equal(cut, TextCut.Characters(text, most));

    [Theory]
    [InlineData("one two three", 8, "one two…")]
    [InlineData("ab" + Coder, 5, "ab…")]
    [InlineData("short", 5, "short")]
    public void Shown_OfALongText_HasAnEllipsis(string text, int most, string shown) => Assert.Equal(shown, TextCut.Shown(text, most));

    [Fact]
    public void Message_AboutACellWithAnEmojiAtItsLimit_KeepsItWhole() =>
        Assert.StartsWith(
            "“" + new string('x', 59) + "…” is not a status.",
            ShopFields.Status.ReadCell(new() { Id = "" }, new string('x', 59) + "😀 and more", default).Problems[0].Message,
            StringComparison.Ordinal);

    [Fact]
    public void Initials_OfAnEmojiWithASkinTone_KeepItWhole() => Assert.Equal(Coder + "R", Initials.Of(Coder + " rao"));
}
