using Bunit;
using Clubshop.Admin.Ui.Fields;
using Clubshop.Admin.Ui.Fields.Choices;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Tests.Ui;

/// <summary>What cannot be read is neither empty nor the value before: it stays, and holds up whoever asks the form.</summary>
public sealed class UnreadableTests : UiTest
{
    private static readonly DateTimeOffset End = new(2026, 11, 30, 18, 29, 0, TimeSpan.Zero);

    private readonly FormState _state = new();
    private DateTimeOffset? _passed = End;

    [Fact]
    public void Form_DateThatDoesNotExist_IsBlockedAndSaysWhich()
    {
        var form = RenderEnds(End);

        Input(form).Change("31/02/2027");

        Assert.False(_state.Readable);
        Assert.Equal("Ends cannot be read.", _state.Blocked);
        Assert.Equal(End, _passed);
        Input(form).Change("");
        Assert.True(_state.Readable);
        Assert.Null(_passed);
    }

    [Fact]
    public void Form_SeveralUnreadable_NamesThemAll()
    {
        _state.Mark("a", "Starts", "x");
        _state.Mark("b", "Ends", "x");
        Assert.Equal("Starts and Ends cannot be read.", _state.Blocked);
        _state.Mark("c", "Value", "x");
        Assert.Equal("Starts, Ends and Value cannot be read.", _state.Blocked);
    }

    [Fact]
    public void Field_RecordReadAnewUnderIt_KeepsWhatWasTyped()
    {
        var form = RenderEnds(End);
        Input(form).Change("31/02/2027");

        form.Render(p => p.Add(f => f.ChildContent, Ends(End.AddDays(3))));

        Assert.Equal("31/02/2027", Input(form).GetAttribute("value"));
        Assert.False(_state.Readable);
    }

    [Fact]
    public async Task Forget_TypedAndUnreadable_ShowsTheValueAgain()
    {
        var form = RenderEnds(End);
        Input(form).Change("31/02/2027");

        await form.InvokeAsync(_state.Forget);

        Assert.Equal("30 Nov 2026, 11:59 pm", Input(form).GetAttribute("value"));
        Assert.True(_state.Readable);
        Assert.Empty(form.FindAll(".err"));
    }

    [Fact]
    public async Task PutBack_BeforeTheFieldIsDrawn_BlocksAtOnceAndStandsInItThen()
    {
        await _state.PutBackAsync([new("f-ends", "Ends", "31/02/2027")]);
        Assert.Equal("Ends cannot be read.", _state.Blocked);

        var form = RenderEnds(End);

        Assert.Equal("31/02/2027", Input(form).GetAttribute("value"));
        Assert.Contains("February 2027 has 28 days", form.Find(".err").TextContent, StringComparison.Ordinal);
        Assert.Equal([new UnreadText("f-ends", "Ends", "31/02/2027")], _state.Unread);
    }

    [Fact]
    public async Task PutBack_IntoAFieldThatStands_ShowsItThere()
    {
        var form = RenderEnds(End);

        await form.InvokeAsync(() => _state.PutBackAsync([new("f-ends", "Ends", "tomorrow 11:00 or so")]));

        Assert.Equal("tomorrow 11:00 or so", Input(form).GetAttribute("value"));
        Assert.False(_state.Readable);
    }

    [Fact]
    public void Field_ReaderThatThrows_IsAProblemOfTheFieldAndNotOfThePage()
    {
        var form = Render<Form>(p => p.Add(f => f.Label, "Offer").Add(f => f.State, _state).Add(f => f.ChildContent, builder =>
        {
            builder.OpenComponent<ThrowingField>(0);
            builder.AddComponentParameter(1, nameof(ThrowingField.Label), "Value");
            builder.CloseComponent();
        }));

        form.Type("input", "१/१२/२०२६");

        Assert.Equal("This cannot be read. Write it another way.", form.Find(".err").TextContent.Trim());
        Assert.Equal("१/१२/२०२६", form.Find("input").GetAttribute("value"));
        Assert.Equal("Value cannot be read.", _state.Blocked);
    }

