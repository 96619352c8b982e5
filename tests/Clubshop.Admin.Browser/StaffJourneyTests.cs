using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>An administrator disables a colleague in the middle of their work; nothing they typed is lost.</summary>
public sealed class StaffJourneyTests
{
    private const string Meera = "meera.iyer@clubshop.example";

    [Fact]
    public async Task Colleague_DisabledWhileTyping_IsLedOutWithAReason_AndFindsTheirDraftLater()
    {
        await using var portal = await Portal.StartAsync("demo");
        await using var administrator = await Visitor.ToAsync(portal);
        await administrator.SignInAsync("asha.rao@clubshop.example");
        await using var colleague = await Visitor.ToAsync(portal);
        await colleague.SignInAsync(Meera);
        await colleague.GoAsync("/offers?q=peaberry");
        await colleague.Page.Locator("table a.name").First.ClickAsync();
        var terms = colleague.Page.GetByLabel("Terms", new() { Exact = true });
        await Assertions.Expect(terms).ToBeVisibleAsync();
        var offer = new Uri(colleague.Page.Url).AbsolutePath;
        await terms.FillAsync("Only while the monsoon lasts.");
        await terms.BlurAsync();
        await Assertions.Expect(colleague.Page.GetByText("Changed").First).ToBeVisibleAsync();

        await administrator.GoAsync("/staff");
        await administrator.ScanAsync();
        await administrator.Link("Meera Iyer").ClickAsync();
        await administrator.Button("Disable account").ClickAsync();
        var dialog = administrator.Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog).ToContainTextAsync("signed out everywhere");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Disable account" }).ClickAsync();
        await Assertions.Expect(administrator.Button("Enable account")).ToBeVisibleAsync();
        await administrator.ScanAsync();

        // On the same instance at once, without a click.
        await colleague.Page.WaitForAddressAsync("/sign-in\\?");
        await Assertions.Expect(colleague.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your session has ended");

        await administrator.Button("Enable account").ClickAsync();
        await administrator.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Enable account" }).ClickAsync();
        await Assertions.Expect(administrator.Button("Disable account")).ToBeVisibleAsync();
        await colleague.SignInAsync(Meera);
        await colleague.GoAsync(offer);
        await Assertions.Expect(colleague.Page.GetByLabel("Terms", new() { Exact = true })).ToHaveValueAsync("Only while the monsoon lasts.");
        Assert.Empty(administrator.Complaints);
        Assert.Empty(colleague.Complaints);
    }

    [Fact]
    public async Task Account_InDarkOnAPhone_HasNoViolation_AndEndsAnotherSession()
    {
        await using var portal = await Portal.StartAsync("none");
        await using var first = await Visitor.ToAsync(portal, 360, 740, ColorScheme.Dark);
        await first.SignInAsync("priya.nair@clubshop.example");
        await first.GoAsync("/account");
        await Assertions.Expect(first.Page.GetByText("This session")).ToBeVisibleAsync();
        await first.Page.GetByLabel("New password", new() { Exact = true }).PressSequentiallyAsync("Abcdef1!");
        await Assertions.Expect(first.Page.Locator(".ticks .met")).ToHaveCountAsync(5);
        await first.ScanAsync();
        Assert.Empty(first.Complaints);
    }
}
