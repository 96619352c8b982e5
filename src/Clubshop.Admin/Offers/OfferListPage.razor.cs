using Clubshop.Admin.Catalog;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Shops;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui.Feedback;
using Clubshop.Admin.Ui.Lists;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Clubshop.Admin.Offers;

/// <summary>The list of offers. What it shows stands in its address; it follows the index as others change it.</summary>
public sealed partial class OfferListPage : ComponentBase, IDisposable
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(300);
    private static readonly EditorialStatus[] Tabs =
        [EditorialStatus.Published, EditorialStatus.Draft, EditorialStatus.Paused, EditorialStatus.Archived, EditorialStatus.Deleted];

    private readonly CancellationTokenSource _left = new();
    private ListQuery _query = OfferUrls.All;
    private ListPage<OfferRow>? _page;
    private Problem? _trouble;
    private int _without;
    private int _drawn;
    private int _waiting;

    [Inject] private OfferList List { get; set; } = null!;

    [Inject] private OfferTexts Texts { get; set; } = null!;

    [Inject] private OfferActions Actions { get; set; } = null!;

    [Inject] private RecordIndex<OfferRow> Index { get; set; } = null!;

    [Inject] private RecordIndex<ShopRow> Shops { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    /// <summary>Who looks.</summary>
    [CascadingParameter] public Actor Actor { get; set; } = null!;

    private DateTimeOffset Now => Time.GetUtcNow();

    private bool Loading => Index.State == IndexState.Loading;

    private bool Stale => Index is { State: IndexState.Problem, Count: > 0 };

    private IReadOnlyList<OfferRow>? Rows => _page is { Rows.Count: > 0 } || !Loading ? _page?.Rows : null;

    private string? ProblemText => Index is { State: IndexState.Problem, Count: 0 } ? "The database does not answer. Your filters are kept, and we try again by ourselves." : null;

    private string Caption => "Offers, by " + SortName(_query.Sort).ToLowerInvariant() + (_query.Descending ? ", descending" : "");

    private string NoMatchTitle => (_query.Text.Length > 0, _query.Filters.Count) switch
    {
        (true, 0) => $"No offer matches “{_query.Text}”",
        (true, 1) => $"No offer matches “{_query.Text}” with this filter",
        (true, var filters) => $"No offer matches “{_query.Text}” with these {filters} filters",
        (false, 0) when _query.Status is { } status => $"No offer is {(status == EditorialStatus.Draft ? "a draft" : status.ToString().ToLowerInvariant())}",
        _ => "No offer matches",
    };

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Navigation.LocationChanged += OnMoved;
        Index.Changed += OnIndex;
        Index.StateChanged += OnIndex;
        Shops.Changed += OnIndex;
        Load();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Navigation.LocationChanged -= OnMoved;
        Index.Changed -= OnIndex;
        Index.StateChanged -= OnIndex;
        Shops.Changed -= OnIndex;
        _left.Cancel();
        _left.Dispose();
    }

    private void Load()
    {
        _query = ListQuery.Parse(OfferUrls.Spec, Navigation.Uri);
        _page = List.Load(_query);
        _without = _page.Total == 0 && _query.Filters.Count > 0 ? List.Load(_query.Cleared.WithText(_query.Text)).Total : 0;
        _drawn++;
    }

    private void OnMoved(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath != OfferUrls.Spec.Path)
            return;

        _trouble = null;
        Load();
        StateHasChanged();
    }

    // From any thread, and often: what comes within a breath is drawn once.
    private void OnIndex(object? sender, EventArgs e)
    {
        if (Interlocked.Exchange(ref _waiting, 1) == 0)
            _ = InvokeAsync(FollowAsync);
    }

    private async Task FollowAsync()
    {
        try
        {
            await Task.Delay(Breath, Time, _left.Token);
            Interlocked.Exchange(ref _waiting, 0);
            Load();
            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }

    private void Search(string? text) => Navigation.NavigateTo(_query.WithText(text).Href, replace: true);

    private void Go(ListQuery query) => Navigation.NavigateTo(query.Href);

    private string SortHref(string sort) => (_query with { Sort = sort.TrimStart('-'), Descending = sort.StartsWith('-'), Page = 1 }).Href;

    private long? CountOf(EditorialStatus? status) => Loading || _page is null ? null : status is { } one ? _page.Counts[(int)one] : _page.Undeleted;

    private async Task ChangeAsync(OfferRow row, StatusMove move)
    {
        _trouble = await Actions.ChangeAsync(Actor, row, move, _left.Token);
        Load();
    }

    private static string SortName(string sort) => sort switch
    {
        "title" => "Title",
        "shop" => "Shop",
        "status" => "Status",
        "phase" => "Phase",
        "ends" => "Ends",
        _ => "Changed",
    };

    private RenderFragment RowMenu(OfferRow row) => builder =>
    {
        builder.OpenComponent<OfferRowMenu>(0);
        builder.AddComponentParameter(1, nameof(OfferRowMenu.Row), row);
        builder.AddComponentParameter(2, nameof(OfferRowMenu.MayEdit), Actions.MayEdit(Actor, row));
        builder.AddComponentParameter(3, nameof(OfferRowMenu.OnMove), EventCallback.Factory.Create<StatusMove>(this, move => ChangeAsync(row, move)));
        builder.CloseComponent();
    };
}
