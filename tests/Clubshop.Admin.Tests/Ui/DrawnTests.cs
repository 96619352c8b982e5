using Bunit;
using Clubshop.Admin.Ui;
using Clubshop.Admin.Ui.Feedback;
using Clubshop.Admin.Ui.Layout;

namespace Clubshop.Admin.Tests.Ui;

/// <summary>What MudBlazor draws keeps the names, roles and states that the controls promise.</summary>
public sealed class DrawnTests : UiTest
{
    [Fact]
    public void Button_NoLongerBusy_DoesNotSaySoAnyMore()
    {
        var button = Render<Button>(p => p.Add(b => b.Text, "Save").Add(b => b.Busy, true));
        Assert.Equal("true", button.Find("button").GetAttribute("aria-busy"));
        Assert.True(button.Find("button").HasAttribute("disabled"));

        button.Render(p => p.Add(b => b.Busy, false));

        Assert.False(button.Find("button").HasAttribute("aria-busy"));
        Assert.False(button.Find("button").HasAttribute("disabled"));
    }

    [Fact]
    public void Button_WithAnAddress_IsALink_UntilItIsDisabled()
    {
        var button = Render<Button>(p => p.Add(b => b.Text, "Export").Add(b => b.Href, "/offers/export").Add(b => b.Download, "offers.csv"));
        Assert.Equal(("/offers/export", "offers.csv"), (button.Find("a").GetAttribute("href"), button.Find("a").GetAttribute("download")));

        button.Render(p => p.Add(b => b.Disabled, true));

        Assert.Empty(button.FindAll("a"));
        Assert.True(button.Find("button").HasAttribute("disabled"));

        button.Render(p => p.Add(b => b.Disabled, false).Add(b => b.Href, null));

        Assert.Equal("button", button.Find("button").GetAttribute("type"));
    }

    [Fact]
    public void Button_OutsideItsForm_SubmitsIt()
    {
        var button = Render<Button>(p => p.Add(b => b.Label, "Save").Add(b => b.Icon, Icons.Done).Add(b => b.Submit, true).Add(b => b.Form, "form"));

        Assert.Equal(("submit", "form", "Save", "Save"), (button.Find("button").GetAttribute("type"), button.Find("button").GetAttribute("form"), button.Find("button").GetAttribute("aria-label"), button.Find("button").GetAttribute("title")));
    }

    [Fact]
    public void ProgressBar_SaysHowFarItIs_AndNeverMoreThanAll()
    {
        var bar = Render<ProgressBar>(p => p.Add(b => b.Text, "74 of 60 rows written").Add(b => b.Done, 74).Add(b => b.Total, 60));

        var drawn = bar.Find("[role=progressbar]");
        Assert.Equal(("74 of 60 rows written", "60", "60", "off"), (drawn.GetAttribute("aria-label"), drawn.GetAttribute("aria-valuenow"), drawn.GetAttribute("aria-valuemax"), drawn.GetAttribute("aria-live")));
    }

    [Fact]
    public void Notice_IsAnnouncedOnlyWhenItIsAnAlert_AndACardIsALandmarkOnlyWithALabel()
    {
        Assert.Equal("alert", Render<Notice>(p => p.Add(n => n.Title, "It was not saved").Add(n => n.Alert, true)).Find(".note").GetAttribute("role"));
        Assert.False(Render<Notice>(p => p.Add(n => n.Title, "Note")).Find(".note").HasAttribute("role"));
        Assert.False(Render<Card>(p => p.Add(c => c.Title, "Clubs")).Find(".card").HasAttribute("role"));
        Assert.Equal("region", Render<Card>(p => p.Add(c => c.Label, "Clubs")).Find(".card").GetAttribute("role"));
    }
}
