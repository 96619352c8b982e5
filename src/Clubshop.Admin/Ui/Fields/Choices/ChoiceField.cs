using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Ui.Fields.Choices;

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

    /// <summary>Why something of this name is not offered, though it exists: "Shoes is inside this category"; null where there is no such thing.</summary>
    [Parameter]
    public Func<string, string?>? WhyNot { get; set; }

    /// <summary>The input; there once it is drawn.</summary>
    internal Combo<T>? Combo { get; set; }

    /// <summary>What was typed and is no option stays, and cannot be read; with the reason below it, once that is known.</summary>
    internal void Mark(string typed, string? problem)
    {
        OwnProblem = problem;
        Form?.Mark(InputId, Label, typed);
        StateHasChanged();
    }

    /// <summary>Nothing stands there any more that is no option.</summary>
    internal void Unmark()
    {
        OwnProblem = null;
        Form?.Mark(InputId, Label, typed: null);
        StateHasChanged();
    }

    internal override Task PutBackAsync(string typed) => Combo?.PutBackAsync(typed) ?? Task.CompletedTask;

    internal override void Forget()
    {
        Combo?.Forget();
        Unmark();
    }

    internal string? Kept() => TakeKept();

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
