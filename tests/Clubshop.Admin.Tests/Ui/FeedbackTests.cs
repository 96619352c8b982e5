using Bunit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Ui.Feedback;
using Clubshop.Admin.Ui.Fields;

namespace Clubshop.Admin.Tests.Ui;

public sealed class FeedbackTests : UiTest
{
    private static readonly ConflictField[] Fields =
    [
        new("Title", "Title", "Flat off", "Flat off", "Flat off"),
        new("Ends", "Ends", "25 Nov", "30 Nov", "28 Nov"),
        new("Text", "Text", "a", "b", "c"),
        new("Uses", "Uses", "Once", "Twice", "Once"),
        new("Hindi", "Hindi", null, "", "छूट"),
        new("Same", "Same", "x", "y", "y"),
    ];

    [Fact]
    public void ConflictCard_FieldsChangedByBoth_AreToDecideAndTheOthersAreMerged()
    {
        var card = RenderCard(_ => { });

        Assert.Contains("2 fields to decide", card.Markup, StringComparison.Ordinal);
        Assert.Contains("3 fields merged automatically", card.Markup, StringComparison.Ordinal);
        Assert.Contains("4 fields were changed", card.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("You changed 2 of them too", card.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void ConflictCard_OneFieldUndecided_FocusesItInsteadOfSaving()
    {
        ConflictDecision? decision = null;
        var card = RenderCard(made => decision = made);

        card.Type("input[aria-label^='Ends: keep yours']", true);
        Button(card, "Save this version").Click();

        Assert.Null(decision);
        JSInterop.VerifyInvoke("clubshop.focus");

        card.Type("input[aria-label^='Text: keep Rohan’s']", true);
        Button(card, "Save this version").Click();

        Assert.NotNull(decision);
        Assert.Equal("28 Nov", decision.Pick("Ends", "30 Nov", "28 Nov"));
        Assert.Equal(Side.Theirs, decision.For("Text"));
        Assert.Equal(Side.Theirs, decision.For("Uses"));
        Assert.Equal(Side.Mine, decision.For("Hindi"));
        Assert.Equal(Side.Theirs, decision.For("Title"));
    }

    [Theory]
    [InlineData("Keep all of mine", Side.Mine)]
    [InlineData("Keep all of Rohan’s", Side.Theirs)]
    public void ConflictCard_KeepAll_DecidesEveryConflict(string button, Side side)
    {
        ConflictDecision? decision = null;
        var card = RenderCard(made => decision = made);

        Button(card, button).Click();
        Button(card, "Save this version").Click();

        Assert.Equal((side, side), (decision!.For("Ends"), decision.For("Text")));
    }

    [Fact]
    public void ProblemSummary_ProblemOfAField_LinksToTheField()
    {
        var summary = Render<ProblemSummary>(p => p.Add(s => s.Problems, [new Problem("a", "Write a slug.", "Slug"), new Problem("b", "Somebody else saved.")]));

        Assert.Equal("f-slug", summary.Find("a").GetAttribute("data-focus"));
        Assert.Contains("Not saved: 2 things need fixing", summary.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Single(summary.FindAll("a"));
    }

    [Fact]
    public void ProblemSummary_MarkupInAMessage_IsText()
    {
        var summary = Render<ProblemSummary>(p => p.Add(s => s.Problems, [new Problem("a", "<script>alert(1)</script>", "Slug")]));

        Assert.Empty(summary.FindAll("script"));
        Assert.Equal("<script>alert(1)</script>", summary.Find("a").TextContent);
    }

    [Fact]
    public void SaveBar_ManyChanges_NamesFiveAndCountsTheRest()
    {
        var bar = Render<SaveBar>(p => p.Add(b => b.Changes, ["A", "B", "C", "D", "E", "F", "G"]));

        Assert.Equal("7 changes not saved A, B, C, D, E and 2 more.", bar.Find(".what").TextContent.Trim());
    }

    // portal.js presses the buttons that name these keys.
    [Theory]
    [InlineData(false, false, null, "Control+S Control+Enter")]
    [InlineData(true, false, "Control+S", "Control+Enter")]
    [InlineData(false, true, null, null)]
    public void SaveBar_Keys_SaveWithoutDoingWhatCannotBeUndone(bool discardSaves, bool guard, string? ofDiscard, string? ofSave)
    {
        var bar = Render<SaveBar>(p => p.Add(b => b.OnDiscard, () => { }).Add(b => b.DiscardSaves, discardSaves).Add(b => b.Guard, guard));

        Assert.Equal([ofDiscard, ofSave], bar.FindAll("button").Select(button => button.GetAttribute("aria-keyshortcuts")));
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "stay")]
    public void Form_WhereEnterWouldChangeWhatCustomersSee_KeepsItInTheField(bool submits, string? mark) =>
        Assert.Equal(mark, Render<Form>(p => p.Add(f => f.Label, "Offer").Add(f => f.SubmitOnEnter, submits)).Find("form").GetAttribute("data-enter"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SaveBar_WithNothingToSave_HasNoLoudButton(bool quiet)
    {
        var bar = Render<SaveBar>(p => p.Add(b => b.Quiet, quiet));
        Assert.Equal(!quiet, bar.Find("button[type=submit]").ClassList.Contains("main"));
    }

    [Fact]
    public void SaveBar_Busy_CannotBePressedTwice()
    {
        var bar = Render<SaveBar>(p => p.Add(b => b.Busy, true).Add(b => b.Changes, ["A"]));

        Assert.True(bar.Find("button").HasAttribute("disabled"));
        Assert.Contains("Saving…", bar.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void History_Changes_AreShownWordByWord()
    {
        var log = Render<HistoryTimeline>(p => p.Add(h => h.Entries, [new HistoryEntry("Rohan", "", Now.AddMinutes(-4), [new FieldChange("Amount", null, "₹1,500")])]));

        Assert.Empty(log.FindAll("del")); // nothing was there to be struck out
        Assert.Contains("from nothing", log.Markup, StringComparison.Ordinal);
        Assert.Equal("₹1,500", log.Find("ins").TextContent);
        Assert.Equal("Fri 20 Nov 2026, 4:08 pm IST", log.Find("time").GetAttribute("title"));
    }

    [Fact]
    public void SupportReference_Any_HasNoCharacterThatIsMisread() =>
        Assert.All(Enumerable.Range(0, 200).Select(_ => SupportReference.New()), reference => Assert.Matches("^[2-9A-HJKMNP-Z]{3}-[2-9A-HJKMNP-Z]{3}$", reference));

    private IRenderedComponent<ConflictCard> RenderCard(Action<ConflictDecision> decided) =>
        Render<ConflictCard>(p => p.Add(c => c.Who, "Rohan Deshpande").Add(c => c.Thing, "offer").Add(c => c.Fields, Fields).Add(c => c.OnDecide, decided));

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<ConflictCard> card, string text) =>
        card.FindAll("button").Single(button => button.TextContent.Trim() == text);
}
