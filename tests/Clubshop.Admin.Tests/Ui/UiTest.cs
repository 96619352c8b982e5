using Bunit;
using Clubshop.Admin.Tests.Common;
using Clubshop.Admin.Ui;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Ui;

/// <summary>Renders controls as in a circuit: scripts return nothing, and the clock stands at 4:12 pm IST on Friday 20 November 2026.</summary>
public abstract class UiTest : BunitContext
{
    // Long, because some runs throttle the database (CLUBSHOP_FAULTS); a wait ends as soon as its assertion passes.
    static UiTest() => DefaultWaitTimeout = TimeSpan.FromSeconds(15);

    internal static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 42, 0, TimeSpan.Zero);

    protected UiTest()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddUi();
        // Controls are rendered alone, without the layout's providers.
        Services.Configure<MudBlazor.PopoverOptions>(options => options.CheckForPopoverProvider = false);
        Services.AddSingleton<TimeProvider>(new TestClock(Now));
    }
}
