using Bunit;
using Clubshop.Admin.Ui.Fields;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Tests.Ui;

/// <summary>Inputs that are given a field and find the rest in the form.</summary>
public sealed class FieldForTests : UiTest
{
    private readonly Record _record = new();

    private IRenderedComponent<CascadingValue<IFormContext>> Show(params (string Name, object? Value)[] given)
    {
        RenderFragment input = builder =>
        {
            builder.OpenComponent<TextField>(0);
            builder.AddComponentParameter(1, nameof(TextField.For), new Field());
            foreach (var (name, value) in given)
                builder.AddComponentParameter(2, name, value);
            builder.CloseComponent();
        };
        return Render<CascadingValue<IFormContext>>(form => form.Add(one => one.Value, _record).Add(one => one.IsFixed, true).AddChildContent(input));
    }

    [Fact]
    public void Input_ForAField_ShowsWhatTheFieldAndTheFormSay()
    {
        var input = Show();

        Assert.Equal("Landing page", input.Find("label").TextContent);
        Assert.Equal("f-landing", input.Find("input").Id);
        Assert.Equal(("typed", "https://", "true", "true"), (input.Find("input").GetAttribute("value"), input.Find("input").GetAttribute("placeholder"), input.Find("input").GetAttribute("aria-required"), input.Find("input").GetAttribute("aria-invalid")));
        Assert.Equal("5 of 80", input.Find(".count").TextContent);
        Assert.Equal("Where a tap leads. Was saved.", input.Find(".hint").TextContent);
        Assert.Equal("It is wrong.", input.Find(".err").TextContent);
        Assert.NotNull(input.Find(".chg"));
    }

    [Fact]
    public void Input_GivenMoreThanItsField_ShowsThat()
    {
        var input = Show((nameof(TextField.Label), "Other"), (nameof(TextField.HelperText), null), (nameof(TextField.Value), "given"), (nameof(TextField.Required), false));

        Assert.Equal("Other", input.Find("label").TextContent);
        Assert.Equal("given", input.Find("input").GetAttribute("value"));
        Assert.False(input.Find("input").HasAttribute("aria-required"));
        Assert.Equal("Was saved.", input.Find(".hint").TextContent);
    }

    [Fact]
    public void Input_TypedIn_PassesTheValueToTheRecord_AndAnEmptyOneAsEmptyText()
    {
        var input = Show();

        input.Type("input", "new");
        input.Type("input", "");

        Assert.Equal(["new", ""], _record.Taken);
    }

    [Fact]
    public void Input_GivenItsOwnHandler_PassesTheValueThere()
    {
        string? passed = null;
        var input = Show((nameof(TextField.ValueChanged), EventCallback.Factory.Create<string?>(this, value => passed = value)));

        input.Type("input", "new");

        Assert.Equal("new", passed);
        Assert.Empty(_record.Taken);
    }

    [Fact]
    public void Input_OfARecordThatMayOnlyBeLookedAt_IsReadOnlyAndWithoutHelp()
    {
        _record.ReadOnly = true;
        var input = Show();

        Assert.True(input.Find("input").HasAttribute("readonly"));
        Assert.Equal("Was saved.", input.Find(".hint").TextContent);
    }

    [Fact]
    public void Input_ForAField_OutsideAFormOfARecord_SaysSo()
    {
        var problem = Assert.Throws<InvalidOperationException>(() => Render<TextField>(input => input.Add(one => one.For, new Field())));
        Assert.Contains("Landing", problem.Message, StringComparison.Ordinal);
    }

    private sealed class Field : IFormField
    {
        public string Name => "Landing";

        public string Label => "Landing page";

        public string? HelperText => "Where a tap leads.";

        public string? Placeholder => "https://";

        public int? CountedTo => 80;

        public bool Required => true;

        public bool Optional => false;
    }

    private sealed class Record : IFormContext
    {
        public List<object?> Taken { get; } = [];

        public bool ReadOnly { get; set; }

        public TValue Get<TValue>(IFormField field) => (TValue)(object)"typed";

        public void Set<TValue>(IFormField field, TValue value) => Taken.Add(value);

        public string? Error(IFormField field) => "It is wrong.";

        public bool Changed(IFormField field) => true;

        public string? Was(IFormField field) => "saved";
    }
}
