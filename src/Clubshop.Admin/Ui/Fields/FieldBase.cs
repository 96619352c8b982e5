using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Ui.Fields;

/// <summary>What every field has: label above, help below, error below that, the mark of a change. Names are MudBlazor's where it has the same.</summary>
public abstract class FieldBase : PortalComponent, IDisposable
{
    private string? _kept;

    /// <summary>
    /// The field of the form's record that is edited. It gives the label, the value and everything else that is not given beside it; a form
    /// without a record leaves it out.
    /// </summary>
    [Parameter]
    public IFormField? For { get; set; }

    /// <summary>The visible label, which is the accessible name; needed unless <see cref="For"/> is given.</summary>
    [Parameter]
    public string Label { get; set; } = "";

    /// <summary>The record's property, where problems name it differently from the label.</summary>
    [Parameter]
    public string? Field { get; set; }

    /// <summary>The input's id; by default from <see cref="Field"/> or <see cref="Label"/>.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>One line of help below.</summary>
    [Parameter]
    public string? HelperText { get; set; }

    /// <summary>Marks the field as wrong; given by <see cref="ErrorText"/> too.</summary>
    [Parameter]
    public bool Error { get; set; }

    /// <summary>What is wrong and what to write instead; by default the form's problems for this field.</summary>
    [Parameter]
    public string? ErrorText { get; set; }

    /// <summary>Greyed.</summary>
    [Parameter]
    public bool Disabled { get; set; }

    /// <summary>May be read and copied, not changed.</summary>
    [Parameter]
    public bool ReadOnly { get; set; }

    /// <summary>Told to those who listen; the sighted see what is optional instead.</summary>
    [Parameter]
    public bool Required { get; set; }

    /// <summary>Shows "optional".</summary>
    [Parameter]
    public bool Optional { get; set; }

    /// <summary>Shows "Changed": the value differs from what is saved.</summary>
    [Parameter]
    public bool Changed { get; set; }

    /// <summary>With <see cref="Changed"/>: what is saved, as text; "" reads "Was empty."</summary>
    [Parameter]
    public string? Was { get; set; }

    /// <summary>Somebody else has just changed the value: shown for a moment.</summary>
    [Parameter]
    public bool Followed { get; set; }

    /// <summary>The share of its row.</summary>
    [Parameter]
    public FieldWidth Width { get; set; }

    /// <summary>An example inside the empty field. Never in place of the label.</summary>
    [Parameter]
    public string? Placeholder { get; set; }

    /// <summary>Hides the label from the eye, not from those who listen: for a field in a toolbar.</summary>
    [Parameter]
    public bool LabelHidden { get; set; }

    /// <summary>Characters allowed; shows "39 of 80". Nothing typed is cut: what is too long is a problem of the save.</summary>
    [Parameter]
    public int? MaxLength { get; set; }

    /// <summary>The form around the field, if any.</summary>
    [CascadingParameter]
    public FormState? Form { get; set; }

    /// <summary>The record of that form, if it edits one.</summary>
    [CascadingParameter]
    public IFormContext? Record { get; set; }

    /// <summary>The id in force.</summary>
    public string InputId => Id ?? (Form?.Prefix is { Length: > 0 } prefix ? prefix + "-" : "") + FieldIds.For(Field ?? Label);

    /// <summary>What was typed cannot be read: why.</summary>
    protected string? OwnProblem { get; set; }

    internal string? ShownError => OwnProblem ?? (string.IsNullOrEmpty(ErrorText) ? Form?.ErrorFor(Field ?? Label) : ErrorText);

    internal bool Invalid => Error || ShownError is not null;

    internal string? InvalidMark => Invalid ? "true" : null;

    internal string? RequiredMark => Required ? "true" : null;

    internal bool HasHint => HelperText is not null || (Changed && Was is not null);

    internal virtual string? CountedText => null;

    /// <summary>What stands in an input that is typed in; null for controls of another kind.</summary>
    internal virtual string? ShownText => null;

    internal string? DescribedBy
    {
        get
        {
            var ids = string.Join(' ', new[]
            {
                Optional || Changed ? InputId + "-m" : null,
                HasHint ? InputId + "-h" : null,
                ShownError is not null ? InputId + "-e" : null,
            }.OfType<string>());
            return ids.Length == 0 ? null : ids;
        }
    }

    internal bool CountedOver => Counted > MaxLength;

    private int Counted => new StringInfo(CountedText ?? "").LengthInTextElements;

    internal string CountText => L[$"{Counted} of {MaxLength ?? 0}"];

    internal string GridClass => "f" + Width switch
    {
        FieldWidth.Third => " w2",
        FieldWidth.Half => " w3",
        FieldWidth.TwoThirds => " w4",
        _ => "",
    } + (Followed ? " followed" : "");

    /// <inheritdoc />
    public override Task SetParametersAsync(ParameterView parameters)
    {
        // First what the field declares and the form knows, then what was given beside it: that wins.
        if (parameters.TryGetValue<IFormField>(nameof(For), out var field) && field is not null)
        {
            if (!parameters.TryGetValue<IFormContext>(nameof(Record), out var record) || record is null)
            {
                throw new InvalidOperationException($"The input for {field.Name} stands in no form that edits a record.");
            }

            (For, Record) = (field, record);
            Fill(field, record);
        }

        return base.SetParametersAsync(parameters);
    }

    /// <summary>Takes over what the field declares and the form knows of it; an input adds its value.</summary>
    protected virtual void Fill(IFormField field, IFormContext record)
    {
        (Label, Field, MaxLength) = (L[field.Label], field.Name, field.CountedTo);
        Placeholder = record.ReadOnly || field.Placeholder is null ? null : L[field.Placeholder];
        (Required, Optional, ReadOnly) = (field.Required, field.Optional && !record.ReadOnly, record.ReadOnly);
        HelperText = record.ReadOnly || field.HelperText is null ? null : L[field.HelperText];
        (ErrorText, Changed, Was, Followed) = (record.Error(field), record.Changed(field), record.Was(field), record.Followed(field));
    }

    /// <summary>Passes a value on to the form's record: an input's <c>ValueChanged</c> unless another is given.</summary>
    protected void Pass<TValue>(TValue value) => Record!.Set(For!, value);

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        if (Form is not null)
        {
            // A field whose parameters stay the same is not drawn again by itself when the save refuses it.
            Form.ProblemsChanged += StateHasChanged;
            _kept = Form.Add(this);
        }
    }

    /// <summary>What was typed here once and could not be read, put back with a draft; null, and null the second time.</summary>
    protected string? TakeKept() => Interlocked.Exchange(ref _kept, null);

    /// <summary>Shows again what was typed, as if it were typed now.</summary>
    internal virtual Task PutBackAsync(string typed) => Task.CompletedTask;

    /// <summary>Throws away what was typed and could not be read.</summary>
    internal virtual void Forget()
    {
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (Form is not null)
        {
            Form.ProblemsChanged -= StateHasChanged;
            Form.Remove(this);
        }

        GC.SuppressFinalize(this);
    }
}
