using Clubshop.Admin.Ui.Feedback;

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
        var seed = Environment.TickCount;
        var random = new Random(seed);
        string Text() => string.Join(' ', Enumerable.Range(0, random.Next(0, 12)).Select(_ => "abcdef"[random.Next(6)].ToString()));
        for (var i = 0; i < 3_000; i++)
        {
            var (before, after) = (Text(), Text());

            var runs = WordDiff.Of(before, after);

            var left = string.Join(' ', runs.Where(run => run.Kind != WordDiff.Kind.Added).Select(run => run.Text));
            var right = string.Join(' ', runs.Where(run => run.Kind != WordDiff.Kind.Removed).Select(run => run.Text));
            Assert.True(left == before && right == after, $"seed {seed}: “{before}” → “{after}” gave “{left}” → “{right}”");
        }
    }

    [Fact]
    public void Of_TenThousandWords_IsShownWholeWithoutComparing()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 10_000));

        Assert.Equal(2, WordDiff.Of(text, text + " more").Count);
    }
}
