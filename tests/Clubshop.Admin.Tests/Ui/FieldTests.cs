using Bunit;
using Clubshop.Admin.Common;
using Clubshop.Admin.Ui.Fields;
using Clubshop.Admin.Ui.Fields.Choices;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Tests.Ui;

public sealed class FieldTests : UiTest
{
    [Fact]
    public void TextField_WithMarksAndCounter_IsNamedByItsLabelAlone()
    {
        var field = Render<TextField>(p => p.Add(f => f.Label, "Title").Add(f => f.Optional, true).Add(f => f.Changed, true).Add(f => f.Was, "").Add(f => f.MaxLength, 80).Add(f => f.Value, "दिवाली"));

        Assert.Equal("Title", field.Find("label").TextContent);
        Assert.Equal(field.Find("input").Id, field.Find("label").GetAttribute("for"));
        Assert.Equal("hi", field.Find("input").GetAttribute("lang"));
        Assert.Contains("Was empty.", field.Markup, StringComparison.Ordinal);
        Assert.Equal("3 of 80", field.Find(".count").TextContent);
    }

    [Fact]
    public void TextField_WithAnError_IsDescribedByIt()
    {
        var field = Render<TextField>(p => p.Add(f => f.Label, "Landing page").Add(f => f.HelperText, "Where a tap leads.").Add(f => f.ErrorText, "Write https://."));

        var input = field.Find("input");
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal("f-landingpage-h f-landingpage-e", input.GetAttribute("aria-describedby"));
        Assert.Equal("Write https://.", field.Find("#f-landingpage-e").TextContent);
    }

    [Fact]
    public void TextField_Emptied_PassesNull()
    {
        string? passed = "before";
        var field = Render<TextField>(p => p.Add(f => f.Label, "Title").Add(f => f.Value, "x").Add(f => f.ValueChanged, text => passed = text));

        field.Type("input", "");

        Assert.Null(passed);
    }

    [Fact]
    public void TextField_LeftWithAnError_IsStillMarkedAndDescribedByIt()
    {
        var field = Render<TextField>(p => p.Add(f => f.Label, "Slug").Add(f => f.Value, "x").Add(f => f.ErrorText, "Another offer has it."));

        field.Find("input").Blur();
        field.Render(p => p.Add(f => f.Label, "Slug"));

        Assert.Equal(("true", "f-slug-e"), (field.Find("input").GetAttribute("aria-invalid"), field.Find("input").GetAttribute("aria-describedby")));

        field.Render(p => p.Add(f => f.ErrorText, null));

        Assert.False(field.Find("input").HasAttribute("aria-invalid"));
        Assert.False(field.Find("input").HasAttribute("aria-describedby"));
    }

    [Fact]
    public void TextField_ThatHasTheFocus_ShowsWhatItIsGiven()
    {
        // After "Add" the field is emptied while the person is still in it.
        var field = Render<TextField>(p => p.Add(f => f.Label, "Name").Add(f => f.Value, "").Add(f => f.MaxLength, 3));
        field.Find("input").KeyDown("T");
        field.Type("input", "Test");
        field.Render(p => p.Add(f => f.Value, "Test"));
        Assert.Equal("count over", field.Find("#f-name-c").ClassName);

        field.Render(p => p.Add(f => f.Value, ""));

        Assert.Equal("", field.Find("input").GetAttribute("value") ?? "");
        Assert.Equal(("0 of 3", "count"), (field.Find("#f-name-c").TextContent, field.Find("#f-name-c").ClassName));
    }

    [Fact]
    public void TextArea_IsNamedByItsLabel_AndPassesItsLines()
    {
        string? passed = null;
        var field = Render<TextArea>(p => p.Add(f => f.Label, "Terms").Add(f => f.Rows, 4).Add(f => f.MaxLength, 500).Add(f => f.ErrorText, "Too long.").Add(f => f.ValueChanged, text => passed = text));

        field.Type("textarea", "one\ntwo");

        Assert.Equal("one\ntwo", passed);
        Assert.Equal(("f-terms", "4", "f-terms-e", "f-terms-c"), (field.Find("label").GetAttribute("for"), field.Find("textarea").GetAttribute("rows"), field.Find("textarea").GetAttribute("aria-describedby"), field.Find("textarea").GetAttribute("data-count")));
    }

