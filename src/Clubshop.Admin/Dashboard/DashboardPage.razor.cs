using System.Globalization;
using Clubshop.Admin.Common;
using Clubshop.Admin.MasterData;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Dashboard;

/// <summary>What is live, what ends soon, what is in the catalog, what changed last. Updates itself with the indexes and the clock.</summary>
public sealed partial class DashboardPage : ComponentBase, IDisposable
{
    // Changes arrive in bursts (an import, a poll), and offers end by the clock without a change.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);

    private DashboardFigures? _figures;
    private ITimer? _timer;
    private int _waiting;
    private long _version;

    /// <summary>The signed-in person.</summary>
    [CascadingParameter]
    public Actor? Actor { get; set; }

    [Inject]
    private DashboardReader Reader { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool Loading => Reader.State == IndexState.Loading;

    private string Sentence
    {
        get
        {
            var today = Ist.From(Time.GetUtcNow()).ToString("dddd, d MMMM", CultureInfo.InvariantCulture) + ".";
            return _figures switch
            {
                null => today + " The catalog is loading.",
                { EndingToday: 0 } => today + " No offer ends today.",
                { EndingToday: var count } => $"{today} {Format.Count(count, "offer ends", "offers end")} today.",
            };
        }
    }

    private string? LiveNote => _figures switch
    {
        null => null,
        { Hidden: > 0 and var hidden } => $"{Format.Number(hidden)} not visible: the shop is not published",
        _ => "Visible to customers now",
    };

    private string? EndingNote => _figures is { } figures ? (figures.EndingToday == 0 ? "None today" : $"{Format.Number(figures.EndingToday)} today") : null;

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
        _figures = Loading ? null : Reader.Read();
        _version++;
    }

    private void Refresh()
    {
        Interlocked.Exchange(ref _waiting, 0);
        Show();
        StateHasChanged();
    }

    private void Changed(object? sender, EventArgs e)
    {
        if (Interlocked.Exchange(ref _waiting, 1) == 0)
            _timer?.Change(Pause, Tick);
    }

    private static string Figure(int? count) => count is { } number ? Format.Number(number) : "–";

    // No link while the figures load.
    private string? Link(string href) => _figures is null ? null : href;

    /// <summary>Stops updating.</summary>
    public void Dispose()
    {
        foreach (var index in Reader.Indexes)
            index.Changed -= Changed;

        _timer?.Dispose();
    }
}
