using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Ui.Fields;

/// <summary>A field whose options are searched: in <see cref="Options"/>, or by <see cref="Search"/> on the server where they are many.</summary>
/// <typeparam name="T">An option.</typeparam>
public abstract class ChoiceField<T> : FieldBase
{
    private const int PageSize = 50;

    /// <summary>All options, where they are few (to about a thousand).</summary>
    [Parameter]
    public IReadOnlyList<T>? Options { get; set; }

    /// <summary>Finds options by what was typed ("" for the first ones); given instead of <see cref="Options"/>.</summary>
    [Parameter]
    public Func<string, CancellationToken, Task<OptionPage<T>>>? Search { get; set; }

    /// <summary>How an option reads; by default its own text.</summary>
    [Parameter]
    public Func<T, string>? ToText { get; set; }

    /// <summary>A second, quiet line.</summary>
    [Parameter]
    public Func<T, string?>? ToSub { get; set; }

    /// <summary>How an option reads.</summary>
    protected string TextOf(T option) => ToText?.Invoke(option) ?? option?.ToString() ?? "";

    /// <summary>What was typed and is no option stays, with this text below it; null takes it away.</summary>
    protected void Mark(string? problem)
    {
        OwnProblem = problem;
        Form?.Mark(InputId, Label, problem is not null);
    }

    /// <summary>Finds options in <see cref="Options"/> or by <see cref="Search"/>.</summary>
    protected Task<OptionPage<T>> FindAsync(string text, CancellationToken cancellationToken)
    {
        if (Search is not null)
        {
            return Search(text, cancellationToken);
        }

        var all = Options ?? [];
        var found = text.Length == 0 ? all : [.. all.Where(option => TextOf(option).Contains(text, StringComparison.OrdinalIgnoreCase))];
        return Task.FromResult(new OptionPage<T>([.. found.Take(PageSize)], found.Count));
    }
}
