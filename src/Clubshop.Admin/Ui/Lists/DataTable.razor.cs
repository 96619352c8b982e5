using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Ui.Lists;

/// <summary>
/// The portal's own light table: rows come from the server ready, columns are declared as children, no script. It draws itself again only when
/// <see cref="Items"/>, its state, the selection or <see cref="Version"/> change, not with every render of the page: pass a new list for new rows.
/// </summary>
/// <typeparam name="T">A row.</typeparam>
[CascadingTypeParameter(nameof(T))]
public sealed partial class DataTable<T> : ComponentBase
{
    private const int SkeletonRows = 8;
    private readonly List<Column<T>> _columns = [];
    private readonly string _menuId = UniqueId.Next("row");
    private (object?, bool, string?, string?, object?, object?, bool) _drawn;
    private bool _draw = true;
    private T? _menuRow;
    private bool _menuOpen;

    /// <summary>What the table is, in words: "Offers, newest change first".</summary>
    [Parameter, EditorRequired]
    public string Caption { get; set; } = "";

    /// <summary>The rows of this page; null while they were never loaded.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<T>? Items { get; set; }

    /// <summary>Tells rows apart across renders; by default the row itself.</summary>
    [Parameter]
    public Func<T, object>? Key { get; set; }

    /// <summary>The columns.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Plural of a row, for the words of the states: "offers".</summary>
    [Parameter]
    public string Things { get; set; } = "rows";

    /// <summary>Loading: a skeleton where there is nothing yet, else a thin line over the rows that are there.</summary>
    [Parameter]
    public bool Busy { get; set; }

    /// <summary>The load failed: what happened and what is kept, to be read in place of the rows.</summary>
    [Parameter]
    public string? Problem { get; set; }

    /// <summary>What to give support.</summary>
    [Parameter]
    public string? Reference { get; set; }

    /// <summary>Load again.</summary>
    [Parameter]
    public EventCallback OnRetry { get; set; }

    /// <summary>Some search or filter is in force, so that no rows means "nothing matches".</summary>
    [Parameter]
    public bool Filtered { get; set; }

    /// <summary>Shown where there are no rows at all: an <see cref="Feedback.EmptyState"/> with the way to the first one.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    /// <summary>Shown where nothing matches; by default says so, with <see cref="ClearHref"/>.</summary>
    [Parameter]
    public RenderFragment? NoMatch { get; set; }

    /// <summary>The list without search and filters.</summary>
    [Parameter]
    public string? ClearHref { get; set; }

    /// <summary>The sort in force: a column's key, with "-" before it when descending.</summary>
    [Parameter]
    public string? Sort { get; set; }

    /// <summary>The address of the list under another sort; preferred over <see cref="SortChanged"/>.</summary>
    [Parameter]
    public Func<string, string>? SortHref { get; set; }

    /// <summary>Another sort was asked for, where it has no address.</summary>
    [Parameter]
    public EventCallback<string> SortChanged { get; set; }

    /// <summary>The selected rows' keys; null for a table without selection.</summary>
    [Parameter]
    public IReadOnlySet<object>? Selected { get; set; }

    /// <summary>The selection after a change: a new set.</summary>
    [Parameter]
    public EventCallback<IReadOnlySet<object>> SelectedChanged { get; set; }

    /// <summary>A row's name, for those who listen: needed with selection and row actions.</summary>
    [Parameter]
    public Func<T, string>? RowName { get; set; }

    /// <summary>What the "…" of a row offers: <see cref="MenuItem"/>s. Made for the one row whose menu is open.</summary>
    [Parameter]
    public RenderFragment<T>? RowMenu { get; set; }

    /// <summary>How high rows are.</summary>
    [Parameter]
    public TableDensity Density { get; set; }

    /// <summary>Values in a card stand in three columns instead of two.</summary>
    [Parameter]
    public bool Trio { get; set; }

    /// <summary>Stays a table on a phone: for two or three short columns.</summary>
    [Parameter]
    public bool KeepTable { get; set; }

    /// <summary>Anything else that the cells depend on; the table draws itself again when it changes.</summary>
    [Parameter]
    public object? Version { get; set; }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        var now = ((object?)Items, Busy, Problem, Sort, (object?)Selected, Version, Filtered);
        _draw |= now != _drawn;
        _drawn = now;
    }

    /// <inheritdoc />
    protected override bool ShouldRender() => _draw;

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        _draw = false;
        if (firstRender)
        {
            // Columns tell of themselves while the first render is made; the head needs a second one.
            _draw = true;
            StateHasChanged();
        }
    }

    internal void Add(Column<T> column) => _columns.Add(column);

    private object KeyOf(T row) => Key?.Invoke(row) ?? row!;

    private string NameOf(T row) => RowName?.Invoke(row) ?? "row";

    private string Class => string.Join(' ', new[]
    {
        "t",
        Density switch { TableDensity.Tall => "tall", TableDensity.Compact => "compact", _ => null },
        Selected is null ? null : "picks",
        Trio ? "trio" : null,
        KeepTable ? "keep" : null,
    }.OfType<string>());

    private string? Direction(Column<T> column) =>
        column.SortKey is not { } key || Sort is null ? null : Sort == key ? "ascending" : Sort == "-" + key ? "descending" : null;

    private string NextSort(Column<T> column) => Direction(column) == "ascending" ? "-" + column.SortKey : column.SortKey!;

    private bool AllSelected => Items is { Count: > 0 } items && Selected is { } selected && items.All(row => selected.Contains(KeyOf(row)));

    private bool SomeSelected => Items is { } items && Selected is { Count: > 0 } selected && items.Any(row => selected.Contains(KeyOf(row)));

    private Task SelectAsync(T row, bool on)
    {
        var next = new HashSet<object>(Selected ?? new HashSet<object>());
        _ = on ? next.Add(KeyOf(row)) : next.Remove(KeyOf(row));
        return SelectedChanged.InvokeAsync(next);
    }

    private Task SelectPageAsync(bool on)
    {
        var next = new HashSet<object>(Selected ?? new HashSet<object>());
        foreach (var row in Items ?? [])
        {
            _ = on ? next.Add(KeyOf(row)) : next.Remove(KeyOf(row));
        }

        return SelectedChanged.InvokeAsync(next);
    }

    private void OpenMenu(T row) => (_menuRow, _menuOpen, _draw) = (row, true, true);
}
