using Clubshop.Admin.Ops;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>The inbox of the nightly check: checked now, taken, snoozed, said to be no problem, put right.</summary>
public sealed class WatchJourneyTests
{
    private static readonly string Offer = DemoCatalog.IdOf("offer", "iron-lotus-20");
    private const string Title = "20% off for night-shift staff";

    [Fact]
    public async Task Administrator_ChecksTakesSnoozesDismissesAndPutsRight()
    {
        await using var portal = await Portal.StartAsync();
        await using var asha = await Visitor.ToAsync(portal);
        await asha.SignInAsync("asha.rao@clubshop.example");
        var page = asha.Page;

        // A text that names a date which is over.
        await asha.GoAsync("/offers/" + Offer);
        await SetTermsAsync(asha, "Valid till 31 March 2020.");
        await asha.GoAsync("/watch");
        await asha.Button("Check now").ClickAsync();
        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "“till 31 March 2020”" });
        await Assertions.Expect(row).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(asha.Button("Check now")).ToBeVisibleAsync();
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, "watch-open");

        // Taken by keyboard alone.
        await row.GetByRole(AriaRole.Button, new() { Name = "More for " + Title }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Take it" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(row.GetByText("You", new() { Exact = true })).ToBeVisibleAsync();

        // Given to somebody else.
        await ChooseAsync(page, row, "Assign to …");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Person").SelectOptionAsync(new SelectOptionValue { Label = "Vikram Singh" });
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, "watch-assign");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Assign" }).ClickAsync();
        await Assertions.Expect(row.GetByText("Vikram Singh")).ToBeVisibleAsync();
        await ChooseAsync(page, row, "Take it");
        await Assertions.Expect(row.GetByText("You", new() { Exact = true })).ToBeVisibleAsync();

        // On the dashboard, and in the navigation, it waits.
        await asha.GoAsync("/");
        await Assertions.Expect(page.Locator(".waiting").GetByText("Date that is over: 1 finding")).ToBeVisibleAsync();
        await page.Locator(".waiting").GetByText("Date that is over: 1 finding").ClickAsync();
        await page.WaitForAddressAsync("/watch\\?kind=pastdate");

        // Put off, and opened again.
        await ChooseAsync(page, row, "Snooze for a week");
        await Assertions.Expect(row).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Findings by state" }).GetByRole(AriaRole.Link, new() { Name = "Snoozed" }).ClickAsync();
        await Assertions.Expect(row).ToBeVisibleAsync();
        await ChooseAsync(page, row, "Open it again");
        await Assertions.Expect(row).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Findings by state" }).GetByRole(AriaRole.Link, new() { Name = "Open" }).ClickAsync();
        await ChooseAsync(page, row, "Snooze until …");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Snooze" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Choose a day that is still to come");
        await asha.ScanAsync();
        await page.Keyboard.PressAsync("Escape");

        // No problem, with the reason.
        await ChooseAsync(page, row, "Not a problem …");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Reason").FillAsync("The year is part of the joke");
        await asha.ScanAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Not a problem" }).ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Findings by state" }).GetByRole(AriaRole.Link, new() { Name = "Not a problem" }).ClickAsync();
        await Assertions.Expect(row.GetByText("The year is part of the joke")).ToBeVisibleAsync();
        await ChooseAsync(page, row, "Open it again");

        // Put right, it is gone at once.
        await asha.GoAsync("/watch");
        await row.GetByRole(AriaRole.Link, new() { Name = Title }).ClickAsync();
        await page.WaitForAddressAsync("/offers/");
        await SetTermsAsync(asha, "Valid till stocks last.");
        await asha.GoAsync("/watch");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Watch" })).ToBeVisibleAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
        Assert.Empty(asha.Complaints);
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(768, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    public async Task Inbox_FitsEveryWidth_InBothThemes(int width, ColorScheme scheme)
    {
        await using var portal = await Portal.StartAsync();
        await using var asha = await Visitor.ToAsync(portal, width, 900, scheme);
        await asha.SignInAsync("asha.rao@clubshop.example");
        await asha.GoAsync("/offers/" + Offer);
        await SetTermsAsync(asha, "Valid till 31 March 2020.");
        await asha.GoAsync("/watch");
        await asha.Button("Check now").ClickAsync();
        await Assertions.Expect(asha.Page.GetByText("“till 31 March 2020”")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await asha.ScanAsync();
        Assert.Equal(0, await asha.Page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        await Pictures.TakeAsync(asha.Page, $"watch-{width}-{scheme.ToString().ToLowerInvariant()}");
        Assert.Empty(asha.Complaints);
    }

    private static async Task ChooseAsync(IPage page, ILocator row, string item)
    {
        await row.GetByRole(AriaRole.Button, new() { Name = "More for " + Title }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = item, Exact = true }).ClickAsync();
    }

    private static async Task SetTermsAsync(Visitor visitor, string terms)
    {
        var field = visitor.Page.GetByLabel("Terms", new() { Exact = true });
        await field.FillAsync(terms);
        await field.BlurAsync();
        await visitor.Button("Save").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("Offer saved").First).ToBeVisibleAsync();
    }
}
