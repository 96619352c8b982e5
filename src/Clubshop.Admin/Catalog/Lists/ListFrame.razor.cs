using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.SavedViews;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui.Lists;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Clubshop.Admin.Catalog.Lists;

/// <summary>The page of a list, whatever its kind; the kind's own page says which columns and filters. It follows the address and the index.</summary>
/// <typeparam name="TRow">The rows.</typeparam>
public sealed partial class ListFrame<TRow> : PortalComponent
    where TRow : class, ICatalogRow
{
    // What others change arrives in bursts (an import): redraw no more often than this.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private readonly CancellationTokenSource _left = new();
    private ListPage<TRow>? _page;
    private Problem? _trouble;
    private ITimer? _timer;
    private int _waiting;
    private long _version;
    private DataTable<TRow>? _table;
    private CellAsked? _cell;

    /// <summary>The kind that is listed.</summary>
    [Parameter, EditorRequired]
    public CatalogKind Kind { get; set; } = null!;

    /// <summary>Answers a query.</summary>
    [Parameter, EditorRequired]
    public Func<ListQuery, ListPage<TRow>> Load { get; set; } = null!;

    /// <summary>The index it is answered from.</summary>
    [Parameter, EditorRequired]
    public RecordIndex<TRow> Index { get; set; } = null!;

    /// <summary><see cref="Ui.Lists.Column{T}"/>s.</summary>
    [Parameter, EditorRequired]
    public RenderFragment? Columns { get; set; }

    /// <summary>Filter chips and menus.</summary>
    [Parameter]
    public RenderFragment<ListQuery>? Filters { get; set; }

    /// <summary>Links of the kind's own, before Import and New.</summary>
    [Parameter]
    public RenderFragment? HeadActions { get; set; }

    /// <summary>Whether the person may change the record of a row.</summary>
    [Parameter, EditorRequired]
    public Func<Actor, TRow, bool> MayEdit { get; set; } = null!;

    /// <summary>Takes a step of status that was chosen in a row's menu (<see cref="RowSteps"/>); answers why not, or null.</summary>
    [Parameter, EditorRequired]
    public Func<Actor, TRow, StatusMove, CancellationToken, Task<Problem?>> Change { get; set; } = null!;

    /// <summary>Further links of a row's menu: <see cref="Ui.Lists.MenuItem"/>s.</summary>
    [Parameter]
    public RenderFragment<TRow>? MoreLinks { get; set; }

    /// <summary>
    /// Edits one field of one record (<see cref="QuickEdit{T}"/>), for cells drawn by <see cref="EditCell"/>; null for a list without such cells. Its service asks again
    /// whether the person may.
    /// </summary>
    [Parameter]
    public RenderFragment<CellAsked>? CellEditor { get; set; }

    /// <summary>The C# names of the properties that <see cref="CellEditor"/> edits.</summary>
    [Parameter]
    public IReadOnlyList<string> EditableFields { get; set; } = [];

    /// <summary>Which of them is the name that leads a row: F2 on it edits that; null for none.</summary>
    [Parameter]
    public string? LeadField { get; set; }

    /// <summary>Where rows are cards, their values stand in three columns: for short ones.</summary>
    [Parameter]
    public bool ThreeColumns { get; set; }

    /// <summary>What the search looks in: "Name, code or city".</summary>
    [Parameter]
    public string? SearchIn { get; set; }

    /// <summary>What an empty list says.</summary>
    [Parameter]
    public string? EmptyText { get; set; }

    /// <summary>Whether the person may create one.</summary>
    [Parameter]
    public bool MayCreate { get; set; }

    /// <summary>Whether the person may import some.</summary>
    [Parameter]
    public bool MayImport { get; set; }

    /// <summary>Who looks.</summary>
    [CascadingParameter]
    public Actor? Actor { get; set; }

    private ListSpec Spec => Kind.Spec;

    // Null for who may change none of the records.
    private Bulk.BulkKind? Bulk => BulkChanges.Find(Kind.Name) is { } bulk && Actor?.Has(bulk.Permission) == true ? bulk : null;

    private ViewList? Views => SavedViews.Find(Kind.Many);

    // Until what the person chose is read, and for whoever chose nothing, the list's own.
    private ColumnChoice Choice => Actor is { } actor && Views is { } views ? Choices.Known(actor, views) ?? ColumnChoice.None : ColumnChoice.None;

    private IReadOnlySet<object> Selected => Selections.Of(Kind.Name);

    private void Select(IReadOnlySet<object> ids) => Selections.Set(Kind.Name, ids);

    private IEnumerable<string> AllOf(ListQuery query) => Load(query with { Page = 1, Size = int.MaxValue }).Rows.Select(row => row.Id);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Navigation.LocationChanged += Moved;
        Index.Changed += Changed;
        Index.StateChanged += Changed;
        _timer = Time.CreateTimer(_ => _ = InvokeAsync(Refresh), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    protected override void OnParametersSet() => Show();

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Actor is not { } actor || Views is not { } views || Choices.Known(actor, views) is not null)
            return;

        try
        {
            await Choices.ReadAsync(actor, views, _left.Token);
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    private Task ShowColumnAsync((ColumnName Column, bool Show) chosen) => ChooseAsync(Choice.With(chosen.Column, chosen.Show));

    private async Task ChooseAsync(ColumnChoice choice)
    {
        if (Actor is { } actor && Views is { } views && !await Choices.ChooseAsync(actor, views, choice))
            Toasts.Confirm(L["These columns hold until you close the page"], L["The database did not take them."]);
    }

    // What the browser names may be anything: a row that is shown, of a record that the person may change, and one of the list's fields.
    private async Task AskCellAsync(string? asked)
    {
        if (asked?.Split(' ') is [var id, var field] && EditableFields.Contains(field) && _page?.Rows.FirstOrDefault(row => row.Id == id) is { } row && Actor is { } actor && MayEdit(actor, row))
            _cell = new(id, field, CloseCellAsync);
        else if (asked is not null)
            await CloseCellAsync();
        else
            _cell = null;
    }

    private async Task CloseCellAsync()
    {
        _cell = null;
        Refresh(); // the row as it was just saved, before the focus goes back to it
        await Script.CallAsync("clubshop.closeCell");
    }

    private void Show()
    {
        if (Actor?.Has(Permission.SeeCatalog) != true)
            return;

        var asked = ListQuery.Parse(Spec, Navigation.Uri);
        _page = Load(asked);
        _version++;

        // An address that asks for what there is not (a page beyond the last one, a status that is none) comes to say what is shown.
        if (Index.State == IndexState.Ready && (asked.Misread || asked.Page != _page.Query.Page))
            Navigation.NavigateTo(_page.Query.Href, replace: true);
    }

    private async Task ChangeAsync(TRow row, StatusMove move)
    {
        try
        {
            _trouble = Actor is null ? null : await Change(Actor, row, move, _left.Token);
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    private void Refresh()
    {
        Interlocked.Exchange(ref _waiting, 0);
        Show();
        StateHasChanged();
    }

    private void Search(string? text)
    {
        // Typing does not fill the way back: the history has the list before, not each letter.
        if (_page is { } page)
            Navigation.NavigateTo(page.Query.WithText(text).Href, replace: true);
    }

    private static string Sorted(ListQuery query, string sort) =>
        (query with { Sort = sort.TrimStart('-'), Descending = sort.StartsWith('-'), Page = 1 }).Href;

    // A skeleton while nothing is there yet; what an unfinished reading has found so far is shown.
    private IReadOnlyList<TRow>? Rows(ListPage<TRow> page) => page.Rows.Count == 0 && Index.State == IndexState.Loading ? null : page.Rows;

    private string NothingTitle(ListQuery query) =>
        query.Text.Length > 0 ? L[$"No {L[Kind.Name]} matches “{query.Text}”"] : L[$"No {L[Kind.Name]} here"];

    private string NothingText(ListQuery query)
    {
        var narrowed = query.Filters.Count + (query.Status is null ? 0 : 1);
        var without = narrowed == 0 ? 0 : Load(query.Cleared.WithText(query.Text)).Total;
        return without == 1 ? L[$"There is {Ui.Format.Count(without, Kind.Name, Kind.Many)} without the filters."]
            : without > 0 ? L[$"There are {Ui.Format.Count(without, Kind.Name, Kind.Many)} without the filters."]
            : query.Text.Length > 0 ? L["Look for fewer letters: any part of a name or code is found."] : L["Take a filter off, or choose another view."];
    }

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath == Spec.Path)
            _ = InvokeAsync(Refresh);
    }

    private void Changed(object? sender, EventArgs e)
    {
        if (Interlocked.Exchange(ref _waiting, 1) == 0)
            _timer?.Change(Pause, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Stops following.</summary>
    public void Dispose()
    {
        Navigation.LocationChanged -= Moved;
        Index.Changed -= Changed;
        Index.StateChanged -= Changed;
        _timer?.Dispose();
        _left.Cancel();
        _left.Dispose();
    }
}
