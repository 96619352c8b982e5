using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Ui.Lists;

/// <summary>
/// The portal's own light table: the page passes the rows, columns are declared as children, and there is no script. It renders again only when
/// <see cref="Items"/>, its state, the selection or <see cref="Version"/> changes, not with every render of the page: pass a new list for new rows.
/// </summary>
/// <typeparam name="T">A row.</typeparam>
[CascadingTypeParameter(nameof(T))]
public sealed partial class DataTable<T> : PortalComponent, IDisposable
{
    private const int SkeletonRows = 8;

    // In rem, as the stylesheet has them: w-check and w-act.
    private const int CheckWidth = 3;
    private const int MenuWidth = 4;

    private readonly List<Column<T>> _columns = [];
    private IReadOnlyList<Column<T>> _visible = [];
    private Func<string, bool, bool>? _sharedBy;
    // The same in every circuit, so that they share the texts of rows; there is one table of a kind on a page.
    private static readonly string MenuId = "menu-of-" + typeof(T).Name;

    // What portal.js tells of a row, before a space and its key.
    private const string Ticks = "tick", Unticks = "untick", Opens = "menu";

    private (object?, bool, string?, string?, object?, object?, bool) _rendered;
    private bool _shouldRender = true;
    private bool _shared;
    private bool _gone;
    private T? _menuRow;
    private bool _menuOpen;

    /// <summary>Accessible caption: "Offers, newest change first".</summary>
    [Parameter, EditorRequired]
    public string Caption { get; set; } = "";

    /// <summary>The rows of this page; null before the first load.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<T>? Items { get; set; }

    /// <summary>Identifies a row across renders; by default the row itself. Where rows are selected or have a menu, its text tells rows apart.</summary>
    [Parameter]
    public Func<T, object>? Key { get; set; }

    /// <summary>The columns.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Plural noun for the rows, used in messages: "offers".</summary>
    [Parameter]
    public string Things { get; set; } = L.Later("rows");

    /// <summary>Loading: shows a skeleton before the first load, and a thin line above existing rows.</summary>
    [Parameter]
    public bool Busy { get; set; }

    /// <summary>The load failed: a message shown instead of the rows; null when it did not.</summary>
    [Parameter]
    public string? Problem { get; set; }

    /// <summary>Reference to give to support; null for none.</summary>
    [Parameter]
    public string? Reference { get; set; }

    /// <summary>Raised to load again.</summary>
    [Parameter]
    public EventCallback OnRetry { get; set; }

    /// <summary>A search or filter is active, so that no rows means "nothing matches".</summary>
    [Parameter]
    public bool Filtered { get; set; }

    /// <summary>Shown when there are no rows at all: an <see cref="Feedback.EmptyState"/> that says how to add the first.</summary>
    [Parameter]
    public RenderFragment? Empty { get; set; }

    /// <summary>Shown when nothing matches; by default a message with <see cref="ClearHref"/>.</summary>
    [Parameter]
    public RenderFragment? NoMatch { get; set; }

    /// <summary>Address of the list without search and filters.</summary>
    [Parameter]
    public string? ClearHref { get; set; }

    /// <summary>The current sort: a column's key, with a "-" before it when descending.</summary>
    [Parameter]
    public string? Sort { get; set; }

    /// <summary>Makes the address of the list with another sort; used instead of <see cref="SortChanged"/>.</summary>
    [Parameter]
    public Func<string, string>? SortHref { get; set; }

    /// <summary>Raised when the person sorts, where sorts have no address.</summary>
    [Parameter]
    public EventCallback<string> SortChanged { get; set; }

    /// <summary>Keys of the selected rows; null for a table without selection.</summary>
    [Parameter]
    public IReadOnlySet<object>? Selected { get; set; }

    /// <summary>Raised with the new selection, a new set.</summary>
    [Parameter]
    public EventCallback<IReadOnlySet<object>> SelectedChanged { get; set; }

    /// <summary>Name of a row for screen readers; required with selection and row menus.</summary>
    [Parameter]
    public Func<T, string>? RowName { get; set; }

    /// <summary>The menu items behind a row's "…": <see cref="MenuItem"/>s. Rendered only for the row whose menu is open.</summary>
    [Parameter]
    public RenderFragment<T>? RowMenu { get; set; }