    [Fact]
    public void Choice_TextThatIsNoOption_BlocksUntilItIsOneOrEmptied()
    {
        var form = RenderShop(["Croma", "Nykaa"], null);

        form.Type("input", "Kroma");
        form.Find("input").Blur();
        Assert.Equal("Shop cannot be read.", _state.Blocked);

        form.Type("input", "");
        form.Find("input").Blur();
        Assert.Null(_state.Blocked);
    }

    [Fact]
    public void Choice_LeftWhileTheSearchIsOnItsWay_BlocksMeanwhile()
    {
        var slow = new TaskCompletionSource<OptionPage<string>>();
        var form = RenderShop(null, text => text.Length == 0 ? Task.FromResult(new OptionPage<string>([], 0)) : slow.Task);

        form.Type("input", "Croma");
        form.Find("input").Blur();
        Assert.Equal("Shop cannot be read.", _state.Blocked);

        slow.SetResult(new(["Croma"], 1));
        form.WaitForAssertion(() => Assert.Null(_state.Blocked));
    }

    [Fact]
    public void Choice_SomethingThatIsNotOffered_SaysWhy()
    {
        var form = RenderShop(["Nykaa"], null, _ => "“Croma” is archived.");

        form.Type("input", "Croma");
        form.Find("input").Blur();

        Assert.Equal("“Croma” is archived.", form.Find(".err").TextContent);
    }

    [Fact]
    public void Choice_MoreThanAName_IsCut()
    {
        var form = RenderShop(["Croma"], null);

        form.Type("input", new string('x', 100_000));
        form.Find("input").Blur();

        Assert.Equal(Combo<string>.MaxTyped, form.Find("input").GetAttribute("value")!.Length);
    }

    private static AngleSharp.Dom.IElement Input(IRenderedComponent<Form> form) => form.Find("#f-ends");

    private IRenderedComponent<Form> RenderEnds(DateTimeOffset? value) =>
        Render<Form>(p => p.Add(f => f.Label, "Offer").Add(f => f.State, _state).Add(f => f.ChildContent, Ends(value)));

    private RenderFragment Ends(DateTimeOffset? value) => builder =>
    {
        builder.OpenComponent<DateTimeField>(0);
        builder.AddComponentParameter(1, nameof(DateTimeField.Label), "Ends");
        builder.AddComponentParameter(2, nameof(DateTimeField.Value), value);
        builder.AddComponentParameter(3, nameof(DateTimeField.ValueChanged), EventCallback.Factory.Create<DateTimeOffset?>(this, at => _passed = at));
        builder.CloseComponent();
    };

    private IRenderedComponent<Form> RenderShop(IReadOnlyList<string>? options, Func<string, Task<OptionPage<string>>>? search, Func<string, string?>? whyNot = null) =>
        Render<Form>(p => p.Add(f => f.Label, "Offer").Add(f => f.State, _state).Add(f => f.ChildContent, builder =>
        {
            builder.OpenComponent<Autocomplete<string>>(0);
            builder.AddComponentParameter(1, nameof(Autocomplete<string>.Label), "Shop");
            builder.AddComponentParameter(2, nameof(Autocomplete<string>.Options), options);
            if (search is not null)
                builder.AddComponentParameter(3, nameof(Autocomplete<string>.Search), (Func<string, CancellationToken, Task<OptionPage<string>>>)((text, _) => search(text)));
            builder.AddComponentParameter(4, nameof(Autocomplete<string>.WhyNot), whyNot);
            builder.CloseComponent();
        }));

    private sealed class ThrowingField : ReadField<decimal>
    {
        protected override string Write(decimal value) => throw new NotSupportedException();

        protected override (decimal Value, string? Problem) Read(string text) => throw new FormatException("A reader's slip, on purpose.");

        protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder)
        {
            builder.OpenElement(0, "input");
            builder.AddAttribute(1, "value", Typed);
            builder.AddAttribute(2, "onchange", EventCallback.Factory.Create<ChangeEventArgs>(this, change => TakeAsync((string?)change.Value)));
            builder.CloseElement();
            builder.OpenElement(3, "p");
            builder.AddAttribute(4, "class", "err");
            builder.AddContent(5, OwnProblem);
            builder.CloseElement();
        }
    }
}
