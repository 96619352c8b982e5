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
        Gen.Select(Gen.OneOfConst(Ids), Text).Sample((id, text) =>
        {
            lock (gate)
                Check(form, id, text);
        });
    }

    private void Check(IRenderedComponent<Form> form, string id, string text)
    {
        _passed.Remove(id);
        form.Find("#" + id).Change(text);
        var shown = form.Find("#" + id).GetAttribute("value");
        if (_passed.TryGetValue(id, out var value))
        {
            Assert.True(_state.Readable, "What was passed on is not called unreadable.");
            Assert.Equal(string.IsNullOrWhiteSpace(text), value is null);
            if (value is not null)
            {
                form.Find("#" + id).Change(shown);
                Assert.Equal(value, _passed[id]);
            }
        }
        else
        {
            Assert.Equal(text, shown);
            Assert.False(_state.Readable, "What was not passed on blocks.");
            Assert.Single(form.FindAll(".err"));
        }

        form.Find("#" + id).Change("");
        Assert.True(_state.Readable, "Emptied, nothing is unreadable.");
    }

    private void Fields(RenderTreeBuilder builder)
    {
        Add<DateTimeField, DateTimeOffset>(builder, 0, "Ends");
        Add<DateField, DateOnly>(builder, 10, "Day");
        Add<NumberField, decimal>(builder, 20, "Value", nameof(NumberField.Decimals), 2);
        Add<MoneyField, decimal>(builder, 30, "Amount");
        Add<NumberField, decimal>(builder, 40, "Percent", nameof(NumberField.Max), 100m);
    }

    private void Add<TField, T>(RenderTreeBuilder builder, int at, string label, string? parameter = null, object? given = null)
        where TField : ReadField<T>
        where T : struct
    {
        builder.OpenComponent<TField>(at);
        builder.AddComponentParameter(at + 1, nameof(ReadField<T>.Label), label);
        builder.AddComponentParameter(at + 2, nameof(ReadField<T>.ValueChanged), EventCallback.Factory.Create<T?>(this, value => _passed[FieldIds.For(label)] = value));
        if (parameter is not null)
            builder.AddComponentParameter(at + 3, parameter, given);
        builder.CloseComponent();
    }
}
