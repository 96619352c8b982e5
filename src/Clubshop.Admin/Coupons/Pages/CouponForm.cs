using Clubshop.Admin.Common;
using Clubshop.Admin.Staff;
using Clubshop.Admin.Ui.Feedback;
using Clubshop.Coupons;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Coupons.Pages;

/// <summary>
/// What the forms of the page of coupons share: one press at a time, problems at their fields, and a submit that is sent again under the same token
/// after an answer was lost, so that nothing is given twice.
/// </summary>
public abstract class CouponForm : PortalComponent, IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private string? _token;

    /// <summary>The coupons of the offer.</summary>
    [Parameter, EditorRequired]
    public CouponView View { get; set; } = null!;

    /// <summary>Something was changed: the page is read again.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    /// <summary>The form is no longer wanted.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>Who is signed in.</summary>
    [CascadingParameter]
    public Actor? Actor { get; set; }

    /// <summary>Coupons.</summary>
    [Inject]
    protected CouponService Service { get; set; } = null!;

    /// <summary>Confirms what was done.</summary>
    [Inject]
    protected Toasts Toasts { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>Leads to the address of what comes next.</summary>
    [Inject]
    protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ILogger<CouponForm> Logger { get; set; } = null!;

    /// <summary>What was refused last.</summary>
    protected IReadOnlyList<Problem> Problems { get; set; } = [];

    /// <summary>Whether a submit is on its way.</summary>
    protected bool Busy { get; private set; }

    /// <summary>Id of the offer.</summary>
    protected string OfferId => View.Offer.Id;

    /// <summary>Cancelled when the form is left.</summary>
    protected CancellationToken Left => _left.Token;

    /// <summary>Problems that belong to no field.</summary>
    protected virtual IReadOnlyList<Problem> General => [.. Problems.Where(problem => problem.Field is null)];

    /// <summary>Does something for the person, and says what came of it.</summary>
    /// <param name="work">What to do, with the submit's token.</param>
    /// <param name="done">What then.</param>
    protected async Task DoAsync<T>(Func<Actor, string, Task<Result<T>>> work, Func<T, Task> done)
        where T : class
    {
        if (Busy || Actor is not { } actor)
            return;

        Busy = true;
        _token ??= Ids.New(Time);
        try
        {
            var result = await work(actor, _token);
            (_token, Problems) = (null, result.Problems);
            if (result.Ok)
                await done(result.Value);
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
        }
#pragma warning disable CA1031 // Whatever went wrong is logged with a reference and told; what was typed is kept, and so is the token.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            var reference = SupportReference.New();
            CouponsLog.NotDone(Logger, reference, CouponsLog.TypesOf(failure));
            if (failure is LedgerBusyException)
                _token = null;
            Problems =
            [
                new("broken", failure is LedgerUncertainException or Storage.CommitUncertainException
                    ? L[$"No answer came, so it may be done or not. Press the button again: nothing is done twice. If it happens again, give support the reference {reference}."]
                    : L[$"That did not work. What you typed is kept. If it happens again, give support the reference {reference}."]),
            ];
        }
        finally
        {
            Busy = false;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what else the form has.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
