using Clubshop.Admin.Common;
using Clubshop.Admin.Input;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Feedback;
using Clubshop.Admin.Ui.Fields;
using Clubshop.Coupons;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Coupons.Pages;

/// <summary>The page of an offer's coupons.</summary>
public sealed partial class CouponsPage : PortalComponent, IDisposable
{
    private readonly LatestOnly _latest = new();
    private CouponView? _view;
    private Problem? _problem;
    private string? _broken;
    private string? _loaded;
    private long _version;

    /// <summary>The offer.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>The open task.</summary>
    [SupplyParameterFromQuery(Name = "do")]
    public string? Do { get; set; }

    /// <summary>The pool whose codes are shown, or that is to be voided.</summary>
    [SupplyParameterFromQuery]
    public string? Pool { get; set; }

    /// <summary>The state of the codes shown; null for all.</summary>
    [SupplyParameterFromQuery]
    public string? State { get; set; }

    /// <summary>The number after which the page of codes begins.</summary>
    [SupplyParameterFromQuery]
    public int After { get; set; }

    /// <summary>The file of codes that was sent.</summary>
    [SupplyParameterFromQuery]
    public string? File { get; set; }

    /// <summary>The coupon that is to be voided.</summary>
    [SupplyParameterFromQuery]
    public string? Coupon { get; set; }

    /// <summary>The job that fills a pool.</summary>
    [SupplyParameterFromQuery]
    public string? Job { get; set; }

    /// <summary>Who is signed in.</summary>
    [CascadingParameter]
    public Actor? Actor { get; set; }

    [Inject]
    private CouponService Service { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<CouponsPage> Logger { get; set; } = null!;

    private CouponTask? Task => EnumReader.Read<CouponTask>(Do);

    private CouponState? ShownState => EnumReader.Read<CouponState>(State) is { } state and not CouponState.Expired ? state : null;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        if (_loaded == Id || Actor is null)
            return System.Threading.Tasks.Task.CompletedTask;

        _loaded = Id;
        return LoadAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _latest.Dispose();

    private async Task LoadAsync()
    {
        if (Actor is not { } actor)
            return;

        var token = _latest.Next();
        try
        {
            var found = await Service.FindAsync(actor, Id, token);
            if (token.IsCancellationRequested)
                return;

            (_view, _problem, _broken) = (found.Value, found.Problems is [var first, ..] ? first : null, null);
            _version++;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Read again in the meantime, or the page was left.
        }
#pragma warning disable CA1031 // Whatever went wrong is logged with a reference and told.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _broken = SupportReference.New();
            CouponsLog.NotDone(Logger, _broken, CouponsLog.TypesOf(failure));
        }
    }

    private void Open(CouponTask task) => Navigation.NavigateTo(CouponUrls.Doing(Id, task));

    private void Close() => Navigation.NavigateTo(CouponUrls.Of(Id));

    // The pool whose codes are shown: the one of the address, or the newest that has any.
    private CouponPool? Shown(CouponView view) => (Task is null && Pool is not null ? view.Pools.FirstOrDefault(pool => pool.Pool.Id == Pool) : null)?.Pool
        ?? view.Pools.FirstOrDefault(pool => pool.Pool.State == PoolState.Ready)?.Pool;

    private static bool IsFilling(CouponView view) => view.Pools.Any(pool => pool.Pool.State == PoolState.Filling);

    private static bool IsDiscarded(CouponView view, string job) => view.Pools.Any(pool => pool.Pool.Id == job && pool.Pool is { State: PoolState.Voided, WasReady: false });

    private string? FollowedJob(CouponView view) => Job ?? view.Pools.FirstOrDefault(pool => pool.Pool.State == PoolState.Filling)?.Pool.FillJob;

    private static CouponCounts? Figures(CouponView view)
    {
        if (view.Settings.Mode == CouponMode.Shared)
            return view.Shared ?? new(0, 0, 0, 0);

        var counts = view.Pools.Select(pool => pool.Counts).ToList();
        return counts.Count == 0 ? null
            : new(counts.Sum(one => one.Total), counts.Sum(one => one.Issued), counts.Sum(one => one.Redeemed), counts.Sum(one => one.Voided));
    }

    private static string Sentence(CouponView view) => (view.Settings.Mode, view.WhyNotLive) switch
    {
        (_, { } why) => why,
        (CouponMode.Shared, _) => L["Every customer who asks gets the same code."],
        (CouponMode.Pools, _) => L[$"Every customer who asks gets a code of their own. {CouponLabels.Left(view)}."],
        _ => L["Customers see the offer and get no code with it."],
    };
}