    /// <summary>Height of the rows.</summary>
    [Parameter]
    public TableDensity Density { get; set; }

    /// <summary>Cards have three columns of values instead of two.</summary>
    [Parameter]
    public bool ThreeColumns { get; set; }

    /// <summary>Stays a table in narrower containers (from 28 rem instead of 40), for two or three short columns.</summary>
    [Parameter]
    public bool Small { get; set; }

    /// <summary>Whether a column is shown: asked with its title and whether it is <see cref="Column{T}.Optional"/>. By default those that are not. The lead column always is.</summary>
    [Parameter]
    public Func<string, bool, bool>? Shown { get; set; }

    /// <summary>Its rows are of customers: nothing of them is kept beyond the page.</summary>
    [Parameter]
    public bool Private { get; set; }

    /// <summary>Anything else that the cells depend on; the table renders again when it changes.</summary>
    [Parameter]
    public object? Version { get; set; }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        var now = ((object?)Items, Busy, Problem, Sort, (object?)Selected, Version, Filtered);
        _shouldRender |= now != _rendered || Shown != _sharedBy;
        _rendered = now;
    }

    /// <summary>The columns that can be shown and hidden, in their order: all but the lead column.</summary>
    public IReadOnlyList<ColumnName> Columns => [.. _columns.Where(column => !column.Lead).Select(column => new ColumnName(column.Title, column.Optional))];

    /// <inheritdoc />
    protected override bool ShouldRender() => _shouldRender;

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        _shouldRender = false;
    }

    // Columns register while the first render is under way, in which no table is drawn yet. The second one is part of the same batch, so that
    // the browser never sees a table without its columns.
    internal void Add(Column<T> column)
    {
        _columns.Add(column);
        Arrange();
    }

    internal void Remove(Column<T> column)
    {
        if (!_gone && _columns.Remove(column))
            Arrange();
    }

    /// <summary>The columns of a table that is taken away need no new table.</summary>
    public void Dispose() => _gone = true;

    private void Arrange()
    {
        _shared = false;
        _shouldRender = true;
        StateHasChanged();
    }

    // Once all columns are there: those that are shown share the room, what is hidden leaves its own to them.
    private void ShareRoom()
    {
        if (_shared && Shown == _sharedBy)
            return;

        _visible = [.. _columns.Where(column => column.Lead || (Shown?.Invoke(column.Title, column.Optional) ?? !column.Optional))];
        var from = ColumnRoom.Share(
            [.. _visible.Select(column => new ColumnNeed(column.Title, column.Width, column.Priority, column.Lead))],
            (Selected is null ? 0 : CheckWidth) + (RowMenu is null ? 0 : MenuWidth),
            Small);
        for (var i = 0; i < from.Length; i++)
            _visible[i].From = from[i];

        (_shared, _sharedBy) = (true, Shown);
    }

    private object KeyOf(T row) => Key?.Invoke(row) ?? row!;

    private string NameOf(T row) => RowName?.Invoke(row) ?? "row";

    private string Class => string.Join(' ', new[]
    {
        "t",
        Density switch { TableDensity.Tall => "tall", TableDensity.Compact => "compact", _ => null },
        Selected is null ? null : "picks",
        ThreeColumns ? "three-columns" : null,
        _visible.FirstOrDefault(column => column is { FoldsIntoLead: true, From: > 0 }) is { } folded ? string.Create(CultureInfo.InvariantCulture, $"folds-{folded.From}") : null,
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

    // It may be anything: only a row of this page counts.
    private Task HearAsync(ChangeEventArgs told)
    {
        if (told.Value is not string text || text.IndexOf(' ', StringComparison.Ordinal) is not (> 0 and var end))
            return Task.CompletedTask;

        foreach (var row in Items ?? [])
        {
            if (text.AsSpan(end + 1).SequenceEqual(KeyOf(row).ToString()))
                return HearAsync(row, text[..end]);
        }

        return Task.CompletedTask;
    }

    private Task HearAsync(T row, string does)
    {
        switch (does)
        {
            case Ticks or Unticks when Selected is not null:
                return SelectAsync(row, does == Ticks);
            case Opens when RowMenu is not null:
                (_menuRow, _menuOpen, _shouldRender) = (row, true, true);
                break;
        }

        return Task.CompletedTask;
    }
}
