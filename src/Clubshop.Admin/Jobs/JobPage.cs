using Clubshop.Admin.Storage;
using Clubshop.Admin.Ui.Feedback;
using Microsoft.AspNetCore.Components;

namespace Clubshop.Admin.Jobs;

/// <summary>A page that shows one thing and follows its job: what fails is told with a reference, and leaving ends the following, not the job.</summary>
public abstract class JobPage : PortalComponent, IDisposable
{
    private CancellationTokenSource _shown = new();

    /// <summary>The reference of what failed last; null when nothing did.</summary>
    protected string? Broken { get; private set; }

    /// <summary>Whether it failed because nothing answered.</summary>
    protected bool Unanswered { get; private set; }

    /// <summary>Does something for the page.</summary>
    /// <param name="work">What; its token ends it when another thing is shown, or the page is left.</param>
    /// <param name="afresh">Whether it shows another thing: what is done for the one before ends.</param>
    protected async Task TryAsync(Func<CancellationToken, Task> work, bool afresh = false)
    {
        if (afresh)
        {
            await _shown.CancelAsync();
            _shown.Dispose();
            _shown = new();
        }

        var left = _shown.Token;
        Broken = null;
        try
        {
            await work(left);
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            // Another thing is shown, or the page was left; the job goes on.
        }
#pragma warning disable CA1031 // Whatever went wrong is logged with a reference and told; the job and its file are kept.
        catch (Exception cause)
#pragma warning restore CA1031
        {
            (Broken, Unanswered) = (SupportReference.New(), Outages.IsOfAll(cause));
            LogBroken(cause, Broken);
        }
    }

    /// <summary>Draws the page, from any thread.</summary>
    protected void Draw(object? sender, EventArgs e) => _ = InvokeAsync(StateHasChanged);

    /// <summary>Logs what failed.</summary>
    /// <param name="cause">What was thrown.</param>
    /// <param name="reference">What the person was told.</param>
    protected abstract void LogBroken(Exception cause, string reference);

    /// <summary>Stops following; the job goes on.</summary>
    public virtual void Dispose()
    {
        _shown.Cancel();
        _shown.Dispose();
        GC.SuppressFinalize(this);
    }
}
