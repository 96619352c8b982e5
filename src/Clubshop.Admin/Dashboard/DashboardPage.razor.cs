using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Dashboard;

/// <summary>What a person works on (<see cref="DashboardParts"/>), what waits for them, what changed last. Updates itself with the indexes and the clock.</summary>
public sealed partial class DashboardPage : PortalComponent, IDisposable
{
    // Changes arrive in bursts (an import, a poll), and offers end by the clock without a change.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    private DashboardFigures? _figures;
    private ITimer? _timer;
    private int _changed;
    private int? _waiting;
    private long _version;

    /// <summary>The signed-in person.</summary>
    [CascadingParameter]
    public Actor? Actor { get; set; }

    [Inject]
    private DashboardReader Reader { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private DashboardParts Parts => Actor is { } actor ? DashboardParts.Of(actor) : new(false, false, false, false, false);

    private bool Loading => Reader.State == IndexState.Loading;

    // "Friday, 20 November. 1 offer ends today. 3 things wait for you."
    private string Sentence => string.Join(' ', new[]
    {
        L[$"{Ist.From(Time.GetUtcNow()).ToString("dddd, d MMMM", Languages.Dates)}."],
        (Parts.Catalog, _figures) switch
        {
            (false, _) => null,
            (_, null) => L["The catalog is loading."],
            (_, { EndingToday: var count }) => Parts.OwnClubs ? EndingOfYours(count) : Ending(count),
        },
        _waiting switch
        {
            null => null,
            0 => L["Nothing waits for you."],
            1 => L["1 thing waits for you."],
            var count => L[$"{Format.Number(count.Value)} things wait for you."],
        },
    }.Where(part => part is not null));

    private static string Ending(int count) => count switch
    {
        0 => L["No offer ends today."],
        1 => L["1 offer ends today."],
        _ => L[$"{Format.Number(count)} offers end today."],
    };

    private static string EndingOfYours(int count) => count switch
    {
        0 => L["No offer of your clubs ends today."],
        1 => L["1 offer of your clubs ends today."],
        _ => L[$"{Format.Number(count)} offers of your clubs end today."],
    };

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        foreach (var index in Reader.Indexes)
            index.Changed += Changed;

        _timer = Time.CreateTimer(_ => _ = InvokeAsync(Refresh), null, Tick, Tick);
        Show();
    }

    private void Show()
    {
        _figures = Actor is { } actor && Parts.Catalog && !Loading ? Reader.Read(actor) : null;
        _version++;
    }

    private void Refresh()
    {
        Interlocked.Exchange(ref _changed, 0);
        Show();
        StateHasChanged();
    }

    private void Changed(object? sender, EventArgs e)
    {
        if (Interlocked.Exchange(ref _changed, 1) == 0)
            _timer?.Change(Pause, Tick);
    }

    private void Waits(int? count) => _waiting = count;

    /// <summary>Stops updating.</summary>
    public void Dispose()
    {
        foreach (var index in Reader.Indexes)
            index.Changed -= Changed;

        _timer?.Dispose();
    }
}
