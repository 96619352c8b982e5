using Bunit;
using Clubshop.Admin.Tests.Testing;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Feedback;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Clubshop.Admin.Tests.Ui;

/// <summary>Guarded buttons ignore presses meant for what was there before; leaving a page with unsaved changes asks first.</summary>
public sealed class GuardTests : UiTest
{
    private readonly ManualTime _time = new(Now);
    private readonly List<string> _asked = [];
    private int _pressed;

    public GuardTests()
    {
        Services.AddSingleton<TimeProvider>(_time);
        Services.AddSingleton<Dialogs>(new Asked(_asked));
    }

    [Fact]
    public void Button_ActionChangedUnderThePress_IgnoresPressesForASecond()
    {
        var button = RenderButton("Publish");
        button.Find("button").Click();
        Assert.Equal(1, _pressed);

        button.Render(p => p.Add(b => b.Action, "Pause"));
        button.Find("button").Click();
        _time.Advance(TimeSpan.FromMilliseconds(999));
        button.Find("button").Click();
        Assert.Equal(1, _pressed);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        button.Find("button").Click();
        Assert.Equal(2, _pressed);
    }

    [Fact]
    public void Button_TextChangesButNotTheAction_TakesThePress()
    {
        var button = RenderButton("Publish");
        button.Render(p => p.Add(b => b.Text, "Save and publish"));
        button.Find("button").Click();
        Assert.Equal(1, _pressed);
    }

    [Fact]
    public void Button_Guarded_MarksItselfForTheBrowser()
    {
        var button = Render<Button>(p => p.Add(b => b.Text, "Send to 118 people").Add(b => b.Guard, true));
        Assert.True(button.Find("button").HasAttribute("data-guard"));
        Assert.Equal("Send to 118 people", button.Find("button").GetAttribute("data-action"));
        Assert.False(Render<Button>(p => p.Add(b => b.Text, "Review")).Find("button").HasAttribute("data-action"));
    }

    [Fact]
    public async Task SaveBar_SaveThatHangs_SaysSoAfterFourSeconds()
    {
        var bar = Render<SaveBar>(p => p.Add(b => b.Busy, true));
        Assert.DoesNotContain("longer than usual", bar.Markup, StringComparison.Ordinal);
        _time.Advance(SaveBar.SlowAfter);
        await bar.WaitForAssertionAsync(() => Assert.Contains("This takes longer than usual", bar.Find("[role=status]").TextContent, StringComparison.Ordinal));
        bar.Render(p => p.Add(b => b.Busy, false));
        Assert.DoesNotContain("longer than usual", bar.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void SaveBar_Blocked_SaysWhyBesideTheButton()
    {
        var bar = Render<SaveBar>(p => p.Add(b => b.Changes, ["Title"]).Add(b => b.Blocked, "Ends cannot be read."));
        Assert.Contains("Ends cannot be read.", bar.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void LeaveGuard_SavedSinceTheLastRender_DoesNotAsk()
    {
        var dirty = true;
        Render<LeaveGuard>(p => p.Add(g => g.Dirty, () => dirty).Add(g => g.What, "The invitation"));

        dirty = false;
        Services.GetRequiredService<NavigationManager>().NavigateTo("/staff");

        Assert.Empty(_asked);
    }

    [Fact]
    public void LeaveGuard_SomethingUnsaved_AsksOnceAndMarksThePage()
    {
        var guard = Render<LeaveGuard>(p => p.Add(g => g.Dirty, () => true).Add(g => g.What, "The invitation"));
        Assert.Single(guard.FindAll("[data-unsaved]"));

        Services.GetRequiredService<NavigationManager>().NavigateTo("/staff");

        Assert.Equal("The invitation would be lost.", Assert.Single(_asked));
    }

    [Fact]
    public void LeaveGuard_PageThatMustBeLeft_DoesNotAsk()
    {
        var guard = Render<LeaveGuard>(p => p.Add(g => g.Dirty, () => true).AddCascadingValue("Leaving", true));
        Services.GetRequiredService<NavigationManager>().NavigateTo("/sign-in");
        Assert.Empty(_asked);
        Assert.Empty(guard.FindAll("[data-unsaved]"));
    }

    private IRenderedComponent<Button> RenderButton(string action) =>
        Render<Button>(p => p.Add(b => b.Text, action).Add(b => b.Action, action).Add(b => b.OnClick, () => _pressed++));

    private sealed class Asked(List<string> asked) : Dialogs(null!)
    {
        public override Task<bool> ConfirmAsync(
            string title, string text, string confirm, IReadOnlyList<string>? consequences = null, bool danger = false, string? typed = null, string cancel = "Cancel")
        {
            asked.Add(text);
            return Task.FromResult(false);
        }
    }
}
