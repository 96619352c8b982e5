using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Ui.Fields;

/// <summary>A field whose text is read into a value. What cannot be read stays as typed, with the reason below; the value is passed on only when read.</summary>
/// <typeparam name="T">The value; null for an empty field.</typeparam>
public abstract class ReadField<T> : FieldBase
    where T : struct
{
    private T? _passed;
    private bool _started;

    /// <summary>The value; null is an empty field.</summary>
    [Parameter]
    public T? Value { get; set; }

    /// <summary>A value that could be read, or null when emptied.</summary>
    [Parameter]
    public EventCallback<T?> ValueChanged { get; set; }

    [Inject]
    private ILoggerFactory Loggers { get; set; } = null!;

    /// <summary>What the input shows.</summary>
    protected string? Typed { get; private set; }

    /// <summary>How the value is written into the field.</summary>
    protected abstract string Write(T value);

    /// <summary>Reads what was typed: the value, or why not.</summary>
    protected abstract (T Value, string? Problem) Read(string text);

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (!_started || !Nullable.Equals(Value, _passed))
        {
            (_started, _passed) = (true, Value);
            Typed = Value is { } value ? Write(value) : null;
            Mark(null);
        }
    }

    /// <summary>Takes what was typed.</summary>
    protected async Task TakeAsync(string? text)
    {
        Typed = text;
        if (string.IsNullOrWhiteSpace(text))
        {
            await PassAsync(null);
            return;
        }

        var (value, problem) = ReadOrRefuse(text);
        if (problem is not null)
        {
            Mark(problem);
            return;
        }

        await PassAsync(value);
        Typed = Write(value);
    }

    // Nothing that is typed ends a page: where reading fails in itself, the text stays and the field says so.
    private (T Value, string? Problem) ReadOrRefuse(string text)
    {
        try
        {
            return Read(text.Trim());
        }
#pragma warning disable CA1031 // Whatever it was, it is logged and told at the field.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            FieldLog.Unread(Loggers.CreateLogger(GetType()), cause, Label);
            return (default, "This cannot be read. Write it another way.");
        }
    }

    /// <summary>Passes a value on, chosen or read.</summary>
    protected async Task PassAsync(T? value)
    {
        Mark(null);
        Typed = value is { } given ? Write(given) : null;
        _passed = value;
        await ValueChanged.InvokeAsync(value);
    }

    private void Mark(string? problem)
    {
        OwnProblem = problem;
        Form?.Mark(InputId, Label, problem is not null);
    }
}