    [Fact]
    public void NumberField_Unreadable_KeepsWhatWasTypedAndStopsTheForm()
    {
        decimal? passed = null;
        var submitted = 0;
        var form = RenderForm(p => p, builder =>
        {
            builder.OpenComponent<MoneyField>(0);
            builder.AddComponentParameter(1, nameof(MoneyField.Label), "Amount");
            builder.AddComponentParameter(2, nameof(MoneyField.ValueChanged), EventCallback.Factory.Create<decimal?>(this, value => passed = value));
            builder.CloseComponent();
        }, () => submitted++);

        form.Type("input", "₹7OO");
        form.Find("form").Submit();

        Assert.Equal("₹7OO", form.Find("input").GetAttribute("value"));
        Assert.Contains("letter O", form.Find(".err").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, submitted);

        form.Type("input", "1,00,000");
        form.Find("form").Submit();

        Assert.Equal(100_000, passed);
        Assert.Equal("1,00,000", form.Find("input").GetAttribute("value"));
        Assert.Equal(1, submitted);
    }

    [Fact]
    public void Form_RefusedSave_TellsFieldsWhoseParametersStayTheSame()
    {
        var fields = (RenderFragment)(builder =>
        {
            builder.OpenComponent<MoneyField>(0);
            builder.AddComponentParameter(1, nameof(MoneyField.Label), "Smallest order");
            builder.CloseComponent();
        });
        var form = Render<Form>(p => p.Add(f => f.Label, "Offer").Add(f => f.ChildContent, fields));
        Assert.Empty(form.FindAll(".err"));

        form.Render(p => p.Add(f => f.Problems, [new Problem("small", "Less than the discount.", "SmallestOrder")]));

        Assert.Equal("Less than the discount.", form.Find("#f-smallestorder-e").TextContent);
        Assert.Equal("true", form.Find("input").GetAttribute("aria-invalid"));
        JSInterop.VerifyInvoke("clubshop.focusInvalid");

        form.Render(p => p.Add(f => f.Problems, []));

        Assert.Empty(form.FindAll(".err"));
    }

    [Fact]
    public void DateTimeField_TypedInIndianTime_PassesUtc()
    {
        DateTimeOffset? passed = null;
        var field = Render<DateTimeField>(p => p.Add(f => f.Label, "Ends").Add(f => f.EndOfDay, true).Add(f => f.ValueChanged, value => passed = value));

        field.Type("input.input", "30/11/2026");

        Assert.Equal(new DateTimeOffset(2026, 11, 30, 18, 30, 0, TimeSpan.Zero), passed);
        Assert.Equal("30 Nov 2026, end of day", field.Find("input.input").GetAttribute("value"));
    }

    [Fact]
    public void DateTimeField_DayChosenInTheCalendar_KeepsTheTime()
    {
        DateTimeOffset? passed = null;
        var field = Render<DateTimeField>(p => p.Add(f => f.Label, "Ends").Add(f => f.Value, new DateTimeOffset(2026, 11, 28, 18, 29, 0, TimeSpan.Zero)).Add(f => f.ValueChanged, value => passed = value));

        field.Find("button[popovertarget]").Click();
        field.FindAll(".cal td button").Single(day => day.TextContent == "Sunday 15 November 2026").Click();

        Assert.Equal(new DateTimeOffset(2026, 11, 15, 18, 29, 0, TimeSpan.Zero), passed);
    }

    [Theory]
    [InlineData("१/१२/२०२६", "1 Dec 2026, 12:00 am", "2026-11-30T18:30")]
    [InlineData("2026-12-01T18:29Z", "1 Dec 2026, 11:59 pm", "2026-12-01T18:29")]
    [InlineData("2026-12-01 18:29:00Z", "1 Dec 2026, 11:59 pm", "2026-12-01T18:29")]
    [InlineData("2026-12-01 18:29+05:30", "1 Dec 2026, 6:29 pm", "2026-12-01T12:59")]
    public void DateTimeField_OtherDigitsAndZones_IsRewrittenInIst(string typed, string shown, string utc)
    {
        DateTimeOffset? passed = null;
        var field = Render<DateTimeField>(p => p.Add(f => f.Label, "Starts").Add(f => f.ValueChanged, value => passed = value));

        field.Type("input.input", typed);

        Assert.Equal(shown, field.Find("input.input").GetAttribute("value"));
        Assert.Equal(DateTimeOffset.Parse(utc + "Z", System.Globalization.CultureInfo.InvariantCulture), passed);
        Assert.Empty(field.FindAll(".err"));
    }

