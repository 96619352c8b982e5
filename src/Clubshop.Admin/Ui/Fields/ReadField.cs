using Clubshop.Admin.Input;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Ui.Fields;

/// <summary>
/// A field whose text is read into a value. What cannot be read stays as typed, with the reason below; the value is passed on only when read,
/// and while it is not, <see cref="FormState.Readable"/> is false.
/// </summary>
/// <typeparam name="T">The value; null for an empty field.</typeparam>
public abstract class ReadField<T> : FieldBase
    where T : struct
{
    // No date or number is longer; what is beyond it is held for nobody.
    private const int MaxTyped = 1000;

    private T? _passed;
    private bool _started;

    /// <summary>The value; null is an empty field.</summary>
    [Parameter]
    public T? Value { get; set; }

    /// <summary>A value that could be read, or null when emptied.</summary>
    [Parameter]
    public EventCallback<T?> ValueChanged { get; set; }

    /// <summary>What the input shows.</summary>
    protected string? Typed { get; private set; }

    [Inject]
    private ILogger<FormState> Logger { get; set; } = null!;

    internal override string? ShownText => Typed ?? "";

    /// <summary>How the value is written into the field.</summary>
    protected abstract string Write(T value);

    /// <summary>Reads what was typed: the value, or why not.</summary>
    protected abstract (T Value, string? Problem) Read(string text);

    /// <inheritdoc />
    protected override void Fill(IFormField field, IFormContext record)
    {
        base.Fill(field, record);
        Value = record.Get<T?>(field);
        if (!ValueChanged.HasDelegate)
        {
            ValueChanged = new(null, (Action<T?>)(value => Pass(value)));
        }
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (_started && Nullable.Equals(Value, _passed))
        {
            return;
        }

        // What was typed and cannot be read outlasts a value that comes from elsewhere: a record read anew, another person's save.
        var keeps = _started && OwnProblem is not null;
        (_started, _passed) = (true, Value);
        if (!keeps)
        {
            Show(Value);
        }
    }

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        if (TakeKept() is { } kept)
        {
            await TakeAsync(kept);
        }
    }

    /// <summary>Takes what was typed.</summary>
    protected async Task TakeAsync(string? text)
    {
        Typed = text = text is null ? null : TextCut.Units(text, MaxTyped);
        if (string.IsNullOrWhiteSpace(text))
        {
            await PassAsync(null);
            return;
        }

        var (value, problem) = TryRead(text.Trim());
        if (problem is not null)
        {
            Mark(problem);
            return;
        }

        await PassAsync(value);
    }

    /// <summary>Passes a value on, chosen or read.</summary>
    protected async Task PassAsync(T? value)
    {
        _passed = value;
        Show(value);
        await ValueChanged.InvokeAsync(value);
    }

    internal override async Task PutBackAsync(string typed)
    {
        await TakeAsync(typed);
        StateHasChanged();
    }

    internal override void Forget()
    {
        Show(Value);
        StateHasChanged();
    }

    private void Show(T? value)
    {
        Typed = value is { } given ? Write(given) : null;
        Mark(null);
    }

    // Nothing typed ends a page: what a reader throws is a slip of ours, told at the field; the log has it, without what was typed.
    private (T Value, string? Problem) TryRead(string text)
    {
        try
        {
            var (value, problem) = Read(text);
            if (problem is null)
            {
                _ = Write(value);
            }

            return (value, problem);
        }
#pragma warning disable CA1031 // whatever it is
        catch (Exception slip)
#pragma warning restore CA1031
        {
            FieldLog.Unread(Logger, slip, Label);
            return (default, L["This cannot be read. Write it another way."]);
        }
    }

    private void Mark(string? problem)
    {
        OwnProblem = problem;
        Form?.Mark(InputId, Label, problem is null ? null : Typed);
    }
}
