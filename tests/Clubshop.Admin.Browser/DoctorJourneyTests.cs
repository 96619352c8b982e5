using System.Text.RegularExpressions;
using Clubshop.Admin.Ops;
using Microsoft.Playwright;

namespace Clubshop.Admin.Browser;

/// <summary>Why can’t customers see this: asked, answered, put right and asked again; the warning at publishing; the preview.</summary>
public sealed class DoctorJourneyTests
{
    private static readonly string Offer = DemoCatalog.IdOf("offer", "iron-lotus-20");
    private static readonly string Shop = DemoCatalog.IdOf("shop", "iron-lotus");

    [Fact]
    public async Task Administrator_FindsWhyAnOfferIsHidden_AndShowsItAgain()
    {
        await using var portal = await Portal.StartAsync();
        await using var asha = await Visitor.ToAsync(portal);
        await asha.SignInAsync("asha.rao@clubshop.example");
        var page = asha.Page;

        // The shop is paused: its live offers are seen by nobody.
        await asha.GoAsync("/shops/" + Shop);
        await asha.Button("Pause").First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Pause shop" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Iron Lotus Gym is paused").First).ToBeVisibleAsync();
        await asha.GoAsync("/offers");
        await asha.Button("More").ClickAsync();
        await asha.Link("Seen by nobody").ClickAsync();
        await page.WaitForAddressAsync("seen=nobody");
        await Assertions.Expect(page.GetByText("Seen by:")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "20% off for night-shift staff" }).ClickAsync();

        // Asked by keyboard alone, and put right where it fails.
        await page.WaitForAddressAsync("/offers/" + Offer);
        await asha.Button("Why can’t customers see this?").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var walk = page.Locator(".doctor");
        await Assertions.Expect(walk).ToContainTextAsync("No customer sees it: one thing is in the way.");
        await Assertions.Expect(walk.GetByText("Iron Lotus Gym is paused. Publish the shop to show its offers.")).ToBeVisibleAsync();
        await Assertions.Expect(walk.GetByText("It is published.", new() { Exact = true })).ToBeVisibleAsync();
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, "doctor-hidden");
        await walk.GetByRole(AriaRole.Button, new() { Name = "Publish Iron Lotus Gym" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(walk.GetByText("Iron Lotus Gym is published.")).ToBeVisibleAsync();
        await Assertions.Expect(walk).ToContainTextAsync("Customers see it");
        await Assertions.Expect(page.GetByText("Customers do not see it")).ToHaveCountAsync(0);

        // Taken back, here or elsewhere, it is answered anew without asking.
        await asha.Button("Undo").First.ClickAsync();
        await Assertions.Expect(walk).ToContainTextAsync("No customer sees it");
        await walk.GetByRole(AriaRole.Button, new() { Name = "Publish Iron Lotus Gym" }).ClickAsync();
        await Assertions.Expect(walk).ToContainTextAsync("Customers see it");

        // Its own status, by the page's own step.
        await asha.Button("Pause").First.ClickAsync();
        await Assertions.Expect(walk.GetByText("It is paused.", new() { Exact = true })).ToBeVisibleAsync();
        await walk.GetByRole(AriaRole.Button, new() { Name = "Publish the offer" }).ClickAsync();
        await Assertions.Expect(walk.GetByText("It is published.", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Empty(asha.Complaints);
    }

    [Fact]
    public async Task Administrator_IsWarnedBeforePublishingWhatNobodyWillSee()
    {
        await using var portal = await Portal.StartAsync();
        await using var asha = await Visitor.ToAsync(portal, 1280, 900);
        await asha.SignInAsync("asha.rao@clubshop.example");
        var page = asha.Page;
        await asha.GoAsync("/clubs/" + DemoCatalog.IdOf("club", "mumbai-teachers"));
        await asha.Button("Pause").First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Pause club" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await asha.GoAsync("/offers/" + DemoCatalog.IdOf("offer", "tiffin-box-8"));
        await asha.Button("Publish").First.ClickAsync();
        var asked = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(asked).ToContainTextAsync("Nobody will see it.");
        await asha.ScanAsync();
        await Pictures.TakeAsync(page, "doctor-warning");
        await asked.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Assertions.Expect(page.GetByText("It is a draft.")).ToHaveCountAsync(0);
        await asha.Button("Publish").First.ClickAsync();
        await asked.GetByRole(AriaRole.Button, new() { Name = "Publish all the same" }).ClickAsync();
        await Assertions.Expect(page.Locator("aside").GetByText("Customers do not see it")).ToBeVisibleAsync();
        Assert.Empty(asha.Complaints);
    }

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(768, ColorScheme.Dark)]
    [InlineData(1440, ColorScheme.Light)]
    public async Task Preview_AtAMomentForAClub_ShowsWhatTheyMeet(int width, ColorScheme scheme)
    {
        await using var portal = await Portal.StartAsync();
        await using var asha = await Visitor.ToAsync(portal, width, 900, scheme);
        await asha.SignInAsync("asha.rao@clubshop.example");
        var page = asha.Page;
        await asha.GoAsync("/offers/" + Offer);
        await page.Locator("a[href$='/preview']").First.ClickAsync();
        await page.WaitForAddressAsync("/preview$");
        await Assertions.Expect(page.GetByText("Customers see the offer now.")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".device").GetByText("20% off for night-shift staff").First).ToBeVisibleAsync();
        await LooksAsync(asha, $"preview-now-{width}");

        // Another club's customers do not; the address says what was asked.
        await page.GetByLabel("Customer of").FillAsync("Kaveri");
        await page.Locator(".pop-list").GetByRole(AriaRole.Option).First.ClickAsync();
        await page.WaitForAddressAsync("club=");
        await Assertions.Expect(page.GetByText(new Regex("It is not for the customers of"))).ToBeVisibleAsync();
        await page.GetByLabel("Customer of").FillAsync("");
        await Assertions.Expect(page.Locator(".pop-list").GetByRole(AriaRole.Option).First).ToBeVisibleAsync(); // it is known to be empty
        await page.GetByLabel("Customer of").PressAsync("Tab");
        await Assertions.Expect(page.GetByText("Customers see the offer now.")).ToBeVisibleAsync();

        // A year from now it has ended, on a wide screen too.
        await page.GetByLabel("Moment", new() { Exact = true }).FillAsync("30/11/2031, 4:30 pm");
        await page.GetByLabel("Moment", new() { Exact = true }).BlurAsync();
        await page.WaitForAddressAsync("at=2031-11-30T16:30");
        await Assertions.Expect(page.GetByText("The offer is not in the app.")).ToBeVisibleAsync();
        await page.GetByText("Wide", new() { Exact = true }).ClickAsync();
        await page.WaitForAddressAsync("on=wide");
        await LooksAsync(asha, $"preview-ended-{width}");
        Assert.Empty(asha.Complaints);
    }

    private static async Task LooksAsync(Visitor visitor, string name)
    {
        await visitor.ScanAsync();
        Assert.Equal(0, await visitor.Page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - innerWidth)"));
        await Pictures.TakeAsync(visitor.Page, name);
    }
}