    [Theory]
    [InlineData("0001-01-01 00:00:00")]
    [InlineData("12.5")]
    [InlineData("46356")]
    [InlineData("99999999999999/1/1")]
    [InlineData("\ud800")]
    public void DateTimeField_WhatIsNoDate_StaysAsTypedWithAReason(string typed)
    {
        var passed = 0;
        var field = Render<DateTimeField>(p => p.Add(f => f.Label, "Starts").Add(f => f.ValueChanged, _ => passed++));

        field.Type("input.input", typed);

        Assert.Equal(typed, field.Find("input.input").GetAttribute("value"));
        Assert.NotEmpty(field.Find(".err").TextContent);
        Assert.Equal(0, passed);
    }

    [Fact]
    public void ReadField_ThatFailsAtReading_KeepsTheTextAndSaysSo()
    {
        var field = Render<BrokenField>(p => p.Add(f => f.Label, "Odd"));

        field.Type("input", "x");

        Assert.Contains("This cannot be read. Write it another way.", field.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Today", "2026-11-20")]
    [InlineData("Tomorrow", "2026-11-21")]
    [InlineData("In a week", "2026-11-27")]
    [InlineData("End of month", "2026-11-30")]
    public void DateField_DayNearTodayChosenByName_IsPassed(string name, string day)
    {
        DateOnly? passed = null;
        var field = Render<DateField>(p => p.Add(f => f.Label, "Day").Add(f => f.ValueChanged, value => passed = value));

        field.Find("button[popovertarget]").Click();
        field.FindAll(".cal-near button").Single(button => button.TextContent == name).Click();

        Assert.Equal(DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), passed);
    }

    [Fact]
    public void DateTimeField_AnEndChosenInTheCalendar_CoversItsDay()
    {
        DateTimeOffset? passed = null;
        var field = Render<DateTimeField>(p => p.Add(f => f.Label, "Ends").Add(f => f.EndOfDay, true).Add(f => f.Value, new DateTimeOffset(2026, 11, 28, 18, 30, 0, TimeSpan.Zero)).Add(f => f.ValueChanged, value => passed = value));

        field.Find("button[popovertarget]").Click();
        Assert.Equal("Saturday 28 November 2026", field.Find(".cal td button[aria-pressed=true]").TextContent);
        Assert.Equal("", field.Find("input[type=time]").GetAttribute("value") ?? "");
        field.FindAll(".cal td button").Single(day => day.TextContent == "Sunday 15 November 2026").Click();

        Assert.Equal(new DateTimeOffset(2026, 11, 15, 18, 30, 0, TimeSpan.Zero), passed);
    }

    [Fact]
    public void Select_Chosen_PassesTheOption()
    {
        string? passed = null;
        var select = Render<Select<string>>(p => p.Add(s => s.Label, "Status").Add(s => s.Options, ["draft", "published"]).Add(s => s.Value, "draft").Add(s => s.ValueChanged, value => passed = value));

        select.Type("select", "1");

        Assert.Equal("published", passed);
        Assert.Equal(2, select.FindAll("option").Count);
    }

    [Fact]
    public void SegmentedControl_Chosen_PassesTheOption()
    {
        int passed = 0;
        var seg = Render<SegmentedControl<int>>(p => p.Add(s => s.Label, "Rows").Add(s => s.Options, [25, 50]).Add(s => s.Value, 25).Add(s => s.ValueChanged, value => passed = value));

        seg.FindAll("input")[1].Change(true);

        Assert.Equal(50, passed);
        Assert.Equal("Rows", seg.Find("#" + seg.Find("[role=radiogroup]").GetAttribute("aria-labelledby")).TextContent);
    }

    private IRenderedComponent<Form> RenderForm(
        Func<ComponentParameterCollectionBuilder<Form>, ComponentParameterCollectionBuilder<Form>> more, RenderFragment fields, Action submit) =>
        Render<Form>(p => more(p).Add(f => f.Label, "Offer").Add(f => f.ChildContent, fields).Add(f => f.OnSubmit, submit));

    /// <summary>A field whose reading has a fault.</summary>
    private sealed class BrokenField : ReadField<int>
    {
        protected override string Write(int value) => "";

        protected override (int Value, string? Problem) Read(string text) => throw new OverflowException();

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "input");
            builder.AddAttribute(1, "onchange", EventCallback.Factory.Create<ChangeEventArgs>(this, change => TakeAsync((string?)change.Value)));
            builder.CloseElement();
            builder.AddContent(2, OwnProblem);
        }
    }
}
