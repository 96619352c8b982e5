using Bunit;
using Clubshop.Admin.Ui.Fields;
using CsCheck;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Clubshop.Admin.Tests.Ui;

/// <summary>Whatever is typed into any field that reads: it is read, and reads the same again, or it stays as typed and blocks the form.</summary>
public sealed class FormFuzzTests : UiTest
{
    private static readonly string[] Ids = ["f-ends", "f-day", "f-value", "f-amount", "f-percent"];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char["0123456789/-:., TZ"], 0, 24],
        Gen.String[Gen.Char["0123456789०१२३४५६७८९٠١٢٣/-.:,; TZampNovDec₹%+()\u2011\u200E\u202E\uD83E\uDE94\0"], 0, 24],
        Gen.String[0, 40]);

    private readonly FormState _state = new();
    private readonly Dictionary<string, object?> _passed = [];

    [Fact]
    public void AnyText_InAnyField_IsReadOrKeptAndBlocks()
    {
        var form = Render<Form>(p => p.Add(f => f.Label, "Offer").Add(f => f.State, _state).Add(f => f.ChildContent, Fields));
        var gate = new Lock(); // one page, as in a circuit
        Gen.Select(Gen.Int[0, Ids.Length - 1], Text).Sample((at, text) =>
        {
            lock (gate)
                Check(form, Ids[at], text);
        });
    }

    private void Check(IRenderedComponent<Form> form, string id, string text)
    {
        _passed.Remove(id);
        form.Type("#" + id, text);
        var shown = form.Find("#" + id).GetAttribute("value");
        if (_passed.TryGetValue(id, out var value))
        {
            Assert.True(_state.Readable, "What was passed on is not called unreadable.");
            Assert.Equal(string.IsNullOrWhiteSpace(text), value is null);
            if (value is not null)
            {
                form.Type("#" + id, shown);
                Assert.Equal(value, _passed[id]);
            }
        }
        else
        {
            Assert.Equal(text, Assert.Single(_state.Unread).Text); // what was not passed on is kept, and blocks
            Assert.Single(form.FindAll(".err"));
        }

        form.Type("#" + id, "");
        Assert.True(_state.Readable, "Emptied, nothing is unreadable.");
    }

    private void Fields(RenderTreeBuilder builder)
    {
        builder.OpenComponent<DateTimeField>(0);
        builder.AddComponentParameter(1, nameof(DateTimeField.Label), "Ends");
        builder.AddComponentParameter(2, nameof(DateTimeField.ValueChanged), Passed<DateTimeOffset>("f-ends"));
        builder.CloseComponent();
        builder.OpenComponent<DateField>(3);
        builder.AddComponentParameter(4, nameof(DateField.Label), "Day");
        builder.AddComponentParameter(5, nameof(DateField.ValueChanged), Passed<DateOnly>("f-day"));
        builder.CloseComponent();
        builder.OpenComponent<NumberField>(6);
        builder.AddComponentParameter(7, nameof(NumberField.Label), "Value");
        builder.AddComponentParameter(8, nameof(NumberField.ValueChanged), Passed<decimal>("f-value"));
        builder.AddComponentParameter(9, nameof(NumberField.Decimals), 2);
        builder.CloseComponent();
        builder.OpenComponent<MoneyField>(10);
        builder.AddComponentParameter(11, nameof(MoneyField.Label), "Amount");
        builder.AddComponentParameter(12, nameof(MoneyField.ValueChanged), Passed<decimal>("f-amount"));
        builder.CloseComponent();
        builder.OpenComponent<NumberField>(13);
        builder.AddComponentParameter(14, nameof(NumberField.Label), "Percent");
        builder.AddComponentParameter(15, nameof(NumberField.ValueChanged), Passed<decimal>("f-percent"));
        builder.AddComponentParameter(16, nameof(NumberField.Max), 100m);
        builder.CloseComponent();
    }

    private EventCallback<T?> Passed<T>(string id)
        where T : struct => EventCallback.Factory.Create<T?>(this, value => _passed[id] = value);
}
