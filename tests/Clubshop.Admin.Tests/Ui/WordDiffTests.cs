using Clubshop.Admin.Ui.Feedback;
using CsCheck;

namespace Clubshop.Admin.Tests.Ui;

public sealed class WordDiffTests
{
    [Fact]
    public void Of_OneWordReplaced_ShowsOnlyThatWord()
    {
        var runs = WordDiff.Of("Works with HDFC card offers.", "Works with all offers.");

        Assert.Equal(
            [(WordDiff.Kind.Same, "Works with"), (WordDiff.Kind.Removed, "HDFC card"), (WordDiff.Kind.Added, "all"), (WordDiff.Kind.Same, "offers.")],
            runs.Select(run => (run.Kind, run.Text)));
    }

    [Fact]
    public void Of_LittleInCommon_ShowsBothWhole() =>
        Assert.Equal(["₹1,200", "₹1,500"], WordDiff.Of("₹1,200", "₹1,500").Select(run => run.Text));

    [Fact]
    public void Of_AnyTwoTexts_RebuildsBoth()
    {
        var text = Gen.Char['a', 'f'].Array[0, 11].Select(letters => string.Join(' ', letters));
        Gen.Select(text, text).Sample((before, after) =>
        {
            var runs = WordDiff.Of(before, after);

            Assert.Equal(before, string.Join(' ', runs.Where(run => run.Kind != WordDiff.Kind.Added).Select(run => run.Text)));
            Assert.Equal(after, string.Join(' ', runs.Where(run => run.Kind != WordDiff.Kind.Removed).Select(run => run.Text)));
        }, iter: 3_000);
    }

    [Fact]
    public void Of_ALongTextChangedInOnePlace_ShowsThatPlace_AndTheEndsOfTheRest()
    {
        var before = string.Join(' ', Enumerable.Range(1, 3000).Select(number => $"word{number}"));
        var runs = WordDiff.Of(before, before.Replace("word1500 ", "another ", StringComparison.Ordinal));

        Assert.Equal([WordDiff.Kind.Same, WordDiff.Kind.Removed, WordDiff.Kind.Added, WordDiff.Kind.Same], runs.Select(run => run.Kind));
        Assert.Equal(("word1500", "another"), (runs[1].Text, runs[2].Text));
        Assert.Equal("word1 word2 word3 word4 word5 word6 word7 word8 word9 word10 … word1490 word1491 word1492 word1493 word1494 word1495 word1496 word1497 word1498 word1499", WordDiff.Shorten(runs[0].Text));
        Assert.Equal("a few words", WordDiff.Shorten("a few words"));
    }

    [Fact]
    public void Of_TenThousandWords_IsShownWholeWithoutComparing()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 10_000));

        Assert.Equal(2, WordDiff.Of(text, text.Replace("word", "other", StringComparison.Ordinal)).Count);
    }
}
