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
    public void Of_TenThousandWords_IsShownWholeWithoutComparing()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 10_000));

        Assert.Equal(2, WordDiff.Of(text, text + " more").Count);
    }
}
